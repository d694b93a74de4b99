import type { Dialect } from '../../runtime/model/schema-ref.ts';

export interface CorpusSchema {
  readonly name: string;
  readonly schema: unknown;
  readonly dialect?: Dialect;
}

const tree = {
  $ref: '#/$defs/node',
  $defs: {
    node: {
      type: 'object',
      required: ['value'],
      properties: {
        value: { type: 'integer' },
        next: { $ref: '#/$defs/node' },
        children: { type: 'array', items: { $ref: '#/$defs/node' } },
      },
    },
  },
};

/** Small schemas, each for one keyword or one way in which keywords meet. */
export const corpus: readonly CorpusSchema[] = [
  { name: 'boolean', schema: { type: 'boolean' } },
  { name: 'null', schema: { type: 'null' } },
  { name: 'string', schema: { type: 'string' } },
  { name: 'integer', schema: { type: 'integer' } },
  { name: 'number', schema: { type: 'number' } },
  { name: 'several types', schema: { type: ['string', 'integer', 'null'] } },
  { name: 'closed range', schema: { type: 'integer', minimum: 3, maximum: 7 } },
  { name: 'one number', schema: { type: 'integer', minimum: 3, maximum: 3 } },
  { name: 'open range', schema: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 } },
  { name: 'narrow range', schema: { type: 'number', exclusiveMinimum: 0.1, exclusiveMaximum: 0.1001 } },
  { name: 'negative range', schema: { type: 'number', maximum: -2.5 } },
  { name: 'large bounds', schema: { type: 'integer', minimum: 9007199254740000 } },
  { name: 'beyond safe integers', schema: { type: 'number', minimum: 1e20 } },
  { name: 'cents', schema: { type: 'number', multipleOf: 0.01, minimum: 0, maximum: 20 } },
  { name: 'two multiples', schema: { type: 'integer', allOf: [{ multipleOf: 4 }, { multipleOf: 6 }] } },
  { name: 'fractional multiple of integers', schema: { type: 'integer', multipleOf: 2.5 } },
  { name: 'lengths', schema: { type: 'string', minLength: 2, maxLength: 4 } },
  { name: 'exact length', schema: { type: 'string', minLength: 5, maxLength: 5 } },
  { name: 'empty string', schema: { type: 'string', maxLength: 0 } },
  { name: 'anchored pattern', schema: { type: 'string', pattern: '^[A-Z]{2}-\\d{3,5}$' } },
  { name: 'loose pattern', schema: { type: 'string', pattern: 'b{2}', minLength: 6 } },
  { name: 'pattern with length', schema: { type: 'string', pattern: '^[a-z]+$', minLength: 10, maxLength: 12 } },
  { name: 'password pattern', schema: { type: 'string', pattern: '^(?=.*[A-Z])(?=.*\\d)[A-Za-z\\d]{8,20}$' } },
  { name: 'alternatives in a pattern', schema: { type: 'string', pattern: '^(?:asc|desc|[0-9]{1,2}(?:px|em))$' } },
  { name: 'backreference', schema: { type: 'string', pattern: '^(["\'])x+\\1$' } },
  { name: 'unicode property', schema: { type: 'string', pattern: '^\\p{Lu}\\p{Ll}*$' } },
  { name: 'pattern without u', schema: { type: 'string', pattern: '^[\\w-]+\\@x$' } },
  { name: 'two patterns', schema: { type: 'string', allOf: [{ pattern: '^a' }, { pattern: 'z$' }] } },
  ...[
    'date',
    'time',
    'date-time',
    'duration',
    'email',
    'hostname',
    'ipv4',
    'ipv6',
    'uri',
    'uri-reference',
    'uuid',
    'json-pointer',
    'regex',
    'byte',
    'binary',
    'password',
    'unknown-format',
  ].map((format) => ({ name: `format ${format}`, schema: { type: 'string', format } })),
  { name: 'int32', schema: { type: 'integer', format: 'int32' } },
  { name: 'format and length', schema: { type: 'string', format: 'email', maxLength: 20 } },
  { name: 'enum', schema: { enum: ['red', 'green', 3, null, { a: 1 }] } },
  { name: 'enum under a type', schema: { type: 'string', enum: ['a', 1, 'b'] } },
  { name: 'const', schema: { const: { a: [1, 2] } } },
  { name: 'array', schema: { type: 'array', items: { type: 'integer' }, minItems: 1, maxItems: 4 } },
  {
    name: 'set',
    schema: { type: 'array', items: { type: 'integer', minimum: 0, maximum: 5 }, uniqueItems: true, minItems: 3 },
  },
  {
    name: 'tuple',
    schema: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'boolean' }], items: false, minItems: 2 },
  },
  {
    name: 'contains',
    schema: { type: 'array', items: { type: 'integer' }, contains: { minimum: 100 }, minContains: 2, maxItems: 5 },
  },
  {
    name: 'object',
    schema: {
      type: 'object',
      required: ['id'],
      properties: {
        id: { type: 'integer' },
        name: { type: 'string' },
        tags: { type: 'array', items: { type: 'string' } },
      },
    },
  },
  {
    name: 'closed object',
    schema: {
      type: 'object',
      required: ['a'],
      properties: { a: { type: 'string' }, b: { type: 'integer' } },
      additionalProperties: false,
    },
  },
  {
    name: 'map',
    schema: { type: 'object', additionalProperties: { type: 'integer' }, minProperties: 2, maxProperties: 3 },
  },
  {
    name: 'patterned map',
    schema: {
      type: 'object',
      patternProperties: { '^x-[a-z]{2}$': { type: 'boolean' } },
      additionalProperties: false,
      minProperties: 1,
    },
  },
  {
    name: 'property names',
    schema: {
      type: 'object',
      propertyNames: { pattern: '^[a-c]{2}$' },
      additionalProperties: { type: 'integer' },
      minProperties: 1,
    },
  },
  {
    name: 'dependent required',
    schema: {
      type: 'object',
      properties: { card: { type: 'string' }, address: { type: 'string' } },
      dependentRequired: { card: ['address'] },
    },
  },
  {
    name: 'dependent schemas',
    schema: {
      type: 'object',
      properties: { a: { type: 'integer' }, b: { type: 'integer' } },
      dependentSchemas: { a: { required: ['b'] } },
    },
  },
  {
    name: 'allOf',
    schema: {
      allOf: [
        { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } },
        { required: ['b'], properties: { b: { type: 'string', minLength: 1 } } },
      ],
    },
  },
  {
    name: 'anyOf',
    schema: {
      anyOf: [
        { type: 'string', minLength: 3 },
        { type: 'integer', minimum: 10 },
      ],
    },
  },
  {
    name: 'oneOf',
    schema: {
      oneOf: [
        { type: 'integer', multipleOf: 3 },
        { type: 'integer', multipleOf: 5 },
      ],
    },
  },
  {
    name: 'oneOf objects',
    schema: {
      type: 'object',
      oneOf: [{ required: ['a'] }, { required: ['b'] }],
      properties: { a: { type: 'integer' }, b: { type: 'integer' } },
    },
  },
  { name: 'not', schema: { type: 'integer', minimum: 0, not: { enum: [0, 1, 2] } } },
  {
    name: 'not required',
    schema: {
      type: 'object',
      properties: { a: { type: 'integer' }, b: { type: 'integer' } },
      not: { required: ['a'] },
    },
  },
  {
    name: 'if then else',
    schema: {
      type: 'object',
      required: ['kind'],
      properties: { kind: { enum: ['card', 'cash'] }, number: { type: 'string' } },
      if: { properties: { kind: { const: 'card' } } },
      then: { required: ['number'] },
      else: { properties: { number: false } },
    },
  },
  {
    name: 'unevaluated',
    schema: {
      type: 'object',
      allOf: [{ properties: { a: { type: 'integer' } } }],
      properties: { b: { type: 'string' } },
      unevaluatedProperties: false,
    },
  },
  { name: 'recursive', schema: tree },
  {
    name: 'nullable',
    dialect: 'openapi-3.0',
    schema: {
      type: 'object',
      required: ['a'],
      properties: { a: { type: 'string', nullable: true }, b: { nullable: true, allOf: [{ type: 'integer' }] } },
    },
  },
  {
    name: 'exclusive flags',
    dialect: 'openapi-3.0',
    schema: { type: 'integer', minimum: 1, exclusiveMinimum: true, maximum: 3 },
  },
  {
    name: 'read-only',
    dialect: 'openapi-3.0',
    schema: {
      type: 'object',
      required: ['id', 'name'],
      properties: { id: { type: 'integer', readOnly: true }, name: { type: 'string' } },
    },
  },
  {
    name: 'draft 4 tuple',
    dialect: 'draft-04',
    schema: { type: 'array', items: [{ type: 'integer' }], additionalItems: { type: 'string' }, minItems: 2 },
  },
  {
    name: 'draft 7 dependencies',
    dialect: 'draft-07',
    schema: { type: 'object', properties: { a: { type: 'integer' } }, dependencies: { a: ['b'] } },
  },
  {
    name: 'odd names',
    schema: JSON.parse(
      '{"type":"object","required":["__proto__","constructor"],"properties":{"constructor":{"type":"integer"},"a/b~c":{"type":"string","maxLength":2}}}',
    ),
  },
];
