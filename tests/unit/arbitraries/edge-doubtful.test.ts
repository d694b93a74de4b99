import { expect, it } from 'vitest';
import { edgeValues } from '../../../runtime/arbitraries/edge-values.ts';
import type { TextProfile } from '../../../runtime/arbitraries/text-profile.ts';
import { bareSchema } from '../../../runtime/schema/bare-schema.ts';
import { createSchemas } from '../../../runtime/schema/create-schemas.ts';

/** The doubtful values of a schema, with what they break. */
function doubtful(schema: unknown, text: TextProfile): readonly string[] {
  const edges = [...edgeValues(bareSchema(schema), createSchemas(), text)];
  const from = edges.findIndex((edge) => edge.doubtful);
  if (from !== -1) expect(edges.slice(from).every((edge) => edge.doubtful)).toBe(true); // last of all
  return edges.flatMap((edge) =>
    edge.doubtful ? [`${edge.violation?.keyword ?? 'valid'} ${JSON.stringify(edge.value)}`] : [],
  );
}

const text = (format: string): object => ({ type: 'string', format });

it.each<[string, unknown, TextProfile, readonly string[]]>([
  [
    'another time zone, a leap second, the year 0 and a day that no month has',
    text('date-time'),
    'query',
    [
      'valid "2000-01-01T00:00:00+05:30"',
      'valid "1998-12-31T23:59:60Z"',
      'valid "0000-01-01T00:00:00Z"',
      'format "2023-02-30T00:00:00Z"',
    ],
  ],
  ['the year 0 and a day that no month has', text('date'), 'query', ['valid "0000-01-01"', 'format "2023-02-30"']],
  ['another time zone', text('time'), 'query', ['valid "12:00:00+05:30"', 'valid "23:59:60Z"']],
  ['a zone', text('ipv6'), 'query', ['format "fe80::1%eth0"']],
  ['the nil UUID', text('uuid'), 'query', ['valid "00000000-0000-0000-0000-000000000000"']],
  ['nothing of another format', text('ipv4'), 'query', []],
  ['nothing that breaks more than its format', { ...text('date'), pattern: '^2[^0]' }, 'query', []],
  ['nothing where the values are listed', { ...text('date'), enum: ['2000-01-01'] }, 'query', []],
  ['null where it is not allowed', { type: 'integer' }, 'any', ['type null']],
  ['no null where it is', { type: ['integer', 'null'] }, 'any', []],
  ['no null where a branch allows it', { anyOf: [{ type: 'integer' }, { type: 'null' }] }, 'any', []],
  ['no null in a text', { type: 'integer' }, 'query', []],
  [
    'texts that a database may not hold, as long as they have to be',
    { type: 'string', minLength: 3 },
    'query',
    ['valid "aa\\u0000"', 'valid "e\u0301\u{1F600}"', 'valid "%\'\\"\\\\"'],
  ],
  ['none where a pattern rules them out', { type: 'string', pattern: '^[a-z]*$' }, 'query', []],
  ['none where nobody can send them', { type: 'string' }, 'header', []],
  [
    'a set with an item twice',
    { type: 'array', uniqueItems: true, items: { type: 'integer' } },
    'any',
    ['type null', 'uniqueItems [0,0]', 'type [null]'],
  ],
  ['no set where items may repeat', { type: 'array', items: { type: 'integer' } }, 'any', ['type null', 'type [null]']],
  [
    'a deep value where anything goes',
    { type: 'object' },
    'any',
    ['type null', `valid ${'{"a":'.repeat(31)}{}${'}'.repeat(31)}`],
  ],
  [
    'no deep value where properties are numbers',
    { type: 'object', additionalProperties: { type: 'integer' } },
    'any',
    ['type null', 'type {"key":null}'],
  ],
])('%s', (_, schema, profile, expected) => {
  expect(doubtful(schema, profile)).toEqual(expected);
});

it('a quoted local part is doubtful whatever our validator says of it', () => {
  expect(doubtful(text('email'), 'query')).toEqual([
    expect.stringMatching(/^(valid|format) "\\"a b\\"@example\.com"$/),
  ]);
});

it('stands in each place of a value', () => {
  const schema = { type: 'object', required: ['n'], properties: { n: { type: 'integer' }, d: text('date') } };
  expect(doubtful(schema, 'any')).toEqual([
    'type null',
    'type {"n":null}',
    'type {"n":0,"d":null}',
    'valid {"n":0,"d":"0000-01-01"}',
    'format {"n":0,"d":"2023-02-30"}',
  ]);
});
