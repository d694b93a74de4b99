const schemas = { type: 'array', minItems: 1, items: { $ref: '#' } };
const schemaMap = { type: 'object', additionalProperties: { $ref: '#' }, default: {} };
const flag = { type: 'boolean', default: false };
const count = { $ref: '#/definitions/count' };
const countFromZero = { allOf: [count, { default: 0 }] };
const names = { type: 'array', items: { type: 'string' }, minItems: 1, uniqueItems: true };
const schemaOrFlag = { anyOf: [{ type: 'boolean' }, { $ref: '#' }], default: {} };

/** What a schema of draft 4 is (Validation, draft-fge-json-schema-validation-00). */
export const draft04MetaSchema = {
  id: 'http://json-schema.org/draft-04/schema#',
  $schema: 'http://json-schema.org/draft-04/schema#',
  type: 'object',
  definitions: {
    count: { type: 'integer', minimum: 0 },
    typeName: { enum: ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'] },
  },
  properties: {
    id: { type: 'string' },
    $schema: { type: 'string' },
    title: { type: 'string' },
    description: { type: 'string' },
    default: {},
    multipleOf: { type: 'number', minimum: 0, exclusiveMinimum: true },
    maximum: { type: 'number' },
    exclusiveMaximum: flag,
    minimum: { type: 'number' },
    exclusiveMinimum: flag,
    maxLength: count,
    minLength: countFromZero,
    pattern: { type: 'string', format: 'regex' },
    additionalItems: schemaOrFlag,
    items: { anyOf: [{ $ref: '#' }, schemas], default: {} },
    maxItems: count,
    minItems: countFromZero,
    uniqueItems: flag,
    maxProperties: count,
    minProperties: countFromZero,
    required: names,
    additionalProperties: schemaOrFlag,
    definitions: schemaMap,
    properties: schemaMap,
    patternProperties: schemaMap,
    dependencies: { type: 'object', additionalProperties: { anyOf: [{ $ref: '#' }, names] } },
    enum: { type: 'array', minItems: 1, uniqueItems: true },
    type: {
      anyOf: [
        { $ref: '#/definitions/typeName' },
        { type: 'array', items: { $ref: '#/definitions/typeName' }, minItems: 1, uniqueItems: true },
      ],
    },
    format: { type: 'string' },
    allOf: schemas,
    anyOf: schemas,
    oneOf: schemas,
    not: { $ref: '#' },
  },
  dependencies: { exclusiveMaximum: ['maximum'], exclusiveMinimum: ['minimum'] },
  default: {},
} as const;
