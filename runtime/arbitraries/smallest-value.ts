import type { SchemaRef } from '../model/schema-ref.ts';
import type { Schemas } from '../schema/schemas.ts';
import { valueMaker } from './positive-arbitrary.ts';
import type { TextProfile } from './text-profile.ts';

/**
 * A small valid value, always the same one: only what is required, and that plain. Throws `UnsatisfiableSchemaError`,
 * `UnsupportedSchemaError`, `InvalidSchemaError`.
 */
export function smallestValue(schema: SchemaRef, schemas: Schemas, text: TextProfile): unknown {
  return valueMaker(schema, schemas, text).smallest();
}
