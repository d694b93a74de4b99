import type * as fc from 'fast-check';
import { bareSchema } from '../schema/bare-schema.ts';
import { createSchemas } from '../schema/create-schemas.ts';
import type { FormatMode } from '../schema/format-assertion.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { SchemaOptions } from './options.ts';
import { checkUsage } from './options.ts';
import { positiveArbitrary } from './positive-arbitrary.ts';
import type { SchemaValue } from './schema-type.ts';

const shared = new Map<FormatMode, Schemas>();

/** The validators of all bare schemas that are read with the same formats. */
export function bareSchemas(options: SchemaOptions = {}): Schemas {
  const formats: FormatMode = options.formats ?? 'draft';
  let schemas = shared.get(formats);
  if (schemas === undefined) {
    schemas = createSchemas({ formats });
    shared.set(formats, schemas);
  }
  return schemas;
}

/**
 * Values that are valid for a JSON Schema, or for a schema of an OpenAPI document. The same seed gives the same values,
 * whatever fast-check's global configuration says; every value can be shrunk, also without its context.
 *
 * The values have the schema's type where the schema is given in place or `as const`, else they are `unknown`.
 *
 * Throws `UnsatisfiableSchemaError` where no value can exist, `UnsupportedSchemaError` where none can be built (also
 * while generating), `InvalidSchemaError` and `UnresolvedRefError` where the schema is broken, `UsageError` for wrong options.
 *
 * @example
 * fc.assert(fc.property(fromSchema({ type: 'integer', minimum: 1 }), (id) => id >= 1))
 */
export function fromSchema<const S, const O extends SchemaOptions | undefined = undefined>(
  schema: S,
  options?: O,
): fc.Arbitrary<NoInfer<SchemaValue<S, O>>> {
  checkUsage(schema, options);
  const ref = bareSchema(schema, options?.dialect, options?.root, options?.documents);
  const values = positiveArbitrary(ref, bareSchemas(options), 'any');
  return values as fc.Arbitrary<SchemaValue<S, O>>;
}
