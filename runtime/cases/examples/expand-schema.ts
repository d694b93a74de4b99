import type { Location } from '../../model/location.ts';
import type { SchemaRef } from '../../model/schema-ref.ts';
import { pointerTo } from '../../model/json.ts';

const maxDepth = 6;
const maxNodes = 2_000;
const maxSize = 1_000;

type Node = Readonly<Record<string, unknown>>;

/**
 * A copy of a schema without `$ref`s, with documented examples and defaults as constants, cut at a depth of 6 and 2,000 nodes, for a
 * generator that knows no documents. It is an approximation: what is generated from it must be judged by the schema itself.
 * `undefined` where the schema is too large, or asks for too much, to be expanded.
 */
export function expandSchema(ref: SchemaRef): unknown {
  const state = { nodes: 0, scope: ref.scope };
  const expanded = expand(ref.schema, ref.location, maxDepth, state);
  return expanded === tooDeep || state.nodes > maxNodes ? undefined : expanded;
}

const tooDeep = Symbol('too deep');

interface State {
  nodes: number;
  readonly scope: SchemaRef['scope'];
}

function expand(schema: unknown, at: Location, depth: number, state: State): unknown {
  state.nodes += 1;
  if (!isNode(schema)) return schema;
  if (depth === 0 || state.nodes > maxNodes) return tooDeep;
  const example = documentedValue(schema);
  if (example !== undefined) return { const: example };
  if (typeof schema['$ref'] === 'string') {
    const target = state.scope.resolve(schema['$ref'], at);
    return expand(target.schema, target.location, depth - 1, state);
  }
  if (isTooLarge(schema)) return tooDeep;
  const result: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    const expanded = expandKeyword(keyword, value, { schema, at, depth, state });
    if (expanded === tooDeep) return tooDeep;
    if (expanded !== undefined) result[keyword] = expanded;
  }
  if (schema['nullable'] === true) delete result['nullable'];
  return result;
}

interface Place {
  readonly schema: Node;
  readonly at: Location;
  readonly depth: number;
  readonly state: State;
}

const plain = new Set([
  'type',
  'enum',
  'const',
  'format',
  'pattern',
  'minimum',
  'maximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'required',
  'exclusiveMinimum',
  'exclusiveMaximum',
]);

function expandKeyword(keyword: string, value: unknown, place: Place): unknown {
  const { at, depth, state } = place;
  if (plain.has(keyword)) return value;
  const below = { file: at.file, pointer: pointerTo(at.pointer, keyword) };
  switch (keyword) {
    case 'properties':
      return isNode(value) ? expandProperties(value, below, place) : undefined;
    case 'items':
      return Array.isArray(value) ? undefined : expand(value, below, depth - 1, state);
    case 'allOf':
    case 'anyOf':
    case 'oneOf':
      return Array.isArray(value) ? expandBranches(keyword, value, below, place) : undefined;
    default:
      return undefined;
  }
}

function expandProperties(properties: Node, at: Location, { schema, depth, state }: Place): unknown {
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const result: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(properties)) {
    if (isNode(property) && property['readOnly'] === true) continue;
    const expanded = expand(property, { file: at.file, pointer: pointerTo(at.pointer, name) }, depth - 1, state);
    if (expanded !== tooDeep) result[name] = expanded;
    else if (required.includes(name)) return tooDeep;
  }
  return result;
}

function expandBranches(keyword: string, branches: readonly unknown[], at: Location, { depth, state }: Place): unknown {
  const expanded = branches.map((branch, index) =>
    expand(branch, { file: at.file, pointer: pointerTo(at.pointer, index) }, depth - 1, state),
  );
  if (keyword === 'allOf') return expanded.includes(tooDeep) ? tooDeep : expanded;
  const usable = expanded.filter((branch) => branch !== tooDeep);
  return usable.length === 0 ? tooDeep : usable.slice(0, 1);
}

/** OpenAPI's `example`, JSON Schema's `examples`, else the `default`. */
function documentedValue(schema: Node): unknown {
  if ('example' in schema) return schema['example'];
  const { examples } = schema;
  if (Array.isArray(examples) && examples.length > 0) return examples[0];
  return schema['default'];
}

function isTooLarge(schema: Node): boolean {
  const large = ['minLength', 'minItems', 'minProperties'].some((keyword) => Number(schema[keyword] ?? 0) > maxSize);
  const { pattern } = schema;
  return large || (typeof pattern === 'string' && pattern.length > 200);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
