import type { JsonValue } from '../model/json.ts';
import type { Dialect } from '../model/schema-ref.ts';
import type { Demand, JsonType } from './contract.ts';

type JsonSchema = { readonly [keyword: string]: JsonValue };

/** Where `exclusiveMinimum` is a boolean beside `minimum`. */
const booleanBounds: ReadonlySet<Dialect> = new Set<Dialect>(['draft-04', 'openapi-2.0', 'openapi-3.0']);

/**
 * What a demand says as JSON Schema of the value itself, in words that each dialect understands. Nothing for `required` and `unknown`, which are
 * demands on the object or list of parameters that holds the value. `asText`: the value is written as text on the wire, so that a text which reads as
 * the demanded type is as good.
 */
export function demandSchema(demand: Demand, dialect: Dialect, asText: boolean): JsonSchema | undefined {
  switch (demand.keyword) {
    case 'required':
    case 'unknown':
      return undefined;
    case 'notNull':
      return { not: { enum: [null] } };
    case 'uniqueItems':
      return { uniqueItems: true };
    case 'type':
      return anyOf(demand.types.flatMap((type) => typeSchemas(type, asText)));
    case 'format':
      return anyOf(demand.formats.map((format) => ({ format })));
    case 'enum':
      return { enum: asText ? demand.members.flatMap(asWritten) : demand.members };
    case 'pattern':
      return { pattern: demand.pattern };
    case 'additionalProperties':
      return {
        properties: Object.fromEntries(demand.declared.map((name) => [name, {}])),
        additionalProperties: false,
      };
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      if (!booleanBounds.has(dialect)) return { [demand.keyword]: demand.limit };
      return demand.keyword === 'exclusiveMinimum'
        ? { minimum: demand.limit, exclusiveMinimum: true }
        : { maximum: demand.limit, exclusiveMaximum: true };
    case 'minimum':
    case 'maximum':
    case 'multipleOf':
    case 'minLength':
    case 'maxLength':
    case 'minItems':
    case 'maxItems':
      return { [demand.keyword]: demand.limit };
  }
}

function anyOf(schemas: readonly JsonSchema[]): JsonSchema | undefined {
  return schemas.length > 1 ? { anyOf: schemas } : schemas[0];
}

const textForms: Partial<Record<JsonType, JsonSchema>> = {
  integer: { type: 'string', pattern: '^-?[0-9]{1,9}$' },
  number: { type: 'string', pattern: '^-?[0-9]{1,9}(\\.[0-9]{1,3})?$' },
  boolean: { type: 'string', enum: ['true', 'false'] },
};

function typeSchemas(type: JsonType, asText: boolean): readonly JsonSchema[] {
  if (type === 'null') return [{ enum: [null] }];
  const asTyped = { type };
  const form = asText ? textForms[type] : undefined;
  return form === undefined ? [asTyped] : [asTyped, form];
}

function asWritten(member: JsonValue): readonly JsonValue[] {
  return typeof member === 'number' || typeof member === 'boolean' ? [member, String(member)] : [member];
}
