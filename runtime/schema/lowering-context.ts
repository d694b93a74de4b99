import type { JsonPointer } from '../model/json.ts';
import { pointerTo } from '../model/json.ts';
import type { Location } from '../model/location.ts';
import type { Direction, SchemaScope } from '../model/schema-ref.ts';
import { InvalidSchemaError } from '../errors.ts';
import type { DialectRules } from './dialect-rules.ts';
import type { LoweredSchema, RefHandle } from './lowered-schema.ts';

export type RefKeyword = '$ref' | '$dynamicRef' | '$recursiveRef';

/** What the lowering of one schema needs to know of the schemas around it. */
export interface LoweringContext {
  readonly scope: SchemaScope;
  readonly rules: DialectRules;
  readonly direction: Direction;
  /** Names of properties that other schemas for the same value hide in this direction. */
  readonly hidden: ReadonlySet<string>;
  /** A handle for a reference, bound to the cache of its document. */
  handle(keyword: RefKeyword, ref: string, from: Location, context: LoweringContext): RefHandle;
  /** Lowers a subschema. */
  lower(raw: unknown, location: Location, context: LoweringContext): LoweredSchema;
}

/** The context of a subschema for another value: nothing around it matters. */
export function elsewhere(context: LoweringContext): LoweringContext {
  return context.hidden.size === 0 ? context : { ...context, hidden: NOTHING };
}

const NOTHING: ReadonlySet<string> = new Set();

export function below(location: Location, ...tokens: readonly (string | number)[]): Location {
  return { file: location.file, pointer: pointerTo(location.pointer, ...tokens) };
}

export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The error of a keyword whose value is not what its dialect allows. */
export function invalidKeyword(
  keyword: string,
  location: Location,
  expected: string,
  received: unknown,
): InvalidSchemaError {
  const pointer: JsonPointer = pointerTo(location.pointer, keyword);
  return new InvalidSchemaError(
    `Invalid "${keyword}" in a schema: expected ${expected}, received ${describe(received)}.`,
    {
      keyword,
      pointer,
      where: `${location.file}#${pointer}`,
      hint: `Correct the keyword, or remove it.`,
    },
  );
}

/** The error for what stands where a schema should. */
export function invalidSchema({ file, pointer }: Location, received: unknown): InvalidSchemaError {
  return new InvalidSchemaError(`Invalid schema: expected an object or a boolean, received ${describe(received)}.`, {
    keyword: 'schema',
    pointer,
    where: `${file}#${pointer}`,
    hint: 'Write a schema there, or true for any value.',
  });
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
