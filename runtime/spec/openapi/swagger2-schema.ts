import type { SchemaRef } from '../../model/schema-ref.ts';
import { type JsonObject, member, type ObjectNode } from '../spec-node.ts';
import type { ApiContext } from './api-context.ts';

/** What a parameter, header or items object of Swagger 2.0 says of its value (§Parameter Object), as schema keywords. */
const schemaKeywords = [
  'type',
  'format',
  'items',
  'default',
  'maximum',
  'exclusiveMaximum',
  'minimum',
  'exclusiveMinimum',
  'maxLength',
  'minLength',
  'pattern',
  'maxItems',
  'minItems',
  'uniqueItems',
  'enum',
  'multipleOf',
  'x-nullable',
] as const;

// Later layers memoise by the identity of a schema, so each object gives the same schema every time.
const inlineSchemas = new WeakMap<JsonObject, JsonObject>();

/** The schema that stands inline in a parameter or header of Swagger 2.0; undefined where it says nothing. */
export function inlineSchema(context: ApiContext, node: ObjectNode): SchemaRef | undefined {
  const schema = inlineSchemaValue(node.value);
  return Object.keys(schema).length === 0 ? undefined : context.schemaRef({ value: schema, location: node.location });
}

/** The same as a bare value, for the properties of a form. */
export function inlineSchemaValue(value: JsonObject): JsonObject {
  const known = inlineSchemas.get(value);
  if (known !== undefined) return known;
  const schema: Record<string, unknown> = {};
  for (const keyword of schemaKeywords) {
    const stated = member(value, keyword);
    if (stated !== undefined) schema[keyword] = stated;
  }
  const result = isFile(schema) ? binarySchema : schema;
  inlineSchemas.set(value, result);
  return result;
}

/** What stands for `type: file`: JSON Schema has no such type. */
export const binarySchema: JsonObject = { type: 'string', format: 'binary' };

/** Whether a parameter or schema is of Swagger 2.0's type `file`. */
export function isFile(value: JsonObject): boolean {
  return member(value, 'type') === 'file';
}
