import type { Location } from '../../model/location.ts';
import { pointerTo } from '../../model/json.ts';
import type { SchemaRef, SchemaScope } from '../../model/schema-ref.ts';
import { hiddenProperties } from '../../schema/hidden-properties.ts';
import { ApiTestGenError } from '../../errors.ts';

type Node = Readonly<Record<string, unknown>>;

/** A schema that speaks of a value, and where it stands. */
interface Part {
  readonly schema: unknown;
  readonly at: Location;
}

/** Deeper values are left as they are. */
const maxDepth = 20;

/**
 * A documented example as a request carries it: without the properties that are `readOnly`. Authors write one example for request and
 * response, with the id that the server gives. The value itself where nothing is to be left out; only OpenAPI has the rule.
 */
export function withoutReadOnly({ schema, location, scope }: SchemaRef, value: unknown): unknown {
  if (!scope.dialect.startsWith('openapi-')) return value;
  return strip(value, [{ schema, at: location }], scope, 0);
}

function strip(value: unknown, parts: readonly Part[], scope: SchemaScope, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth > maxDepth) return value;
  const nodes = sameValue(parts, scope);
  if (nodes.length === 0) return value;
  if (Array.isArray(value)) {
    const items = nodes.flatMap((node) => childOf(node, 'items'));
    return unlessSame(
      value,
      value.map((item: unknown) => strip(item, items, scope, depth + 1)),
    );
  }
  const hidden = new Set(parts.flatMap(({ schema, at }) => [...hiddenProperties(schema, at, scope, 'request')]));
  const members = Object.entries(value);
  const kept = members
    .filter(([name]) => !hidden.has(name))
    .map(([name, member]) => {
      const below = nodes.flatMap((node) => childOf(node, 'properties', name));
      return [name, strip(member, below, scope, depth + 1)] as const;
    });
  const isSame = kept.length === members.length && kept.every(([, member], index) => member === members[index]?.[1]);
  return isSame ? value : Object.fromEntries(kept);
}

function unlessSame(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  return after.every((item, index) => item === before[index]) ? before : after;
}

/** Every schema that may speak of the same value. */
function sameValue(parts: readonly Part[], scope: SchemaScope): readonly (Part & { readonly schema: Node })[] {
  const found: (Part & { readonly schema: Node })[] = [];
  const seen = new Set<unknown>();
  const queue = [...parts];
  for (const { schema, at } of queue) {
    // A list's loop also visits what is added meanwhile.
    if (!isNode(schema) || seen.has(schema)) continue;
    seen.add(schema);
    found.push({ schema, at });
    if (typeof schema['$ref'] === 'string') queue.push(...targetOf(schema['$ref'], at, scope));
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      const branches = schema[keyword];
      if (!Array.isArray(branches)) continue;
      branches.forEach((_, index) => queue.push(...childOf({ schema, at }, keyword, index)));
    }
  }
  return found;
}

function targetOf(ref: string, at: Location, scope: SchemaScope): readonly Part[] {
  try {
    const { schema, location } = scope.resolve(ref, at);
    return [{ schema, at: location }];
  } catch (error) {
    // A broken reference is reported where the schema is used.
    if (ApiTestGenError.is(error)) return [];
    throw error;
  }
}

function childOf({ schema, at }: Part, ...path: readonly (string | number)[]): readonly Part[] {
  let child: unknown = schema;
  for (const token of path) {
    if (typeof child !== 'object' || child === null || !Object.hasOwn(child, token)) return [];
    child = (child as Readonly<Record<string | number, unknown>>)[token];
  }
  return [{ schema: child, at: { file: at.file, pointer: pointerTo(at.pointer, ...path) } }];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
