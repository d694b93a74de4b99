import { generateSync, type JsonSchema } from 'json-schema-faker';
import type { ValueSource } from '../operation-context.ts';
import { expandSchema } from './expand-schema.ts';

/**
 * A value such as the document's author would write: its examples and defaults where it has some, and json-schema-faker's values
 * elsewhere. Where that gives nothing valid, the plainest value. The seed alone decides.
 */
export function realisticValue(source: ValueSource, seed: number): unknown {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const value = fake(source, seed + attempt);
    if (value !== undefined && source.isValid(value)) return value;
  }
  return source.plain();
}

function fake(source: ValueSource, seed: number): unknown {
  const expanded = expandSchema(source.schema);
  if (typeof expanded !== 'object' || expanded === null) return undefined;
  try {
    return generateSync(expanded as JsonSchema, {
      seed,
      alwaysFakeOptionals: true,
      maxDepth: 6,
      maxItems: 2,
      minDateTime: '2020-01-01T00:00:00Z',
      maxDateTime: '2030-01-01T00:00:00Z',
    });
  } catch {
    // It knows fewer schemas than we do; the plainest value stands in.
    return undefined;
  }
}
