import type { SchemaRef } from '../../model/schema-ref.ts';
import type { Violation } from '../../model/violation.ts';
import type { Schemas } from '../../schema/schemas.ts';

/** What is wrong with a value, as far as readings of it need to know. */
export function violationsIn(value: unknown, schema: SchemaRef, schemas: Schemas): readonly Violation[] {
  return schemas
    .issues(schema, value, 'request')
    .map(({ keyword, valuePointer }) => ({ keyword, valuePointer, schemaPointer: schema.location.pointer }));
}
