import type { Demand, FieldPath, JsonType } from './contract.ts';
import { format, limit, oneOfTexts, pattern, required, type, uniqueItems, unknown } from './demands.ts';
import { says, type Sentence } from './sentences.ts';

/** The messages of Ajv that say all there is to know, for those who pass on nothing else. */
export const ajvSentences: readonly Sentence[] = [
  says('must be ([a-z]+(?:,[a-z]+)*)', typesOf),
  says('must NOT have fewer than # characters', (n) => [limit('minLength', Number(n))]),
  says('must NOT have more than # characters', (n) => [limit('maxLength', Number(n))]),
  says('must NOT have fewer than # items', (n) => [limit('minItems', Number(n))]),
  says('must NOT have more than # items', (n) => [limit('maxItems', Number(n))]),
  says('must NOT have duplicate items .*', () => [uniqueItems]),
  says('must be >= #', (n) => [limit('minimum', Number(n))]),
  says('must be <= #', (n) => [limit('maximum', Number(n))]),
  says('must be > #', (n) => [limit('exclusiveMinimum', Number(n))]),
  says('must be < #', (n) => [limit('exclusiveMaximum', Number(n))]),
  says('must be multiple of #', (n) => [limit('multipleOf', Number(n))]),
  says('must match format "([^"]+)"', (name) => [format(name)]),
  says('must match pattern "(.*)"', (source) => [pattern(source)]),
  says('must be equal to one of the allowed values: (.+)', (list) => oneOfTexts(list, ', ')),
  says("must have required property '(.+)'", () => [required]),
  says('must NOT have additional properties', () => [unknown]),
];

const types: ReadonlySet<string> = new Set(['null', 'boolean', 'integer', 'number', 'string', 'array', 'object']);

/** The types of `must be string,null`. */
export function typesOf(list: string): readonly Demand[] {
  const names = list.split(',');
  return names.every((name) => types.has(name)) ? [type(...(names as JsonType[]))] : [];
}

/** Keywords whose subschemas need not all hold: what Ajv says beneath them is no demand. */
export const alternatives: ReadonlySet<string> = new Set([
  'anyOf',
  'oneOf',
  'not',
  'if',
  'contains',
  'discriminator',
  'propertyNames',
  'unevaluatedProperties',
  'unevaluatedItems',
]);

/** Whether one place is another or within it. */
export function isWithin(path: FieldPath, outer: FieldPath): boolean {
  return outer.every((token, index) => String(token) === String(path[index]));
}
