import type { Check, CheckInput, Verdict } from '../../../../runtime/checks/contract.ts';
import type { Exchange, HeaderList, WireRequest, WireResponse } from '../../../../runtime/model/exchange.ts';
import type { HistoryEntry } from '../../../../runtime/model/history.ts';
import type { Operation } from '../../../../runtime/model/operation.ts';
import type { ProbeAnswer } from '../../../../runtime/model/probe.ts';
import { checkInput, content, response } from '../exchange-fixture.ts';

/** A request about `/things/1`, or its collection, and its answer. */
export interface Step {
  readonly method: string;
  readonly target?: string;
  readonly status: number;
  readonly sent?: unknown;
  readonly contentType?: string;
  readonly requestHeaders?: HeaderList;
  readonly body?: unknown;
  readonly headers?: HeaderList;
}

/** What a history check is given for the last step; `answers` are those to its probes, by key. */
export interface HistoryFixture {
  readonly before: readonly Step[];
  readonly step: Step;
  /** The answer to the GET right after it. */
  readonly seen?: Step;
  readonly answers?: Readonly<Record<string, Step>>;
  /** Of the request body, and of what GET shows. */
  readonly requestSchema?: unknown;
  readonly responseSchema?: unknown;
  /** Statuses that the operation documents. */
  readonly documented?: readonly string[];
  /** Whether the run made the thing; else a GET showed it. */
  readonly isOwn?: boolean;
  readonly path?: string;
}

const itemTarget = '/things/1';
const key = 'thing 1';

export function wire({
  method,
  target = itemTarget,
  sent,
  contentType = 'application/json',
  requestHeaders = [],
}: Step): WireRequest {
  const body = sent === undefined ? undefined : JSON.stringify(sent);
  return {
    method,
    target,
    headers: body === undefined ? requestHeaders : [['Content-Type', contentType], ...requestHeaders],
    body,
  };
}

function answerOf({ status, body, headers = [] }: Step): WireResponse {
  const text = body === undefined ? '' : JSON.stringify(body);
  return {
    status,
    headers: [['content-type', 'application/json'], ...headers],
    body: Buffer.from(text),
    truncated: false,
  };
}

export function historyInput(fixture: HistoryFixture): CheckInput {
  const { before, step, seen, answers = {}, isOwn = true, path = '/things/{id}' } = fixture;
  const input = checkInput({ method: step.method, path, responses: [], status: step.status });
  const isItem = (target = itemTarget): boolean => target === itemTarget;
  const exchangeOf = (one: Step): Exchange => ({
    ...input.exchange,
    request: wire(one),
    response: answerOf(one),
  });
  const entries = before.map((one): HistoryEntry => ({
    exchange: exchangeOf(one),
    made: isOwn && one.method === 'POST' && one.status === 201 ? [{ key, certainty: 1 }] : [],
    item: isItem(one.target) ? key : undefined,
    onPath: isItem(one.target) ? [key] : [],
  }));
  const schema = fixture.requestSchema ?? { type: 'object', properties: { a: {}, b: {}, list: {} } };
  const operation: Operation = {
    ...input.operation,
    body: { required: true, contents: [content('application/json', schema)], location: input.operation.location },
    responses: (fixture.documented ?? []).map((status) => response(status)),
  };
  const get: Operation = {
    ...operation,
    method: 'GET',
    body: undefined,
    responses: [response('200', content('application/json', fixture.responseSchema ?? {}))],
  };
  const isCreation = step.target === '/things';
  const made = isCreation && step.status === 201;
  return {
    ...input,
    operation,
    exchange: exchangeOf(step),
    history: { item: isCreation ? undefined : key, onPath: isCreation ? [] : [key], before: entries },
    aftermath: {
      thing: isCreation && !made ? undefined : key,
      read: { operation: get, request: wire({ method: 'GET', status: 0 }) },
      list: { operation: get, request: wire({ method: 'GET', target: '/things', status: 0 }) },
      parents: undefined,
      seen: seen && answerOf(seen),
      origin: 'http://localhost:80',
    },
    answers: new Map(
      Object.entries(answers).map(([name, one]): [string, ProbeAnswer] => [
        name,
        { request: wire(one), response: answerOf(one) },
      ]),
    ),
  };
}

/** The verdict in short: `probe …`, `pass`, `skip`, or what was found with its confidence. */
export function verdictOf(check: Check, fixture: HistoryFixture): string {
  return shown(check.run(historyInput(fixture)));
}

function shown(verdict: Verdict): string {
  if (verdict.kind === 'probe') return `probe ${verdict.probes.map(({ key: name }) => name).join(', ')}`;
  if (verdict.kind !== 'fail') return verdict.kind;
  return verdict.findings.map(({ confidence, identity }) => `${confidence} ${identity}`).join(', ');
}
