import { describe, expect, test } from 'vitest';
import { bodyReadable } from '../unit/requests/has-reading.ts';

const schema = {
  type: 'object',
  required: ['name', 'news', 'seen', 'tags', 'ids'],
  properties: {
    name: { type: 'string' },
    news: { type: 'boolean' },
    seen: { type: 'boolean', nullable: true },
    tags: { type: 'array', items: { type: 'string' } },
    ids: { type: 'array', minItems: 1, items: { type: 'integer' } },
    accept: { type: 'boolean', enum: [true] },
  },
};
const full = { name: 'a', news: true, seen: true, tags: ['a'], ids: [1] };
const without = (name: keyof typeof full): object => ({ ...full, [name]: undefined });

describe.each(['application/x-www-form-urlencoded', 'multipart/form-data'])('%s', (mediaType) => {
  const readable = (value: object, given: object = schema): boolean =>
    bodyReadable(given, JSON.parse(JSON.stringify(value)), 'required', '', mediaType);

  test('a box that is not ticked is false, a list without items is empty', () => {
    expect(readable(without('news'))).toBe(true);
    expect(readable(without('seen'))).toBe(true);
    expect(readable(without('tags'))).toBe(true);
  });

  test('other missing fields prove something', () => {
    expect(readable(without('name'))).toBe(false);
    expect(readable(without('ids'))).toBe(false);
    expect(readable(full, { ...schema, required: ['accept'] })).toBe(false);
  });
});

test('in JSON both must be there', () => {
  for (const name of ['news', 'tags'] as const)
    expect(bodyReadable(schema, JSON.parse(JSON.stringify(without(name))), 'required')).toBe(false);
});

test('in XML a list is its items', () => {
  const readable = (name: keyof typeof full): boolean =>
    bodyReadable(schema, JSON.parse(JSON.stringify(without(name))), 'required', '', 'application/xml');
  expect(readable('tags')).toBe(true);
  expect(readable('news')).toBe(false);
});
