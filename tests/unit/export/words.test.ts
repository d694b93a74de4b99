import { expect, test } from 'vitest';
import { acceptanceWords } from '../../../runtime/export/naming/acceptance-words.ts';
import { changedPlaces } from '../../../runtime/export/naming/changed-places.ts';
import { violationWords } from '../../../runtime/export/naming/violation-words.ts';
import { cover } from '../../../runtime/export/selection/cover.ts';
import type { CaseValues } from '../../../runtime/model/case.ts';
import type { JsonPointer } from '../../../runtime/model/json.ts';
import type { Violation } from '../../../runtime/model/violation.ts';

test.each<[Omit<Violation, 'schemaPointer' | 'valuePointer'> & { valuePointer?: string }, string]>([
  [{ keyword: 'maximum', demand: 'must be <= 100', location: 'query', parameter: 'limit' }, 'a limit above 100'],
  [{ keyword: 'minimum', demand: 'must be >= -2.5', location: 'body', valuePointer: '/floor' }, 'a floor below -2.5'],
  [
    { keyword: 'maxLength', demand: 'must NOT have more than 20 characters', location: 'body', valuePointer: '/a/b' },
    'an a.b longer than 20 characters',
  ],
  [
    { keyword: 'type', demand: 'must be integer', location: 'header', parameter: 'X-Page' },
    'a header X-Page that is no integer',
  ],
  [{ keyword: 'required', demand: "must have required property 'name'", location: 'body' }, 'a body without name'],
  [{ keyword: 'required', demand: 'must be sent', location: 'query', parameter: 'date' }, 'a request without date'],
  [{ keyword: 'required', demand: 'must be sent', location: 'body' }, 'a request without a body'],
  [{ keyword: 'uniqueItems', demand: '', location: 'body', valuePointer: '/tags/0' }, 'a tags[] with repeated items'],
])('says of %j: rejects %s', (violation, words) => {
  const whole = { valuePointer: '', ...violation };
  expect(violationWords({ ...whole, valuePointer: whole.valuePointer as JsonPointer }, undefined)).toBe(words);
});

const plainest: CaseValues = { path: {}, query: { limit: 1 }, header: {}, cookie: {} };

test.each<[Partial<CaseValues>, string]>([
  [{}, 'the plainest request'],
  [{ query: { limit: 100 } }, 'a limit of 100'],
  [{ query: {} }, 'a request without limit'],
  [{ query: { limit: 1, status: 'done' } }, 'a status of "done"'],
  [{ query: { limit: 1, q: 'x'.repeat(50) } }, 'a q of 50 characters'],
  [{ query: { limit: 1, tags: ['a'] } }, 'a tags of ["a"]'],
])('says of %j: accepts %s', (values, words) => {
  expect(acceptanceWords(changedPlaces({ ...plainest, ...values }, plainest), 'enum_value', false)).toBe(words);
});

test('covers every aspect with few of the items, in their order, up to a limit', () => {
  const items = [['a'], ['a', 'b'], ['c'], ['b', 'c'], ['d']];
  expect(cover(items, (item) => item, 10)).toEqual([['a', 'b'], ['c'], ['d']]);
  expect(cover(items, (item) => item, 1)).toEqual([['a', 'b']]);
});
