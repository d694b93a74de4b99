import type { Demand, JsonType } from './contract.ts';
import { format, limit, oneOf, patternOfLiteral, required, type, unknown } from './demands.ts';
import { says, type Sentence } from './sentences.ts';

const names = '(string|number|integer|int|boolean|array|object|record)';

function typeNamed(name: string): Demand {
  return type(name === 'int' ? 'integer' : name === 'record' ? 'object' : (name as JsonType));
}

/** The members of `"a"|"b"` or `'a' | 'b'`; numbers are written without quotes. */
function members(list: string): readonly Demand[] {
  const parts = list.split(/ ?\| ?/u);
  const values = parts.map((part) =>
    /^(["']).*\1$/u.test(part) ? part.slice(1, -1) : /^-?\d+$/u.test(part) ? Number(part) : undefined,
  );
  const known = values.filter((value) => value !== undefined);
  return known.length === parts.length ? [oneOf(known)] : [];
}

/** The default English messages of Zod 4, then of Zod 3. */
export const zodSentences: readonly Sentence[] = [
  says('Invalid input: expected \\w+, received undefined', () => [required]),
  says(`Invalid input: expected ${names}, received \\w+`, (name) => [typeNamed(name)]),
  says('Invalid input: expected ((?:"[^"]*"|-?\\d+))', (value) => [required, ...members(value)]),
  says('Too small: expected string to have >=# characters', (n) => [limit('minLength', Number(n))]),
  says('Too big: expected string to have <=# characters', (n) => [limit('maxLength', Number(n))]),
  says('Too small: expected array to have >=# items', (n) => [limit('minItems', Number(n))]),
  says('Too big: expected array to have <=# items', (n) => [limit('maxItems', Number(n))]),
  says('Too small: expected (?:number|int) to be >=#', (n) => [limit('minimum', Number(n))]),
  says('Too big: expected (?:number|int) to be <=#', (n) => [limit('maximum', Number(n))]),
  says('Too small: expected (?:number|int) to be >#', (n) => [limit('exclusiveMinimum', Number(n))]),
  says('Too big: expected (?:number|int) to be <#', (n) => [limit('exclusiveMaximum', Number(n))]),
  says('Invalid option: expected one of (.+)', (list) => [required, ...members(list)]),
  says('Invalid string: must match pattern (/.+/[a-z]*)', patternOfLiteral),
  says('Invalid number: must be a multiple of #', (n) => [limit('multipleOf', Number(n))]),
  says('Unrecognized key(?:\\(s\\) in object)?: ["\'][^"\']+["\']', () => [unknown]),
  says('Invalid email(?: address)?', () => [format('email')]),
  says('Invalid (?:url|URL)', () => [format('uri')]),
  says('Invalid (?:uuid|UUID)', () => [format('uuid')]),
  says('Invalid ISO date', () => [format('date')]),
  says('Invalid ISO datetime', () => [format('date-time')]),
  says('Invalid datetime', () => [format('date-time')]),
  says('Invalid date', () => [format('date')]),
  says('Required', () => [required]),
  says(`Expected ${names}, received \\w+`, (name) => [typeNamed(name)]),
  says('String must contain at least # character\\(s\\)', (n) => [limit('minLength', Number(n))]),
  says('String must contain at most # character\\(s\\)', (n) => [limit('maxLength', Number(n))]),
  says('Array must contain at least # element\\(s\\)', (n) => [limit('minItems', Number(n))]),
  says('Array must contain at most # element\\(s\\)', (n) => [limit('maxItems', Number(n))]),
  says('Number must be greater than or equal to #', (n) => [limit('minimum', Number(n))]),
  says('Number must be less than or equal to #', (n) => [limit('maximum', Number(n))]),
  says('Number must be greater than #', (n) => [limit('exclusiveMinimum', Number(n))]),
  says('Number must be less than #', (n) => [limit('exclusiveMaximum', Number(n))]),
  says('Number must be a multiple of #', (n) => [limit('multipleOf', Number(n))]),
  says("Invalid enum value\\. Expected (.+), received '.*'", members),
];
