import { isSameJson } from '../../schema/canonical-json.ts';
import { compilePattern } from '../../schema/compile-pattern.ts';
import type { LoweredSchema } from '../../schema/lowered-schema.ts';
import { ORIGIN } from '../../schema/lowered-schema.ts';
import type { Schemas } from '../../schema/schemas.ts';

/** interim */
export function isMember(schemas: Schemas, schema: LoweredSchema, value: unknown): boolean {
  if (!schema[ORIGIN].synthetic) return schemas.isValid(schema[ORIGIN].ref, value, 'request');
  const negated = schema['x-atg-negated'];
  if (negated?.values?.some((other) => isSameJson(other, value))) return false;
  if (negated?.pattern !== undefined && (typeof value !== 'string' || compilePattern(negated.pattern).test(value)))
    return false;
  if (schema.pattern !== undefined && typeof value === 'string' && !compilePattern(schema.pattern).test(value))
    return false;
  if (schema.type !== undefined && !schema.type.includes(typeof value)) return false;
  if (schema.allOf?.some((part) => !isMember(schemas, part, value))) return false;
  return schema.not === undefined || !isMember(schemas, schema.not, value);
}
