import { describe, expect, it } from 'vitest';
import { failedModification } from '../../../../runtime/checks/history/failed-modification.ts';
import { mergePatchPreserves } from '../../../../runtime/checks/history/merge-patch-preserves.ts';
import { putFullReplacement } from '../../../../runtime/checks/history/put-full-replacement.ts';
import { putIdempotence } from '../../../../runtime/checks/history/put-idempotence.ts';
import { verdictOf, type HistoryFixture, type Step } from './history-fixture.ts';

const made = (sent: object): Step => ({
  method: 'POST',
  target: '/things',
  status: 201,
  sent,
  body: { id: 1, ...sent },
});
const get = (body: object, status = 200): Step => ({ method: 'GET', status, body });
const old = { a: 'old', b: 'old' };
const start = [made(old), get({ id: 1, ...old })];

/** With what GET shows right after the step, and still shows later. */
const shows = (step: Step, body: object, more: Partial<HistoryFixture> = {}): HistoryFixture => ({
  before: start,
  step,
  seen: get(body),
  answers: { 'settled 3': get(body), list: listOf(body) },
  ...more,
});

const listOf = (...items: readonly object[]): Step => ({ method: 'GET', target: '/things', status: 200, body: items });

/** A member that is shown the same before and after a PATCH that sends another one. */
const listing = (shown: unknown, sent: unknown, atFirst: unknown): HistoryFixture =>
  shows(patch({ a: sent }), { id: 1, a: shown }, { before: [made({ a: atFirst }), get({ id: 1, a: shown })] });

const put = (sent: unknown, status = 200): Step => ({ method: 'PUT', status, sent });
const patch = (sent: unknown, status = 200, contentType = 'application/merge-patch+json'): Step => ({
  method: 'PATCH',
  status,
  sent,
  contentType,
});

describe('put_full_replacement', () => {
  const sent = { a: 'new', b: 'fresh' };
  const judge = (fixture: HistoryFixture): string => verdictOf(putFullReplacement, fixture);

  it.each<[string, object, string]>([
    ['stores all', { ...sent }, 'pass'],
    ['stores one of two', { a: 'old', b: 'fresh' }, 'likely a'],
    ['stores nothing', old, 'likely nothing'],
    ['loses one', { b: 'fresh' }, 'likely a'],
    ['makes something of it', { a: 'of the server', b: 'fresh' }, 'pass'],
    ['changes the case', { a: 'NEW', b: 'fresh' }, 'heuristic altered a'],
    ['wraps it', { data: { ...sent } }, 'pass'],
  ])('a server that %s', (_name, body, verdict) => {
    expect(judge(shows(put(sent), body))).toBe(verdict);
  });

  it('looks again before it says anything, and says nothing of what came late', () => {
    const fixture = shows(put(sent), old);
    expect(judge({ ...fixture, answers: {} })).toBe('probe settled 1');
    expect(judge({ ...fixture, answers: { 'settled 3': get(sent), list: listOf() } })).toBe('pass');
  });

  it('finds a list that goes on showing what was before', () => {
    const fixture = shows(put(sent), { id: 1, ...sent });
    const listed = (list: Step, later = list): string => judge({ ...fixture, answers: { list, 'list 3': later } });
    const stale = listOf({ id: 1, ...old }, { id: 2, ...old });
    expect(judge({ ...fixture, answers: {} })).toBe('probe list');
    expect(judge({ ...fixture, answers: { list: stale } })).toBe('probe list 1');
    expect(listed(stale)).toBe('likely list');
    expect(listed(stale, listOf({ id: 1, ...sent }))).toBe('pass');
    expect(listed(listOf({ id: 2, ...old }))).toBe('pass');
    expect(listed({ ...stale, headers: [['cache-control', 'public, max-age=60']] })).toBe('pass');
    expect(listed({ ...stale, headers: [['cache-control', 'no-cache, max-age=0']] })).toBe('likely list');
  });

  it.each<[string, Partial<HistoryFixture>]>([
    ['202', { step: put(sent, 202) }],
    ['a thing that is not its own', { isOwn: false }],
    ['a thing that is deleted', { before: [...start, { method: 'DELETE', status: 204 }] }],
    ['a thing that no GET showed before', { before: [made(old)] }],
    ['a member that only GET knows', { requestSchema: { type: 'object', properties: {} } }],
    [
      'what is readOnly',
      { requestSchema: { type: 'object', properties: { a: { readOnly: true }, b: { readOnly: true } } } },
    ],
    [
      'what is readOnly in the answer',
      { responseSchema: { type: 'object', properties: { a: { readOnly: true }, b: { readOnly: true } } } },
    ],
    [
      'what is writeOnly',
      { requestSchema: { type: 'object', properties: { a: { writeOnly: true }, b: { writeOnly: true } } } },
    ],
  ])('says nothing of %s', (_name, more) => {
    expect(judge(shows(put(sent), old, more))).toMatch(/^(?:skip|pass)$/u);
  });

  it('says nothing of what servers keep by themselves', () => {
    const times = { updatedAt: '2020-01-01T00:00:00Z', version: 1, id: 1 };
    const fixture = shows(put({ updatedAt: '2024-01-01T00:00:00Z', version: 7, id: 9 }), times, {
      before: [made(old), get(times)],
      requestSchema: { type: 'object', properties: { updatedAt: {}, version: {}, id: {} } },
    });
    expect(judge(fixture)).toBe('pass');
  });

  it('says nothing of what is shown masked', () => {
    const masked = { a: '****', b: 'fresh' };
    expect(judge(shows(put(sent), masked, { before: [made(old), get(masked)] }))).toBe('pass');
  });

  it('tells of what was left out and stays, but not of defaults, false and 0', () => {
    const kept = { a: 'new', b: 'old' };
    expect(judge(shows(put({ a: 'new' }), kept))).toBe('heuristic survives');
    const schema = { type: 'object', properties: { a: {}, b: { default: 'old' } } };
    expect(judge(shows(put({ a: 'new' }), kept, { requestSchema: schema }))).toBe('pass');
    const required = { type: 'object', properties: { a: {}, b: {} }, required: ['b'] };
    expect(judge(shows(put({ a: 'new' }), kept, { requestSchema: required }))).toBe('pass');
  });
});

describe('failed_modification', () => {
  const judge = (fixture: HistoryFixture): string => verdictOf(failedModification, fixture);
  const refused = put({ a: 'new' }, 422);

  it.each<[string, HistoryFixture, string]>([
    ['keeps what was', shows(refused, old), 'pass'],
    ['stores what it refused', shows(refused, { a: 'new', b: 'old' }), 'likely stored'],
    ['stores a PATCH that it refused', shows(patch({ a: 'new' }, 403), { a: 'new', b: 'old' }), 'likely stored'],
    [
      'deletes the thing',
      { before: start, step: refused, seen: get({}, 404), answers: { 'settled 3': get({}, 404) } },
      'likely vanished',
    ],
    [
      'does not find the thing, as it is gone',
      { before: start, step: put({ a: 'new' }, 404), seen: get({}, 404), answers: { 'settled 3': get({}, 404) } },
      'pass',
    ],
    ['stores what it does not find', shows(put({ a: 'new' }, 404), { a: 'new', b: 'old' }), 'likely stored'],
    ['changes what was not sent', shows(refused, { a: 'old', b: 'other' }), 'pass'],
    [
      'shows what came late',
      shows(refused, { a: 'new', b: 'old' }, { before: [...start, put({ a: 'new' }), get(old)] }),
      'pass',
    ],
    ['took it', shows(put({ a: 'new' }), { a: 'new' }), 'skip'],
    ['counts', shows(put({ version: 2 }, 409), { version: 2 }, { before: [made(old), get({ version: 1 })] }), 'pass'],
    ['did not find it before', shows(refused, { a: 'new' }, { before: [made(old), get({}, 404)] }), 'skip'],
  ])('a server that %s', (_name, fixture, verdict) => {
    expect(judge(fixture)).toBe(verdict);
  });

  it('looks again before it says anything', () => {
    const fixture = shows(refused, { a: 'new', b: 'old' });
    expect(judge({ ...fixture, answers: {} })).toBe('probe settled 1');
    expect(judge({ ...fixture, answers: { 'settled 3': get(old) } })).toBe('pass');
  });
});

describe('merge_patch_preserves', () => {
  const judge = (fixture: HistoryFixture): string => verdictOf(mergePatchPreserves, fixture);

  it.each<[string, HistoryFixture, string]>([
    ['keeps the rest', shows(patch({ a: 'new' }), { a: 'new', b: 'old' }), 'pass'],
    ['drops the rest', shows(patch({ a: 'new' }), { a: 'new' }), 'likely lost'],
    ['clears the rest', shows(patch({ a: 'new' }), { a: 'new', b: null }), 'likely lost'],
    ['changes the rest', shows(patch({ a: 'new' }), { a: 'new', b: 'follows' }), 'pass'],
    ['was told to clear it', shows(patch({ a: 'new', b: null }), { a: 'new' }), 'pass'],
    ['does not do it', shows(patch({ a: 'new' }), old), 'likely not stored'],
    ['makes something of it', shows(patch({ a: 'new' }), { a: 'NEW!', b: 'old' }), 'pass'],
    ['adds what nobody sent each time', listing({ write: ['me'] }, { write: [] }, { read: [] }), 'pass'],
    ['keeps what was sent', listing({ write: ['x'] }, { write: [] }, { write: ['x'] }), 'likely not stored'],
    ['keeps a list', listing(['me'], [], []), 'likely not stored'],
    [
      'lists the old one',
      shows(
        patch({ a: 'new' }),
        { id: 1, a: 'new', b: 'old' },
        {
          answers: { list: listOf({ id: 1, ...old }), 'list 3': listOf({ id: 1, ...old }) },
        },
      ),
      'likely list',
    ],
    ['takes plain JSON', shows(patch({ a: 'new' }, 200, 'application/json'), { a: 'new' }), 'likely lost'],
    ['takes JSON Patch', shows(patch([], 200, 'application/json-patch+json'), { a: 'new' }), 'skip'],
    ['answers 202', shows(patch({ a: 'new' }, 202), { a: 'new' }), 'skip'],
    [
      'drops what nobody set',
      shows(patch({ a: 'new' }), { a: 'new' }, { before: [made({ a: 'old' }), get(old)] }),
      'pass',
    ],
    [
      'drops a time',
      shows(patch({ a: 'new' }), { a: 'new' }, { before: [made({ seenAt: 'x' }), get({ a: 'old', seenAt: 'x' })] }),
      'pass',
    ],
  ])('a server that %s', (_name, fixture, verdict) => {
    expect(judge(fixture)).toBe(verdict);
  });
});

describe('put_idempotence', () => {
  const judge = (fixture: HistoryFixture): string => verdictOf(putIdempotence, fixture);
  const step = put({ list: ['x'] });
  const twice = (first: object, second: object): HistoryFixture => ({
    before: start,
    step,
    seen: get(first),
    answers: { again: step, second: get(second), 'settled 3': get(second) },
  });

  it.each<[string, HistoryFixture, string]>([
    ['sets', twice({ list: ['x'] }, { list: ['x'] }), 'pass'],
    ['adds', twice({ list: ['x'] }, { list: ['x', 'x'] }), 'likely not idempotent'],
    ['is late with the first', twice({ list: [] }, { list: ['x'] }), 'pass'],
    ['counts', twice({ list: ['x'], version: 1 }, { list: ['x'], version: 2 }), 'pass'],
    ['refuses the second', { ...twice({}, {}), answers: { again: put({}, 409) } }, 'skip'],
  ])('a server that %s', (_name, fixture, verdict) => {
    expect(judge(fixture)).toBe(verdict);
  });

  it('asks for one thing after the other', () => {
    const fixture = twice({ list: ['x'] }, { list: ['x', 'x'] });
    const { again, second } = fixture.answers as { again: Step; second: Step };
    expect(judge({ ...fixture, answers: {} })).toBe('probe again');
    expect(judge({ ...fixture, answers: { again } })).toBe('probe second');
    expect(judge({ ...fixture, answers: { again, second } })).toBe('probe settled 1');
  });
});
