import { describe, expect, test } from 'vitest';
import { bodyReadable, parameterReadable } from '../unit/requests/has-reading.ts';

/** Decimals as text (Django REST framework, Pydantic): the server counts the digits of the number, not the characters of the text. */
const credit = { type: 'string', format: 'decimal', pattern: '^-?\\d{0,6}(?:\\.\\d{0,2})?$' };
const price = { type: 'string', pattern: '^\\d{1,4}\\.\\d{2}$' };
const pydantic = { type: 'string', pattern: '^(?!^[-+.]*$)[+-]?0*\\d{0,4}\\.?\\d{0,2}0*$' };
const signed = { type: 'string', pattern: '^[+-]?\\d{1,2}$' };
const phone = { type: 'string', pattern: '^\\d{3}-?\\d{3}$' };
const zip = { type: 'string', pattern: '^\\d{5}$' };
const short = { type: 'string', format: 'decimal', maxLength: 4 };

function readable(schema: object, value: unknown, keyword = 'pattern'): boolean {
  const verdicts = [
    parameterReadable('query', { schema }, value, keyword),
    bodyReadable({ type: 'object', properties: { v: schema } }, { v: value }, keyword, '/v'),
    bodyReadable({ type: 'object', properties: { v: schema } }, { v: value }, keyword, '/v', 'multipart/form-data'),
  ];
  expect(new Set(verdicts).size).toBe(1);
  return verdicts[0] === true;
}

describe('the number is written down anew', () => {
  test.each([
    ['leading zeros', credit, '0000000'],
    ['zeros at the end', credit, '1.5000'],
    ['a plus sign', credit, '+5'],
    ['an exponent', credit, '1e2'],
    ['underscores', credit, '1_000'],
    ['blanks around', credit, ' 7.5 '],
    ['Unicode digits', credit, '٤٢'],
    ['no decimals where two must be', price, '0000012'],
    ['one decimal where two must be', price, '1.5'],
    ['no digit before the point', price, '.5'],
    ['a number', price, 12],
    ['leading zeros after a sign', signed, '+0012'],
    ['another pattern', pydantic, '1_0'],
  ])('%s', (_, schema, value) => {
    expect(readable(schema, value)).toBe(true);
  });

  test('too long for its leading zeros only', () => {
    expect(readable(short, '000001', 'maxLength')).toBe(true);
    expect(readable(short, '100001', 'maxLength')).toBe(false);
  });
});

test.each([
  ['too many digits', credit, '1234567'],
  ['too many digits beyond what a double can tell apart', credit, '100000000000000000001'],
  ['too many decimals', credit, '1.005'],
  ['no number', credit, '1.2.3'],
  ['a sign alone where a digit must be', price, '-'],
  ['negative where no sign may be', price, '-1.50'],
  ['a code, whose leading zeros count', zip, '0012345'],
  ['a code with a hyphen', phone, '0123456'],
  ['a code that is too short', zip, '123'],
])('no reading: %s', (_, schema, value) => {
  expect(readable(schema, value)).toBe(false);
});
