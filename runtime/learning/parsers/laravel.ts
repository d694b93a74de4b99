import { isRecord, member, textsOf } from '../json-shapes.ts';
import type { Observation, Parser } from '../contract.ts';
import { anyDate, filled, format, limit, required, type, uniqueItems, unknown } from '../demands.ts';
import { fieldPath } from '../field-path.ts';
import { meaningOf, says, type Sentence } from '../sentences.ts';

/** Laravel's answer to a failed validation: `message` and, by the path of the field, `errors`. */
export const laravel: Parser = {
  framework: 'laravel',
  read({ json }) {
    const errors = member(json, 'errors');
    if (typeof member(json, 'message') !== 'string' || member(json, 'title') !== undefined || !isRecord(errors))
      return [];
    return Object.entries(errors).flatMap(([name, texts]) =>
      (textsOf(texts) ?? []).flatMap((text) => readMessage(name, text)),
    );
  },
};

/** What follows the attribute's name; `field` is there since version 10. */
const sentences: readonly Sentence[] = [
  says('is required\\.', () => filled),
  says('must be present\\.', () => [required]),
  says('must have a value\\.', () => filled.slice(1)),
  says('is prohibited\\.', () => [unknown]),
  says('must be a string\\.', () => [type('string')]),
  says('must be an integer\\.', () => [type('integer')]),
  says('must be a number\\.', () => [type('number', 'string'), type('number')]),
  says('must be true or false\\.', () => [type('boolean', 'integer', 'string'), type('boolean')]),
  says('must be an array\\.', () => [type('array', 'object')]),
  says('must be a list\\.', () => [type('array')]),
  says('must be at least #\\.', (n) => [limit('minimum', Number(n))]),
  says('(?:must|may) not be greater than #\\.', (n) => [limit('maximum', Number(n))]),
  says('must be greater than or equal to #\\.', (n) => [limit('minimum', Number(n))]),
  says('must be less than or equal to #\\.', (n) => [limit('maximum', Number(n))]),
  says('must be greater than #\\.', (n) => [limit('exclusiveMinimum', Number(n))]),
  says('must be less than #\\.', (n) => [limit('exclusiveMaximum', Number(n))]),
  says('must be between # and #\\.', (low, high) => [limit('minimum', Number(low)), limit('maximum', Number(high))]),
  says('must be a multiple of #\\.', (n) => [limit('multipleOf', Number(n))]),
  says('must be at least # characters\\.', (n) => [limit('minLength', Number(n))]),
  says('(?:must|may) not be greater than # characters\\.', (n) => [limit('maxLength', Number(n))]),
  says('must be # characters\\.', (n) => [limit('minLength', Number(n)), limit('maxLength', Number(n))]),
  says('must be between # and # characters\\.', (low, high) => [
    limit('minLength', Number(low)),
    limit('maxLength', Number(high)),
  ]),
  says('must have at least # items\\.', (n) => [limit('minItems', Number(n))]),
  says('(?:must|may) not have more than # items\\.', (n) => [limit('maxItems', Number(n))]),
  says('must have between # and # items\\.', (low, high) => [
    limit('minItems', Number(low)),
    limit('maxItems', Number(high)),
  ]),
  says('has a duplicate value\\.', () => [uniqueItems]),
  says('must be a valid email address\\.', () => [format('email')]),
  says('must be a valid URL\\.', () => [format('uri')]),
  says('must be a valid UUID\\.', () => [format('uuid')]),
  says('must be a valid IP address\\.', () => [format('ipv4', 'ipv6')]),
  says('must be a valid IPv4 address\\.', () => [format('ipv4')]),
  says('must be a valid IPv6 address\\.', () => [format('ipv6')]),
  says('must match the format Y-m-d\\.', () => [format('date')]),
  // Laravel reads many more texts as dates than these two formats have; such a text was not refused.
  says('(?:must be|is not) a valid date\\.', () => [anyDate]),
  // Names neither the members nor the expression.
  says('(?:format )?is invalid\\.', () => []),
];

function readMessage(name: string, message: string): readonly Observation[] {
  const rest = /^The (?:selected )?(.{1,200}?)(?: field)? ((?:is|must|may|has|format) .+)$/su.exec(message)?.[2];
  const readings = rest === undefined ? undefined : meaningOf(rest, sentences);
  return readings === undefined
    ? []
    : [{ where: { kind: 'path', path: fieldPath(name) }, readings, confidence: 'likely', message }];
}
