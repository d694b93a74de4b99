import { describe, expect, it } from 'vitest';
import { conditionalRequests } from '../../../../runtime/checks/history/conditional-requests.ts';
import { leakAfterFailedCreate } from '../../../../runtime/checks/history/leak-after-failed-create.ts';
import { locationResolves } from '../../../../runtime/checks/history/location-resolves.ts';
import { resourceHierarchy } from '../../../../runtime/checks/history/resource-hierarchy.ts';
import { historyInput, verdictOf, wire, type HistoryFixture, type Step } from './history-fixture.ts';

const get = (body: unknown, status = 200, etag?: string): Step => ({
  method: 'GET',
  status,
  body,
  headers: etag === undefined ? [] : [['etag', etag]],
});

describe('location_resolves', () => {
  const created = (location: string, status = 201): Step => ({
    method: 'POST',
    target: '/things',
    status,
    sent: {},
    headers: [['location', location]],
  });
  const judge = (step: Step, first?: Step, later?: Step, seen = get({})): string => {
    const answers = { ...(first && { location: first }), ...(later && { 'settled 3': later }) };
    return verdictOf(locationResolves, { before: [], step, seen, answers });
  };
  const gone = get({}, 404);

  it('follows it, and once more where it leads nowhere', () => {
    expect(judge(created('/old/1'))).toBe('probe location');
    expect(judge(created('/old/1'), gone)).toBe('probe settled 1');
    expect(judge(created('/old/1'), gone, gone)).toBe('likely leads nowhere');
    expect(judge(created('/old/1'), get({}, 500), get({}, 500))).toBe('likely leads to an error');
    expect(judge(created('/old/1'), gone, get({}))).toBe('pass');
    expect(judge(created('http://localhost:80/old/1'), gone, gone)).toBe('likely leads nowhere');
  });

  it.each([401, 403, 405, 406, 200])('says nothing of %i', (status) => {
    expect(judge(created('/old/1'), get({}, status))).toBe('pass');
  });

  it('says nothing of other origins, of 202, and of what its own path does not find', () => {
    expect(judge(created('https://elsewhere.test/1'))).toBe('skip');
    expect(judge(created('/old/1', 202))).toBe('skip');
    expect(judge(created('/things/1'), undefined, undefined, gone)).toBe('skip');
  });
});

describe('leak_after_failed_create', () => {
  const sent = { a: 'kept', b: 'too' };
  const refused: Step = { method: 'POST', target: '/things', status: 422, sent };
  const list = (times: number): Step =>
    get([...Array.from({ length: times }, (_, id) => ({ id, ...sent })), { a: 'other' }]);
  const judge = (answers: Readonly<Record<string, Step>>, step = refused): string =>
    verdictOf(leakAfterFailedCreate, { before: [], step, answers });

  it('takes three of them for a proof', () => {
    expect(judge({})).toBe('probe list 1');
    expect(judge({ 'list 1': list(0) })).toBe('pass');
    expect(judge({ 'list 1': list(1) })).toBe('probe again 2, list 2');
    expect(judge({ 'list 1': list(1), 'again 2': refused, 'list 2': list(2) })).toBe('probe again 3, list 3');
    const again = { 'again 2': refused, 'again 3': refused };
    expect(judge({ 'list 1': list(1), ...again, 'list 2': list(2), 'list 3': list(3) })).toBe('likely left behind');
    expect(judge({ 'list 1': list(1), ...again, 'list 2': list(1), 'list 3': list(1) })).toBe('pass');
    expect(judge({ 'list 1': list(1), ...again, 'list 2': list(2), 'list 3': list(2) })).toBe('pass');
  });

  it('takes a conflict with what was refused for one, too', () => {
    const again = { 'again 2': { ...refused, status: 409 }, 'again 3': refused };
    expect(judge({ 'list 1': list(1), ...again, 'list 2': list(1), 'list 3': list(1) })).toBe('likely left behind');
  });

  it('takes no conflict that was there before for a proof, but things that it makes', () => {
    const conflict = { ...refused, status: 409 };
    const again = { 'again 2': conflict, 'again 3': conflict };
    const afterwards = (...counts: readonly number[]): string =>
      judge({ ...Object.fromEntries(counts.map((count, at) => [`list ${at + 1}`, list(count)])), ...again }, conflict);
    expect(afterwards(1, 2, 3)).toBe('likely left behind');
    expect(afterwards(1, 1, 1)).toBe('pass');
    expect(afterwards(1, 2, 2)).toBe('pass');
    expect(afterwards(1, 3, 4)).toBe('pass');
    expect(afterwards(0, 0, 0)).toBe('pass');
  });

  it('says nothing of a record of the attempt', () => {
    const recorded = (status: string, times: number): Step =>
      get(Array.from({ length: times }, (_, id) => ({ id, ...sent, status })));
    const judged = (status: string): string =>
      judge({
        'list 1': recorded(status, 1),
        'again 2': refused,
        'list 2': recorded(status, 2),
        'again 3': refused,
        'list 3': recorded(status, 3),
      });
    expect(judged('open')).toBe('likely left behind');
    expect(judged('declined')).toBe('pass');
  });

  it.each([201, 401, 403, 404, 415])('says nothing of %i', (status) => {
    expect(judge({ 'list 1': list(1) }, { ...refused, status })).toBe('skip');
  });

  it('says nothing of what is too little to know again', () => {
    expect(judge({ 'list 1': get([{ a: 'kept' }]) }, { ...refused, sent: { a: 'kept' } })).toBe('pass');
  });
});

describe('conditional_requests', () => {
  const judge = (fixture: HistoryFixture): string => verdictOf(conditionalRequests, fixture);

  it('reads If-None-Match', () => {
    const fixture = { before: [], step: get({}, 200, '"1"'), documented: ['200', '304'] };
    expect(judge(fixture)).toBe('probe if-none-match');
    const ignored = { 'if-none-match': get({}, 200, '"1"') };
    expect(judge({ ...fixture, answers: ignored })).toBe('likely If-None-Match');
    expect(judge({ ...fixture, documented: ['200'], answers: ignored })).toBe('heuristic If-None-Match');
    expect(judge({ ...fixture, answers: { 'if-none-match': get(undefined, 304) } })).toBe('pass');
    expect(judge({ ...fixture, answers: { 'if-none-match': get({}, 200, '"2"') } })).toBe('pass');
  });

  it('says nothing without an ETag, and of requests that have a condition', () => {
    expect(judge({ before: [], step: get({}) })).toBe('skip');
    expect(
      judge({ before: [], step: { ...get({}, 200, '"1"'), requestHeaders: [['Cache-Control', 'no-cache']] } }),
    ).toBe('skip');
  });

  it.each<[string, string, string, string]>([
    ['what changed', '"1"', '"2"', 'likely If-Match'],
    ['what stayed', '"1"', '"1"', 'skip'],
    ['what is weak', 'W/"1"', 'W/"2"', 'skip'],
  ])('reads If-Match of %s', (_name, before, now, verdict) => {
    const made: Step = { method: 'POST', target: '/things', status: 201, sent: { a: 1 } };
    const step: Step = { method: 'PUT', status: 200, sent: { a: 2 } };
    const fixture = { before: [made, get({}, 200, before)], step, seen: get({}, 200, now), documented: ['412'] };
    expect(judge({ ...fixture, answers: { 'if-match': step } })).toBe(verdict);
    if (verdict === 'skip') return;
    expect(judge({ ...fixture, answers: { 'if-match': { ...step, status: 412 } } })).toBe('pass');
    expect(judge({ ...fixture, documented: [], answers: { 'if-match': step } })).toBe('heuristic If-Match');
    expect(judge({ ...fixture, isOwn: false, answers: { 'if-match': step } })).toBe('skip');
  });
});

describe('resource_hierarchy', () => {
  const box = { id: 7, label: 'x', size: 3 };
  const parents = get([{ id: 1 }, { id: 2 }]);
  const run = (answers: Readonly<Record<string, Step>>, isOwn = true): string => {
    const made: Step = { method: 'POST', target: '/shops/1/boxes', status: 201, sent: {} };
    const step = { ...get(box), target: '/shops/1/boxes/7' };
    const input = historyInput({ before: [made], step, answers, isOwn, path: '/shops/{shopId}/boxes/{boxId}' });
    const { aftermath } = input;
    if (aftermath?.read === undefined) throw new Error('there is an aftermath');
    const look = (target: string): typeof aftermath.read => ({
      operation: input.operation,
      request: wire({ method: 'GET', target, status: 0 }),
    });
    const verdict = resourceHierarchy.run({
      ...input,
      aftermath: { ...aftermath, list: look('/shops/1/boxes'), parents: look('/shops') },
    });
    if (verdict.kind === 'probe') return verdict.probes.map(({ request }) => request.target).join(' ');
    return verdict.kind === 'fail' ? verdict.findings.map(({ confidence }) => confidence).join() : verdict.kind;
  };

  it.each<[string, Readonly<Record<string, Step>>, string]>([
    ['looks for parents', {}, '/shops'],
    ['finds no other', { parents: get([{ id: 1 }]) }, 'skip'],
    ['does not find its own', { parents: get([{ id: 3 }, { id: 2 }]) }, 'skip'],
    ['asks under the other', { parents }, '/shops/2/boxes/7 /shops/2/boxes'],
    ['is refused', { parents, foreign: get({}, 404), list: get([]) }, 'pass'],
    ['is served', { parents, foreign: get(box), list: get([]) }, 'likely'],
    ['is served, and knows no list', { parents, foreign: get(box), list: get({}, 404) }, 'heuristic'],
    ['is served what stands there, too', { parents, foreign: get(box), list: get([box]) }, 'pass'],
    ['is served another', { parents, foreign: get({ ...box, label: 'y' }), list: get([]) }, 'pass'],
  ])('%s', (_name, answers, verdict) => {
    expect(run(answers)).toBe(verdict);
  });

  it('says nothing of what the run did not make', () => {
    expect(run({ parents, foreign: get(box), list: get([]) }, false)).toBe('skip');
  });
});
