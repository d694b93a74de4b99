import { expect, test } from 'vitest';
import { bodyReadable } from '../unit/requests/has-reading.ts';

/** Django REST framework ignores JSON in a field of a form; others keep its text. */
const address = {
  type: 'object',
  required: ['street'],
  properties: { street: { type: 'string', maxLength: 5 }, number: { type: 'integer', minimum: 1 } },
};
const schema = {
  type: 'object',
  required: ['name', 'home', 'note'],
  properties: {
    name: { type: 'string', minLength: 2 },
    home: address,
    address,
    others: { type: 'array', items: address },
    ids: { type: 'array', items: { type: 'integer' } },
    note: { anyOf: [address, { type: 'string', minLength: 3 }] },
  },
};
const valid = { name: 'ab', home: { street: 'a' }, note: { street: 'a' } };
const forms = ['application/x-www-form-urlencoded', 'multipart/form-data'];

test.each([
  ['a missing member', { ...valid, address: {} }, 'required', '/address'],
  ['a member out of bounds', { ...valid, address: { street: 'abcdef' } }, 'maxLength', '/address/street'],
  ['a member of another type', { ...valid, address: { street: 'a', number: 'x' } }, 'type', '/address/number'],
  ['text for an object', { ...valid, address: 'x' }, 'type', '/address'],
  ['an object of a list', { ...valid, others: [{ street: 'a' }, {}] }, 'required', '/others/1'],
  ['an object where text may stand', { ...valid, note: { street: 'abcdef' } }, 'anyOf', '/note'],
])('%s in a form proves nothing', (_, value, keyword, pointer) => {
  for (const mediaType of forms) expect(bodyReadable(schema, value, keyword, pointer, mediaType)).toBe(true);
  expect(bodyReadable(schema, value, keyword, pointer)).toBe(false);
});

test.each([
  ['a required object', { ...valid, home: {} }, 'required', '/home'],
  ['a required object below', { ...valid, home: { street: 'abcdef' } }, 'maxLength', '/home/street'],
  ['a field beside the object', { ...valid, name: 'a', address: {} }, 'minLength', '/name'],
  ['a list of scalars', { ...valid, ids: ['x'] }, 'type', '/ids/0'],
])('%s still proves something', (_, value, keyword, pointer) => {
  for (const mediaType of forms) expect(bodyReadable(schema, value, keyword, pointer, mediaType)).toBe(false);
});

test.each([
  [{ style: 'deepObject', explode: true }, 'application/x-www-form-urlencoded'],
  [{ contentType: 'application/json' }, 'application/x-www-form-urlencoded'],
  [{ contentType: 'application/json' }, 'multipart/form-data'],
] as const)('an encoding says how the object stands there: %j in %s', (encoding, mediaType) => {
  const value = { ...valid, address: { street: 'abcdef' } };
  expect(bodyReadable(schema, value, 'maxLength', '/address/street', mediaType, { address: encoding })).toBe(false);
});
