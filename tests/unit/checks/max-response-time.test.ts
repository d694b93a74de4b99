import { describe, expect, it } from 'vitest';
import { maxResponseTime } from '../../../runtime/checks/max-response-time.ts';
import { lateFinding } from '../../../runtime/checks/request-timeout.ts';
import { checkInput, content, response, type ExchangeFixture } from './exchange-fixture.ts';

const fixture: ExchangeFixture = {
  responses: [response('200')],
  status: 200,
  maxResponseTimeMs: 500,
  durationMs: 600.4,
};
const verdictOf = (changes: Partial<ExchangeFixture>) => maxResponseTime.run(checkInput({ ...fixture, ...changes }));
const late = (changes: Partial<ExchangeFixture>) => {
  const { operation, exchange } = checkInput({ ...fixture, ...changes });
  return lateFinding(operation, exchange.case, 10_000);
};

describe('max_response_time', () => {
  it('reports a slow answer', () => {
    expect(verdictOf({})).toMatchObject({
      kind: 'fail',
      findings: [{ confidence: 'likely', identity: 'slow', details: { limitMs: 500, tookMs: 600 } }],
    });
  });

  it.each<[string, Partial<ExchangeFixture>]>([
    ['a fast answer', { durationMs: 500 }],
    ['no limit', { maxResponseTimeMs: undefined }],
    ['a stream', { responses: [response('200', content('text/event-stream; charset=utf-8'))] }],
  ])('says nothing of %s', (_, changes) => {
    expect(verdictOf(changes).kind).not.toBe('fail');
  });
});

describe('request_timeout', () => {
  it('reports an answer that did not come', () => {
    expect(late({})).toMatchObject({ confidence: 'likely', identity: 'timeout', received: 'no answer' });
  });

  it('says nothing of what has no end', () => {
    expect(late({ responses: [response('200', content('application/x-ndjson'))] })).toBeUndefined();
  });
});

it.each([
  ['/events/poll', 'heuristic'],
  ['/jobs/{id}/longPoll', 'heuristic'],
  ['/delay/{seconds}', 'heuristic'],
  ['/watchers', 'likely'],
  ['/streams-of-income/{id}', 'likely'],
  ['/waiters', 'likely'],
])('is sure of %s as far as it can: %s', (path, confidence) => {
  expect(verdictOf({ path })).toMatchObject({ findings: [{ confidence }] });
  expect(late({ path })).toMatchObject({ confidence });
});
