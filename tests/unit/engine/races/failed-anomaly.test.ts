import { expect, it } from 'vitest';
import { answerOf } from '../../../../runtime/engine/races/answer-of.ts';
import { failedAnomaly } from '../../../../runtime/engine/races/failed-anomaly.ts';
import type { RaceAnswer } from '../../../../runtime/stateful/concurrency/race-answer.ts';
import type { TransportFault, TransportResult } from '../../../../runtime/transport/contract.ts';

const ready: RaceAnswer['ready'] = {
  case: {
    operation: 'POST /a' as RaceAnswer['ready']['case']['operation'],
    phase: 'concurrent',
    mode: 'positive',
    scenario: undefined,
    seedPath: {
      seed: 1,
      operation: 'POST /a' as RaceAnswer['ready']['case']['operation'],
      phase: 'concurrent',
      index: 0,
    },
    inputs: {},
    values: { path: {}, query: {}, header: {}, cookie: {} },
    violations: [],
  },
  request: { method: 'POST', target: '/a', headers: [], body: undefined },
};

function answer(what: number | TransportFault, { waitedMs = 10, body = '', throttled = 0 } = {}): RaceAnswer {
  const headers = [['content-type', 'application/json']] as const;
  const result: TransportResult =
    typeof what === 'number'
      ? {
          kind: 'response',
          response: { status: what, headers, body: Buffer.from(body), truncated: false },
          durationMs: waitedMs,
          throttled,
        }
      : { kind: 'fault', fault: what, message: '', durationMs: waitedMs };
  return answerOf(ready, 0, waitedMs, result);
}

it.each<[number | TransportFault, string]>([
  [200, 'accepted'],
  [204, 'accepted'],
  [202, 'unclear'],
  [304, 'unclear'],
  [401, 'unclear'],
  [403, 'refused'],
  [409, 'refused'],
  [412, 'refused'],
  [429, 'unclear'],
  [500, 'failed'],
  [502, 'unclear'],
  [503, 'unclear'],
  ['connection-lost', 'failed'],
  ['timeout', 'late'],
  ['malformed-response', 'unclear'],
])('takes %s for %s', (what, outcome) => {
  expect(answer(what).outcome).toBe(outcome);
});

it('takes an error in an answer of 200 for a refusal, and what had to be sent again for nothing', () => {
  expect(answer(200, { body: '{"error":"sold out"}' }).outcome).toBe('refused');
  expect(answer(200, { throttled: 1 }).outcome).toBe('unclear');
});

const fine = { answers: [answer(200), answer(409)] };

it('tells how parallel requests fail that fail alone never', () => {
  expect(failedAnomaly([fine, fine], [answer(200), answer(500)])).toEqual({ kind: 'failed', how: '500' });
  expect(failedAnomaly([fine], [answer('connection-lost')])).toEqual({ kind: 'failed', how: 'connection-lost' });
  expect(failedAnomaly([fine], [answer(200), answer('timeout', { waitedMs: 1_000 })])).toEqual({
    kind: 'failed',
    how: 'no answer in time',
  });
});

it('says nothing of what fails alone, too, of a server that is busy, or of one that takes one after the other', () => {
  expect(failedAnomaly([fine, { answers: [answer(500)] }], [answer(500)])).toBeUndefined();
  expect(failedAnomaly([fine], [answer(503), answer(429)])).toBeUndefined();
  const slow = { answers: [answer(200, { waitedMs: 300 })] };
  expect(failedAnomaly([slow], [answer(200), answer('timeout', { waitedMs: 1_000 })])).toBeUndefined();
});
