import { generateSync } from 'json-schema-faker';
import type { JsonSchema } from 'json-schema-faker';

/** What json-schema-faker makes of a schema, with its own defaults. Throws where it does. */
export function peerValues(
  schema: unknown,
  count: number,
  documents: Readonly<Record<string, unknown>> = {},
): readonly unknown[] {
  const refResolver = (ref: string): JsonSchema => {
    const document = documents[ref.replace(/#.*$/, '')];
    if (document === undefined) throw new Error(`Unknown document ${ref}`);
    return document as JsonSchema;
  };
  return Array.from({ length: count }, (_, seed) =>
    generateSync(structuredClone(schema) as JsonSchema, { seed: seed + 1, refResolver }),
  );
}
