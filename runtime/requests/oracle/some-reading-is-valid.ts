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
  const places = new Map(violations.map(({ valuePointer }) => [valuePointer, pointerTokens(valuePointer)]));
  const attempt = (chosen: readonly (readonly string[])[]): boolean => {
    let tries = 0;
    const search = (value: unknown, index: number): boolean => {
      const tokens = chosen[index];
      if (tokens === undefined) {
        tries += 1;
        return tries > maxTries || (value === absent ? !required : schemas.isValid(schema, value, 'request'));
      }
      const part = valueAt(value, tokens);
      if (part === undefined) return search(value, index + 1);
      for (const reading of readings(part, shapeAt(shape, root, tokens), tokens)) {
        if (search(replaceAt(value, tokens, reading), index + 1)) return true;
      }
      return false;
    };
    return search(root, 0);
  };
  return attempt([...places.values()]) || leavesOfCompounds(root, violations).some((leaf) => attempt([leaf]));
}

/** For compound keywords the places of the scalars below: another reading of one may choose another branch. */
function leavesOfCompounds(root: unknown, violations: readonly Violation[]): readonly (readonly string[])[] {
  const tokens = violations
    .filter(({ keyword }) => compound.has(keyword))
    .map(({ valuePointer }) => pointerTokens(valuePointer));
  return tokens.flatMap((path) => leavesBelow(valueAt(root, path), path)).slice(0, maxLeaves);
}

function leavesBelow(value: unknown, tokens: readonly string[]): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const path = [...tokens, key];
    return typeof member === 'object' && member !== null ? leavesBelow(member, path) : [path];
  });
}

function valueAt(root: unknown, tokens: readonly string[]): unknown {
  let value = root;
  for (const token of tokens) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined;
    value = (value as Record<string, unknown>)[token];
  }
  return value;
}

function shapeAt(shape: ValueShape, root: unknown, tokens: readonly string[]): ValueShape {
  let result = shape;
  let value = root;
  for (const token of tokens) {
    result = Array.isArray(value) ? result.item(Number(token)) : result.property(token);
    value = valueAt(value, [token]);
  }
  return result;
}

/** A copy with the part replaced, or left out where the reading is `absent`. */
function replaceAt(root: unknown, tokens: readonly string[], reading: unknown): unknown {
  const [token, ...rest] = tokens;
  if (token === undefined) return reading;
  if (Array.isArray(root)) {
    const index = Number(token);
    const item = replaceAt(root[index], rest, reading);
    return item === absent ? root.toSpliced(index, 1) : root.with(index, item);
  }
  if (typeof root !== 'object' || root === null) return root;
  const member = replaceAt((root as Record<string, unknown>)[token], rest, reading);
  const others = Object.entries(root).filter(([name]) => name !== token);
  return Object.fromEntries(member === absent ? others : [...others, [token, member]]);
}
