import type { SchemaRef } from '../model/schema-ref.ts';
import { UnsupportedSchemaError } from '../errors.ts';

/** The error of a schema that is nested, or as wide, as the call stack allows no more. */
export function tooLarge({ location: { file, pointer } }: SchemaRef): UnsupportedSchemaError {
  return new UnsupportedSchemaError(
    'A schema is too large: it nests or lists more schemas than can be compiled at once.',
    {
      keyword: 'schema',
      pointer,
      where: `${file}#${pointer}`,
      hint: 'Divide it into smaller schemas that refer to each other.',
    },
  );
}
