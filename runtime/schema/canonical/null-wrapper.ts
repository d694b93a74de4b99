import type { LoweredSchema } from '../lowered-schema.ts';
import { ORIGIN } from '../lowered-schema.ts';

/** The schema that the lowering wrapped so that null is tolerated beside it; nothing where a schema is no such wrapper. */
export function wrappedForNull(schema: LoweredSchema): LoweredSchema | undefined {
  const isWrapper = schema['x-atg-tolerates-null'] === true && schema.if !== undefined && schema[ORIGIN].synthetic;
  return isWrapper ? schema.else : undefined;
}
