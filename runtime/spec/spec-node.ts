import { InvalidSpecError } from '../errors.ts';
import { pointerTo } from '../model/json.ts';
import type { Location } from '../model/location.ts';

/** A value of a document and where it stands. */
export interface SpecNode {
  readonly value: unknown;
  readonly location: Location;
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** A node known to be an object. */
export interface ObjectNode extends SpecNode {
  readonly value: JsonObject;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member of an object, inherited ones (`constructor`, `__proto__`) excluded. */
export function member(value: JsonObject, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The node of a member or element; its value is undefined where there is none. */
export function child(node: SpecNode, key: string | number): SpecNode {
  const { value } = node;
  const found = Array.isArray(value)
    ? (value[Number(key)] as unknown)
    : isObject(value)
      ? member(value, String(key))
      : undefined;
  return { value: found, location: childLocation(node.location, key) };
}

export function childLocation(location: Location, ...keys: readonly (string | number)[]): Location {
  return { file: location.file, pointer: pointerTo(location.pointer, ...keys) };
}

/** What turns a location into `file:line:column (pointer)`. */
export type Describe = (location: Location) => string;

/** The error for a value of the wrong shape: `The parameter should be an object, but it is null.` */
export function wrongShape(node: SpecNode, what: string, expected: string, describe: Describe): InvalidSpecError {
  return new InvalidSpecError(`${what} should be ${expected}, but it is ${showKind(node.value)}.`, {
    where: describe(node.location),
    hint: 'Correct the document at this place.',
  });
}

function showKind(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return `the string ${JSON.stringify(value.slice(0, 60))}`;
  return `the ${typeof value} ${JSON.stringify(value) ?? ''}`.trimEnd();
}
