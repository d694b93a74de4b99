import type { LoweredSchema } from '../lowered-schema.ts';

/** The keywords that hold no schemas and have one error a value. */
export type AssertionKeyword =
  | 'maximum'
  | 'minimum'
  | 'exclusiveMaximum'
  | 'exclusiveMinimum'
  | 'x-atg-multiple-of'
  | 'maxLength'
  | 'minLength'
  | 'pattern'
  | 'format'
  | 'const'
  | 'enum'
  | 'maxItems'
  | 'minItems'
  | 'x-atg-unique-items'
  | 'maxProperties'
  | 'minProperties'
  | 'x-atg-discriminator'
  | 'x-atg-false';

type Description = readonly [message: string, params: Readonly<Record<string, unknown>>];

const COMPARISONS = { maximum: '<=', minimum: '>=', exclusiveMaximum: '<', exclusiveMinimum: '>' } as const;
const COUNTED = {
  maxLength: 'characters', minLength: 'characters', maxItems: 'items', minItems: 'items', maxProperties: 'properties', minProperties: 'properties',
} as const; // prettier-ignore

/** What a keyword demands, in Ajv's words. */
export function describeAssertion(schema: LoweredSchema, keyword: AssertionKeyword): Description {
  switch (keyword) {
    case 'maximum':
    case 'minimum':
    case 'exclusiveMaximum':
    case 'exclusiveMinimum': {
      const comparison = COMPARISONS[keyword];
      const limit = schema[keyword];
      return [`must be ${comparison} ${limit}`, { comparison, limit }];
    }
    case 'maxLength':
    case 'minLength':
    case 'maxItems':
    case 'minItems':
    case 'maxProperties':
    case 'minProperties': {
      const limit = schema[keyword];
      const order = keyword.startsWith('max') ? 'more' : 'fewer';
      return [`must NOT have ${order} than ${limit} ${COUNTED[keyword]}`, { limit }];
    }
    case 'pattern':
      return [`must match pattern "${schema.pattern}"`, { pattern: schema.pattern }];
    case 'format':
      return [`must match format "${schema.format}"`, { format: schema.format }];
    case 'const':
      return ['must be equal to constant', { allowedValue: schema.const }];
    case 'enum':
      return ['must be equal to one of the allowed values', { allowedValues: schema.enum }];
    case 'x-atg-multiple-of':
      return [`must be multiple of ${schema['x-atg-multiple-of']}`, {}];
    case 'x-atg-unique-items':
      return ['must NOT have duplicate items', {}];
    case 'x-atg-discriminator': {
      const { propertyName = '', tags = [] } = schema['x-atg-discriminator'] ?? {};
      return [`must have a ${propertyName} that is one of ${tags.join(', ')}`, {}];
    }
    case 'x-atg-false':
      return ['must NOT be present', {}];
  }
}
