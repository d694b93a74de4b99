import type { JsonValue } from '../../model/json.ts';
import type { FieldPath, Observation, Parser } from '../contract.ts';
import { format, limit, notBlank, notNull, required, type } from '../demands.ts';
import { isList, isRecord, member } from '../json-shapes.ts';
import { meaningOf, says, type Sentence } from '../sentences.ts';

/** Django REST framework: lists of messages at the names of their fields, nested as the data is. */
export const drf: Parser = {
  framework: 'drf',
  read({ json }) {
    // Where an app wraps them, it is under a name that says so.
    return (
      [json, member(json, 'errors'), member(json, 'detail')]
        .map((value) => readFields(value, []))
        .find((found) => found.length > 0) ?? []
    );
  },
};

const sentences: readonly Sentence[] = [
  says('This field is required\\.', () => [required]),
  says('This field may not be null\\.', () => [notNull]),
  says('This field may not be blank\\.', () => [notBlank]),
  says('This (?:list|dictionary|selection) may not be empty\\.', () => [limit('minItems', 1)]),
  says('Not a valid string\\.', () => [type('string', 'number')]),
  says('A valid integer is required\\.', () => [type('integer')]),
  says('A valid number is required\\.', () => [type('number')]),
  says('Must be a valid boolean\\.', () => [type('boolean')]),
  says('Expected a list of items but got type ".*"\\.', () => [type('array')]),
  says(
    '(?:Expected a dictionary of items but got type ".*"|Invalid data\\. Expected a dictionary, but got .*)\\.',
    () => [type('object')],
  ),
  says('Ensure this field has at least # characters?\\.', (n) => [limit('minLength', Number(n))]),
  says('Ensure this field has no more than # characters?\\.', (n) => [limit('maxLength', Number(n))]),
  says('Ensure this field has at least # elements?\\.', (n) => [limit('minItems', Number(n))]),
  says('Ensure this field has no more than # elements?\\.', (n) => [limit('maxItems', Number(n))]),
  says('Ensure this value is greater than or equal to #\\.', (n) => [limit('minimum', Number(n))]),
  says('Ensure this value is less than or equal to #\\.', (n) => [limit('maximum', Number(n))]),
  says('Enter a valid email address\\.', () => [format('email')]),
  says('Enter a valid URL\\.', () => [format('uri')]),
  says('Must be a valid UUID\\.', () => [format('uuid')]),
  says('Enter a valid IPv4 or IPv6 address\\.', () => [format('ipv4', 'ipv6')]),
  says('Date has wrong format\\. Use one of these formats instead: YYYY-MM-DD\\.', () => [format('date')]),
  says('Datetime has wrong format\\. Use one of these formats instead: .*', () => [format('date-time', 'date')]),
  // Names neither the choices nor the expression.
  says('".*" is not a valid choice\\.', () => []),
  says('This value does not match the required pattern\\.', () => []),
];

const maxDepth = 40;

function readFields(value: JsonValue | undefined, path: FieldPath): readonly Observation[] {
  if (path.length > maxDepth) return [];
  if (isRecord(value)) {
    return Object.entries(value).flatMap(([name, inner]) =>
      readFields(inner, name === 'non_field_errors' ? path : [...path, name]),
    );
  }
  if (!isList(value)) return [];
  return value.flatMap((item, index) => {
    if (typeof item !== 'string') return isRecord(item) ? readFields(item, [...path, index]) : [];
    const readings = meaningOf(item, sentences);
    return readings === undefined
      ? []
      : [{ where: { kind: 'path', path }, readings, confidence: 'likely', message: item }];
  });
}
