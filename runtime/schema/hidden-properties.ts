import type { Location } from '../model/location.ts';
import type { Direction, SchemaScope } from '../model/schema-ref.ts';
import { ApiTestGenError } from '../errors.ts';
import { below, isPlainObject } from './lowering-context.ts';

type Names = ReadonlySet<string>;
const NONE: Names = new Set();
const memo = new WeakMap<SchemaScope, Record<Direction, WeakMap<object, Names>>>();

/**
 * The properties that a schema hides in a direction, together with all schemas for the same value that it refers to:
 * `readOnly` ones in requests, `writeOnly` ones in responses.
 */
export function hiddenProperties(raw: unknown, location: Location, scope: SchemaScope, direction: Direction): Names {
  if (!isPlainObject(raw)) return NONE;
  let known = memo.get(scope);
  if (known === undefined) {
    known = { request: new WeakMap(), response: new WeakMap() };
    memo.set(scope, known);
  }
  let names = known[direction].get(raw);
  if (names === undefined) {
    const found = new Set<string>();
    collect(raw, location, { scope, direction, found, visited: new Set() });
    names = found.size === 0 ? NONE : found;
    known[direction].set(raw, names);
  }
  return names;
}

interface Search {
  readonly scope: SchemaScope;
  readonly direction: Direction;
  readonly found: Set<string>;
  readonly visited: Set<unknown>;
}

function collect(raw: unknown, location: Location, search: Search): void {
  if (!isPlainObject(raw) || search.visited.has(raw)) return;
  search.visited.add(raw);
  if (isPlainObject(raw['properties'])) {
    const properties = below(location, 'properties');
    for (const [name, property] of Object.entries(raw['properties'])) {
      if (isHidden(property, below(properties, name), search, 0)) search.found.add(name);
    }
  }
  const target = follow(raw, location, search.scope);
  if (target !== undefined) collect(target.schema, target.location, search);
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const branches = raw[keyword];
    if (!Array.isArray(branches)) continue;
    branches.forEach((branch, index) => collect(branch, below(location, keyword, index), search));
  }
}

function isHidden(raw: unknown, location: Location, search: Search, depth: number): boolean {
  if (!isPlainObject(raw) || depth > 8) return false;
  if (raw[search.direction === 'request' ? 'readOnly' : 'writeOnly'] === true) return true;
  const target = follow(raw, location, search.scope);
  if (target !== undefined && isHidden(target.schema, target.location, search, depth + 1)) return true;
  const parts = raw['allOf'];
  return (
    Array.isArray(parts) && parts.some((part, i) => isHidden(part, below(location, 'allOf', i), search, depth + 1))
  );
}

function follow(
  raw: Readonly<Record<string, unknown>>,
  location: Location,
  scope: SchemaScope,
): ReturnType<SchemaScope['resolve']> | undefined {
  if (typeof raw['$ref'] !== 'string') return undefined;
  try {
    return scope.resolve(raw['$ref'], location);
  } catch (error) {
    // A broken reference is reported where it is used; here it merely hides nothing.
    if (ApiTestGenError.is(error)) return undefined;
    throw error;
  }
}
