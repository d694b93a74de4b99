import type * as fc from 'fast-check';
import { UnsatisfiableSchemaError } from '../errors.ts';
import type { Violation } from '../model/violation.ts';
import { bareSchema } from '../schema/bare-schema.ts';
import { bareSchemas } from './from-schema.ts';
import type { SchemaOptions } from './options.ts';
import { checkUsage } from './options.ts';
import type { InvalidValue } from './violations/violating-arbitrary.ts';
import { violatingArbitrary } from './violations/violating-arbitrary.ts';

/** A value with what it breaks. */
export type ViolatingValue = Violation & { readonly value: unknown };

/**
 * Values that a JSON Schema rejects because of one keyword, each with that keyword and its place in value and schema.
 *
 * Throws `UnsatisfiableSchemaError` where nothing can be broken (`violating(true)`), `InvalidSchemaError` and
 * `UnresolvedRefError` where the schema is broken.
 */
export function violating(schema: unknown, options: SchemaOptions = {}): fc.Arbitrary<ViolatingValue> {
  checkUsage(schema, options);
  const ref = bareSchema(schema, options.dialect, options.root, options.documents);
  const arbitrary = violatingArbitrary(ref, bareSchemas(options), 'any', { certain: false });
  if (arbitrary === undefined) {
    throw new UnsatisfiableSchemaError(
      'No value breaks the schema: it has no keyword that can be broken for certain.',
      {
        keyword: 'schema',
        pointer: ref.location.pointer,
        hint: 'Add a keyword such as "type", or use "fromSchema".',
      },
    );
  }
  return arbitrary.map(flatten, nest);
}

/** A bare schema stands in no file. */
function flatten({ value, violation }: InvalidValue): ViolatingValue {
  const { keyword, valuePointer, schemaPointer, demand } = violation;
  return { keyword, valuePointer, schemaPointer, ...(demand === undefined ? {} : { demand }), value };
}

function nest(flat: unknown): InvalidValue {
  const { value, ...violation } = flat as ViolatingValue;
  return { value, violation };
}
