import { expect, test } from 'vitest';
import { bodyReadable } from '../unit/requests/has-reading.ts';

/** Fastify sets Ajv's `coerceTypes: 'array'`: a scalar becomes a list, and then its item is coerced. */
const schema = {
  type: 'object',
  properties: {
    tags: { type: 'array', minItems: 1, items: { type: 'string' } },
    ids: { type: 'array', items: { type: 'integer', maximum: 10 } },
    pair: { type: 'array', minItems: 2, items: { type: 'string' } },
    flags: { type: 'array', items: { type: 'boolean' } },
    grid: { type: 'array', items: { type: 'array', items: { type: 'integer' } } },
    many: { type: 'array', minItems: 1, items: { type: 'string' } },
    count: { type: ['integer', 'null'], minimum: 1 },
    name: { type: 'string' },
    owner: { type: 'object', properties: { id: { type: 'integer' } }, additionalProperties: false },
  },
  required: ['tags'],
};

test.each([
  ['a number for a list of texts', { tags: 42 }, '/tags'],
  ['a boolean for a list of texts', { tags: true }, '/tags'],
  ['a boolean for a list of numbers', { tags: ['a'], ids: true }, '/ids'],
  ['text of a number for a list of numbers', { tags: ['a'], ids: '7' }, '/ids'],
  ['text for a list of booleans', { tags: ['a'], flags: 'false' }, '/flags'],
  ['a number for a list of lists', { tags: ['a'], grid: 5 }, '/grid'],
  ['text for a list of lists', { tags: ['a'], grid: '5' }, '/grid'],
  ['a fraction that is cut off', { tags: ['a'], ids: 10.5 }, '/ids'],
  ['null for a list of texts', { tags: null }, '/tags'],
  ['null for an optional list', { tags: ['a'], ids: null }, '/ids'],
  ['null for text', { tags: ['a'], name: null }, '/name'],
  ['null in a list for text', { tags: ['a'], name: [null] }, '/name'],
  ['0 for null', { tags: ['a'], count: 0 }, '/count'],
  ['an object in a list, with what it does not know', { tags: ['a'], owner: [{ x: 1 }] }, '/owner'],
])('%s is read', (_, value, pointer) => {
  expect(bodyReadable(schema, value, 'type', pointer)).toBe(true);
});

test.each([
  ['too few items', { tags: ['a'], pair: 42 }, '/pair'],
  ['a number out of bounds', { tags: ['a'], ids: 42 }, '/ids'],
  ['text that is no number', { tags: ['a'], ids: 'abc' }, '/ids'],
  ['an object for a list of texts', { tags: {} }, '/tags'],
  ['a number below its bound where null may stand', { tags: ['a'], count: -1 }, '/count'],
])('no reading: %s', (_, value, pointer) => {
  expect(bodyReadable(schema, value, 'type', pointer)).toBe(false);
});
