import { expect, test } from 'vitest';
import { bodyReadable, parameterReadable } from '../unit/requests/has-reading.ts';

/** A server that fills a set (`set[str]` of FastAPI) drops what a query or form holds twice. */
const set = { type: 'array', items: { type: 'string' }, uniqueItems: true };
const pair = { ...set, maxItems: 2 };
const numbers = { type: 'array', items: { type: 'integer' }, uniqueItems: true };
const names = { type: 'array', items: { type: 'string', maxLength: 3 } };

test.each([
  ['twice the same', set, ['a', 'a'], 'uniqueItems'],
  ['too many, of which two are the same', pair, ['', 'a', 'a'], 'maxItems'],
  ['too many, of which one is empty and two are the same', pair, ['', 'b', 'a', 'a'], 'maxItems'],
  ['numbers that are the same', numbers, [1, 1], 'uniqueItems'],
  ['numbers that look different', numbers, ['1', '01'], 'uniqueItems'],
])('%s: read as a set', (_, schema, value, keyword) => {
  expect(parameterReadable('query', { schema }, value, keyword)).toBe(true);
  expect(parameterReadable('query', { schema, explode: false }, value, keyword)).toBe(true);
  expect(parameterReadable('header', { schema }, value, keyword)).toBe(true);
  for (const mediaType of ['application/x-www-form-urlencoded', 'multipart/form-data']) {
    const form = { type: 'object', properties: { l: schema } };
    expect(bodyReadable(form, { l: value }, keyword, '/l', mediaType)).toBe(true);
  }
});

test('lists inside brackets are read as sets', () => {
  const schema = { type: 'object', properties: { l: set } };
  expect(parameterReadable('query', { schema, style: 'deepObject' }, { l: ['a', 'a'] }, 'uniqueItems', '/l')).toBe(
    true,
  );
});

test.each([
  ['too many different ones', pair, ['a', 'b', 'c'], 'maxItems'],
  ['too few once the same are dropped', { ...set, minItems: 3 }, ['a', 'a'], 'minItems'],
  ['an item that is too long', names, ['a', 'a', 'abcd'], 'maxLength'],
])('no reading: %s', (_, schema, value, keyword) => {
  expect(parameterReadable('query', { schema }, value, keyword)).toBe(false);
});
