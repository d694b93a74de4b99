import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../../runtime/checks/contract.ts';
import { idempotencyKeyReplay } from '../../../../runtime/checks/history/idempotency-key-replay.ts';
import { safeMethodPurity } from '../../../../runtime/checks/history/safe-method-purity.ts';
import type { Parameter } from '../../../../runtime/model/operation.ts';
import { historyInput, verdictOf, type HistoryFixture, type Step } from './history-fixture.ts';

const created = (id: number, status = 201): Step => ({
  method: 'POST',
  target: '/things',
  status,
  sent: { a: 'x' },
  body: { id, a: 'x' },
  requestHeaders: [['Idempotency-Key', 'k-1']],
});
const get = (body: object, status = 200): Step => ({ method: 'GET', status, body });

describe('idempotency_key_replay', () => {
  const shown = (verdict: Verdict): string => {
    if (verdict.kind === 'probe')
      return `probe ${verdict.probes.map(({ key, request }) => `${key} ${request.target}`).join(', ')}`;
    return verdict.kind === 'fail' ? verdict.findings.map(({ confidence }) => confidence).join() : verdict.kind;
  };
  const judge = (answers: Readonly<Record<string, Step>>, step = created(1), name = 'Idempotency-Key'): string => {
    const input = historyInput({ before: [], step, answers });
    const { operation } = input;
    const serialization = { kind: 'style', style: 'simple', explode: false, allowReserved: false } as const;
    const { location } = operation;
    const key: Parameter = {
      name,
      in: 'header',
      required: true,
      schema: undefined,
      serialization,
      examples: [],
      location,
    };
    return shown(idempotencyKeyReplay.run({ ...input, operation: { ...operation, parameters: [key] } }));
  };

  it('sends the same again, and looks for both things', () => {
    expect(judge({})).toBe('probe again /things');
    expect(judge({ again: created(2) })).toBe('probe first /things/1, second /things/2');
    expect(judge({ again: created(2), first: get({}), second: get({}) })).toBe('likely');
    expect(judge({ again: created(2), first: get({}), second: get({}, 404) })).toBe('skip');
  });

  it.each<[string, Readonly<Record<string, Step>>]>([
    ['the same answer', { again: created(1) }],
    ['a refusal', { again: { ...created(2), status: 409 } }],
    ['what is under way', { again: created(2, 202) }],
    ['no id', { again: { ...created(2), body: { a: 'x' } } }],
  ])('says nothing of %s', (_, answers) => {
    expect(judge(answers)).toBe('pass');
  });

  it('says nothing where no key is documented, or sent', () => {
    expect(judge({}, created(1), 'X-Request-Id')).toBe('skip');
    expect(judge({}, { ...created(1), requestHeaders: [] })).toBe('skip');
    expect(judge({}, created(1, 422))).toBe('skip');
  });
});

describe('safe_method_purity', () => {
  const judge = (fixture: HistoryFixture): string => verdictOf(safeMethodPurity, fixture);
  const open = { id: 1, state: 'open', viewCount: 1 };
  const done = { ...open, state: 'done' };
  const made = { ...created(1), body: open };
  const summary: Step = { method: 'GET', target: '/things/1/summary', status: 200, body: {} };
  const after = (first: object, second: object, third: object): Readonly<Record<string, Step>> => ({
    after: get(first),
    second: get(second),
    again: summary,
    third: get(third),
  });

  it('finds a change that two GETs before did not show', () => {
    const before = [made, get(open), get(open)];
    expect(judge({ before, step: summary })).toBe('probe after');
    expect(judge({ before, step: summary, answers: { after: get(done) } })).toBe('probe second, again, third');
    expect(judge({ before, step: summary, answers: after(done, done, done) })).toBe('heuristic changes');
  });

  it('asks that the request does it each time where one GET was before', () => {
    const before = [made, get(open)];
    const more = { ...open, state: 'more' };
    expect(judge({ before, step: summary, answers: after(done, done, done) })).toBe('pass');
    expect(judge({ before, step: summary, answers: after(done, done, more) })).toBe('heuristic changes');
  });

  it.each<[string, Readonly<Record<string, Step>>]>([
    ['nothing', { after: get(open) }],
    ['a count', { after: get({ ...open, viewCount: 2 }) }],
    ['what goes on changing', after(done, { ...open, state: 'other' }, { ...open, state: 'more' })],
  ])('says nothing of %s', (_, answers) => {
    expect(judge({ before: [made, get(open), get(open)], step: summary, answers })).toBe('pass');
  });

  it('says nothing of what a write may have changed, or of things of others', () => {
    const put: Step = { method: 'PUT', status: 200, sent: done };
    expect(judge({ before: [made, get(open), put], step: summary, answers: { after: get(done) } })).toBe('skip');
    expect(judge({ before: [made, get(open), get(open)], step: summary, isOwn: false })).toBe('skip');
  });

  it('finds what is gone once it was read, if it stays so', () => {
    const before = [made, get(open)];
    const step = get({}, 404);
    expect(judge({ before, step })).toBe('probe settled 1');
    expect(judge({ before, step, answers: { 'settled 3': get({}, 404) } })).toBe('heuristic vanishes');
    expect(judge({ before, step, answers: { 'settled 1': get(open) } })).toBe('pass');
    expect(judge({ before: [...before, { method: 'DELETE', status: 204 }], step })).toBe('skip');
  });
});
