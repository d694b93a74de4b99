import { pointerTokens } from '../../model/json.ts';
import type { SchemaRef } from '../../model/schema-ref.ts';
import type { Violation } from '../../model/violation.ts';
import type { Schemas } from '../../schema/schemas.ts';
import type { ValueShape } from '../value-shape.ts';
import { absent } from './json-readings.ts';

export type ReadingsOf = (value: unknown, shape: ValueShape, tokens: readonly string[]) => Iterable<unknown>;

/** More combinations than this are not tried: the case is then taken for readable. */
const maxTries = 400;
/** Of so many scalars below a compound keyword another reading is tried. */
const maxLeaves = 24;

/** Keywords whose breach may be mended anywhere below the value. */
const compound: ReadonlySet<string> = new Set([
  'anyOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'allOf',
  'const',
  'enum',
  'contains',
  'false schema',
]);

/**
 * Whether a value becomes valid when each violated part is taken for one of its readings. `required` says whether the whole may be absent.
 */
export function someReadingIsValid(
  root: unknown,
  violations: readonly Violation[],
  {
    schema,
    shape,
    schemas,
    required,
    readings,
  }: {
    readonly schema: SchemaRef;
    readonly shape: ValueShape;
    readonly schemas: Schemas;
    readonly required: boolean;
    readonly readings: ReadingsOf;
  },
): boolean {
  const attempt = (places: readonly Tokens[]): boolean => {
    let tries = 0;
    const search = (value: unknown, index: number): boolean => {
      const tokens = places[index];
      if (tokens === undefined) {
        tries += 1;
        return tries > maxTries || (value === absent ? !required : schemas.isValid(schema, value, 'request'));
      }
      const part = valueAt(value, tokens);
      if (part === undefined) return search(value, index + 1);
      const put = slotAt(value, tokens);
      const seen = new Set<unknown>();
      for (const reading of readings(part, shapeAt(shape, root, tokens), tokens)) {
        // Most readers agree on most values.
        if (typeof reading !== 'object' || reading === null) {
          if (seen.has(reading)) continue;
          seen.add(reading);
        }
        if (search(put(reading), index + 1)) return true;
      }
      return false;
    };
    return search(root, 0);
  };
  return attempt(placesOf(violations)) || leavesOfCompounds(root, violations).some((leaf) => attempt([leaf]));
}

type Tokens = readonly string[];

/** Each place once. */
function placesOf(violations: readonly Violation[]): readonly Tokens[] {
  const pointers = new Set<string>();
  const places: Tokens[] = [];
  for (const { valuePointer } of violations) {
    if (pointers.has(valuePointer)) continue;
    pointers.add(valuePointer);
    places.push(pointerTokens(valuePointer));
  }
  return places;
}

/** For compound keywords the places of the scalars below: another reading of one may choose another branch. */
function leavesOfCompounds(root: unknown, violations: readonly Violation[]): readonly Tokens[] {
  const leaves: Tokens[] = [];
  for (const { keyword, valuePointer } of violations) {
    if (!compound.has(keyword)) continue;
    const path = pointerTokens(valuePointer);
    leaves.push(...leavesBelow(valueAt(root, path), path));
  }
  return leaves.slice(0, maxLeaves);
}

function leavesBelow(value: unknown, tokens: Tokens): readonly Tokens[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const path = [...tokens, key];
    return typeof member === 'object' && member !== null ? leavesBelow(member, path) : [path];
  });
}

function valueAt(root: unknown, tokens: Tokens): unknown {
  let value = root;
  for (const token of tokens) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined;
    value = (value as Record<string, unknown>)[token];
  }
  return value;
}

function shapeAt(shape: ValueShape, root: unknown, tokens: Tokens): ValueShape {
  let result = shape;
  let value = root;
  for (const token of tokens) {
    result = Array.isArray(value) ? result.item(Number(token)) : result.property(token);
    value = valueAt(value, [token]);
  }
  return result;
}

/**
 * Puts one reading after another in one place of a copy, which is the same object each time: only what holds the place is copied, and that once.
 * `absent` leaves the place out.
 */
function slotAt(root: unknown, tokens: Tokens): (reading: unknown) => unknown {
  const last = tokens.at(-1);
  if (last === undefined) return (reading) => reading;
  const copy = shallowCopy(root);
  let holder = copy;
  for (const token of tokens.slice(0, -1)) {
    const inner = shallowCopy(holder[token]);
    holder[token] = inner;
    holder = inner;
  }
  return (reading) => {
    if (reading === absent) return withoutAt(root, tokens);
    holder[last] = reading;
    return copy;
  };
}

/** The place is known to be there, so no inherited setter is met. */
function shallowCopy(value: unknown): Record<string, unknown> {
  return (Array.isArray(value) ? [...(value as readonly unknown[])] : { ...(value as object) }) as Record<
    string,
    unknown
  >;
}

function withoutAt(root: unknown, [token = '', ...rest]: Tokens): unknown {
  if (Array.isArray(root)) {
    const index = Number(token);
    return rest.length === 0 ? root.toSpliced(index, 1) : root.with(index, withoutAt(root[index], rest));
  }
  const copy = shallowCopy(root);
  if (rest.length === 0) delete copy[token];
  else copy[token] = withoutAt(copy[token], rest);
  return copy;
}
