import type { LoweredSchema } from './lowered-schema.ts';
import { ORIGIN } from './lowered-schema.ts';

/**
 * Whether Ajv's verdict on a schema cannot be relied on: `unevaluated*` across references, dynamic references, properties named
 * `__proto__`, `contains` beside `prefixItems`, and lists and objects among the values of `enum` and `const`, which Ajv compares by members like `valueOf`. What stands behind references does not count; Ajv comes to it through a call.
 */
export function needsInterpreter(schema: LoweredSchema): boolean {
  if ((schema.unevaluatedProperties ?? schema.unevaluatedItems) !== undefined) return true;
  if (schema['x-atg-ref']?.dynamic !== undefined) return true;
  if (schema[ORIGIN].ref.scope.dynamicAnchors !== undefined) return true;
  if (schema.properties !== undefined && Object.hasOwn(schema.properties, '__proto__')) return true;
  if (schema.contains !== undefined && schema.prefixItems !== undefined) return true;
  if ([schema.const, ...(schema.enum ?? [])].some((value) => typeof value === 'object' && value !== null)) return true;
  return children(schema).some(needsInterpreter);
}

const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'] as const;
const MAPS = ['properties', 'patternProperties', 'dependentSchemas'] as const;
const SINGLES = ['not', 'if', 'then', 'else', 'items', 'contains', 'additionalProperties', 'propertyNames'] as const;

function children(schema: LoweredSchema): readonly LoweredSchema[] {
  const found: LoweredSchema[] = [];
  for (const keyword of LISTS) found.push(...(schema[keyword] ?? []));
  for (const keyword of MAPS) found.push(...Object.values(schema[keyword] ?? {}));
  for (const keyword of SINGLES) {
    const child = schema[keyword];
    if (child) found.push(child);
  }
  return found;
}
