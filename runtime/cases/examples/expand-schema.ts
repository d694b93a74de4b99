import type { Location } from '../../model/location.ts';
import type { SchemaRef } from '../../model/schema-ref.ts';
import { pointerTo } from '../../model/json.ts';
import { documentedValues } from './documented-values.ts';
import { fitsScalar } from './fits-scalar.ts';
import type { RealisticNames } from './realistic-names.ts';
import { suggestedValue } from './suggested-value.ts';

const maxDepth = 6;
const maxNodes = 2_000;
const maxSize = 1_000;
/** More examples of one property than this are not gone through. */
const maxRounds = 20;

type Node = Readonly<Record<string, unknown>>;

/** What fills a schema that is expanded. */
export interface ExpandOptions {
  /** Which of several examples of a property is taken; counted round. */
  readonly position: number;
  /** Fixes the values that names suggest. */
  readonly seed: number;
  readonly names: RealisticNames;
  /** What the value itself is called, where it has a name. */
  readonly name?: string | undefined;
  /** Hears of each example that its own schema rejects. */
  readonly onInvalid?: (example: InvalidPropertyExample) => void;
}

/** An example of a property that its own schema rejects. */
export interface InvalidPropertyExample {
  readonly value: unknown;
  readonly location: Location;
  readonly expected: string;
}

/** A schema without `$ref`s, and how many examples its richest property has. */
export interface ExpandedSchema {
  readonly schema: unknown;
  /** At least 1, at most 20. */
  readonly rounds: number;
}

/**
 * A copy of a schema without `$ref`s, with documented examples and defaults, and what names suggest, as constants, cut at a depth of
 * 6 and 2,000 nodes, for a generator that knows no documents. It is an approximation: what is generated from it must be judged
 * by the schema itself. `undefined` where the schema is too large, or asks for too much, to be expanded.
 */
export function expandSchema(ref: SchemaRef, options: ExpandOptions): ExpandedSchema | undefined {
  const state: State = { nodes: 0, rounds: 1, scope: ref.scope, options };
  const expanded = expand(ref.schema, ref.location, { depth: maxDepth, name: options.name }, state);
  if (expanded === tooDeep || state.nodes > maxNodes) return undefined;
  return { schema: expanded, rounds: Math.min(state.rounds, maxRounds) };
}

const tooDeep = Symbol('too deep');

interface State {
  nodes: number;
  rounds: number;
  readonly scope: SchemaRef['scope'];
  readonly options: ExpandOptions;
}

/** How far down a schema stands, and what its value is called. */
interface Level {
  readonly depth: number;
  readonly name: string | undefined;
}

function expand(schema: unknown, at: Location, level: Level, state: State): unknown {
  state.nodes += 1;
  if (!isNode(schema)) return schema;
  if (level.depth === 0 || state.nodes > maxNodes) return tooDeep;
  const example = pickExample(schema, at, state);
  if (example !== undefined) return { const: example };
  if (typeof schema['$ref'] === 'string') {
    const target = state.scope.resolve(schema['$ref'], at);
    return expand(target.schema, target.location, { ...level, depth: level.depth - 1 }, state);
  }
  const suggested = suggestedValue(schema, level.name, state.options);
  if (suggested !== undefined) return { const: suggested };
  if (isTooLarge(schema)) return tooDeep;
  const result: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    const expanded = expandKeyword(keyword, value, { schema, at, level, state });
    if (expanded === tooDeep) return tooDeep;
    if (expanded !== undefined) result[keyword] = expanded;
  }
  // An example of a list shows what is in it; an empty one would also be lost in a form.
  if (result['items'] !== undefined && schema['maxItems'] !== 0) fillList(result);
  return result;
}

function fillList(list: Record<string, unknown>): void {
  list['minItems'] ??= 1;
  // Of one value, one is enough.
  if (isNode(list['items']) && Object.hasOwn(list['items'], 'const')) list['maxItems'] = list['minItems'];
}

/** The example whose turn it is, of those that its own schema does not plainly reject. */
function pickExample(schema: Node, at: Location, state: State): unknown {
  const { position, onInvalid } = state.options;
  const usable: unknown[] = [];
  for (const { value, keyword } of documentedValues(schema)) {
    const expected = fitsScalar(schema, value);
    if (expected === undefined) usable.push(value);
    else onInvalid?.({ value, expected, location: { file: at.file, pointer: pointerTo(at.pointer, keyword) } });
  }
  state.rounds = Math.max(state.rounds, usable.length);
  return usable.length === 0 ? undefined : usable[position % usable.length];
}

interface Place {
  readonly schema: Node;
  readonly at: Location;
  readonly level: Level;
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
  const { at, level, state } = place;
  if (plain.has(keyword)) return value;
  const below = { file: at.file, pointer: pointerTo(at.pointer, keyword) };
  switch (keyword) {
    case 'properties':
      return isNode(value) ? expandProperties(value, below, place) : undefined;
    case 'items':
      return Array.isArray(value) ? undefined : expand(value, below, { ...level, depth: level.depth - 1 }, state);
    case 'allOf':
    case 'anyOf':
    case 'oneOf':
      return Array.isArray(value) ? expandBranches(keyword, value, below, place) : undefined;
    default:
      return undefined;
  }
}

function expandProperties(properties: Node, at: Location, { schema, level, state }: Place): unknown {
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const result: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(properties)) {
    if (isNode(property) && property['readOnly'] === true) continue;
    const below = { file: at.file, pointer: pointerTo(at.pointer, name) };
    const expanded = expand(property, below, { depth: level.depth - 1, name }, state);
    if (expanded !== tooDeep) result[name] = expanded;
    else if (required.includes(name)) return tooDeep;
  }
  return result;
}

function expandBranches(keyword: string, branches: readonly unknown[], at: Location, { level, state }: Place): unknown {
  const below = { depth: level.depth - 1, name: undefined };
  const expanded = branches.map((branch, index) =>
    expand(branch, { file: at.file, pointer: pointerTo(at.pointer, index) }, below, state),
  );
  if (keyword === 'allOf') return expanded.includes(tooDeep) ? tooDeep : expanded;
  const usable = expanded.filter((branch) => branch !== tooDeep);
  return usable.length === 0 ? tooDeep : usable.slice(0, 1);
}

function isTooLarge(schema: Node): boolean {
  const large = ['minLength', 'minItems', 'minProperties'].some((keyword) => Number(schema[keyword] ?? 0) > maxSize);
  const { pattern } = schema;
  return large || (typeof pattern === 'string' && pattern.length > 200);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
