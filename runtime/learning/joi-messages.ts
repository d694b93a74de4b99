import type { Demand } from './contract.ts';
import {
  anyDate,
  format,
  limit,
  oneOfTexts,
  patternOfLiteral,
  required,
  type,
  uniqueItems,
  unknown,
} from './demands.ts';
import { says, type Sentence } from './sentences.ts';

/** The types of alternatives are listed as members are. */
function membersOf(list: string): readonly Demand[] {
  const names = /(?:^|, )(?:any|array|binary|boolean|date|function|number|object|string|symbol)(?:,|$)/u;
  return names.test(list) ? [] : oneOfTexts(list, ', ');
}

/** What follows the quoted label in Joi's default messages. */
export const joiSentences: readonly Sentence[] = [
  says('is required', () => [required]),
  says('is not allowed', () => [unknown]),
  says('is not allowed to be empty', () => [limit('minLength', 1)]),
  says('must be a string', () => [type('string')]),
  says('must be a number', () => [type('number')]),
  says('must be an integer', () => [type('integer')]),
  says('must be a boolean', () => [type('boolean')]),
  says('must be an array', () => [type('array')]),
  says('must be of type object', () => [type('object')]),
  says('length must be at least # characters long', (n) => [limit('minLength', Number(n))]),
  says('length must be less than or equal to # characters long', (n) => [limit('maxLength', Number(n))]),
  says('length must be # characters long', (n) => [limit('minLength', Number(n)), limit('maxLength', Number(n))]),
  says('must be greater than or equal to #', (n) => [limit('minimum', Number(n))]),
  says('must be less than or equal to #', (n) => [limit('maximum', Number(n))]),
  says('must be greater than #', (n) => [limit('exclusiveMinimum', Number(n))]),
  says('must be less than #', (n) => [limit('exclusiveMaximum', Number(n))]),
  says('must be a positive number', () => [limit('exclusiveMinimum', 0)]),
  says('must be a negative number', () => [limit('exclusiveMaximum', 0)]),
  says('must be a multiple of #', (n) => [limit('multipleOf', Number(n))]),
  says('must contain at least # items', (n) => [limit('minItems', Number(n))]),
  says('must contain less than or equal to # items', (n) => [limit('maxItems', Number(n))]),
  says('must contain # items', (n) => [limit('minItems', Number(n)), limit('maxItems', Number(n))]),
  says('contains a duplicate value', () => [uniqueItems]),
  says('must be one of \\[(.+)\\]', membersOf),
  says('with value ".*" fails to match the required pattern: (/.+/[a-z]*)', patternOfLiteral),
  says('must be a valid email', () => [format('email')]),
  says('must be a valid uri', () => [format('uri')]),
  says('must be a valid GUID', () => [format('uuid')]),
  says('must be in iso format', () => [anyDate]),
];
