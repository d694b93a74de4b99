import { describe, expect, it } from 'vitest';
import type { Check } from '../../../runtime/checks/contract.ts';
import { headMatchesGet } from '../../../runtime/checks/head-matches-get.ts';
import { ignoredAuth } from '../../../runtime/checks/ignored-auth.ts';
import type { Operation } from '../../../runtime/model/operation.ts';
import { checkInput, response, type ExchangeFixture } from './exchange-fixture.ts';

type Answer = Pick<ExchangeFixture, 'status' | 'headers' | 'body'>;
const ok: Answer = { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' };
const bearer = [{ kind: 'http', name: 'bearer', scheme: 'bearer' }] as const;

/** The verdict of a check, given what its probes were answered. */
function verdictOf(
  check: Check,
  answers: Readonly<Record<string, Answer | undefined>>,
  { security = [bearer], ...changes }: Partial<ExchangeFixture> & Partial<Pick<Operation, 'security'>> = {},
): ReturnType<Check['run']> {
  const fixture = { responses: [response('200')], ...ok, ...changes };
  const input = checkInput(fixture);
  const received = Object.entries(answers).map(([key, answer]) => {
    const { exchange } = checkInput({ ...fixture, ...(answer ?? { status: 0 }) });
    return [key, { request: exchange.request, response: answer && exchange.response }] as const;
  });
  return check.run({ ...input, operation: { ...input.operation, security }, answers: new Map(received) });
}

describe('ignored_auth', () => {
  it('asks for the request without, and with wrong credentials', () => {
    expect(verdictOf(ignoredAuth, {})).toMatchObject({
      kind: 'probe',
      probes: [{ credentials: 'none' }, { credentials: 'wrong' }],
    });
  });

  it.each<[string, Readonly<Record<string, Answer | undefined>>, string, string]>([
    ['both', { none: ok, wrong: ok }, 'without credentials', 'proved'],
    ['wrong ones', { none: { status: 401 }, wrong: ok }, 'with wrong credentials', 'proved'],
    ['a page', { none: { ...ok, headers: { 'content-type': 'text/html' } } }, 'without credentials', 'heuristic'],
  ])('reports success with %s', (_, answers, identity, confidence) => {
    expect(verdictOf(ignoredAuth, answers)).toMatchObject({ kind: 'fail', findings: [{ identity, confidence }] });
  });

  it.each([301, 302, 400, 401, 403, 404])('takes %i for a refusal', (status) => {
    expect(verdictOf(ignoredAuth, { none: { status }, wrong: { status } }).kind).toBe('pass');
  });

  it('takes an error in a 200 for a refusal, and no answer for nothing', () => {
    const refusal = { ...ok, body: '{"success":false}' };
    expect(verdictOf(ignoredAuth, { none: refusal, wrong: refusal }).kind).toBe('pass');
    expect(verdictOf(ignoredAuth, { none: undefined, wrong: undefined }).kind).toBe('pass');
  });

  it('asks for nothing where credentials are not required', () => {
    expect(verdictOf(ignoredAuth, {}, { security: [] }).kind).toBe('skip');
    expect(verdictOf(ignoredAuth, {}, { security: [bearer, []] }).kind).toBe('skip');
  });

  it('asks for nothing where credentials are not part of the request', () => {
    const certificate = [{ kind: 'other', name: 'tls', type: 'mutualTLS' }] as const;
    const oauth = [{ kind: 'other', name: 'oauth', type: 'oauth2' }] as const;
    expect(verdictOf(ignoredAuth, {}, { security: [bearer, certificate] }).kind).toBe('skip');
    expect(verdictOf(ignoredAuth, {}, { security: [oauth] }).kind).toBe('probe');
  });
});

describe('head_matches_get', () => {
  const get: Answer = { ...ok, headers: { 'content-type': 'application/json', 'content-length': '2' } };
  const verdict = (head: Answer | undefined, again?: Answer) =>
    verdictOf(headMatchesGet, { HEAD: head, ...(again && { GET: again }) }, get);

  it('asks for HEAD, and for GET once more only where they differ', () => {
    expect(verdictOf(headMatchesGet, {}, get)).toMatchObject({ probes: [{ request: { method: 'HEAD' } }] });
    expect(verdict(get).kind).toBe('pass');
    expect(verdict({ ...get, status: 204 })).toMatchObject({ probes: [{ request: { method: 'GET' } }] });
  });

  it.each<[string, Answer]>([
    ['status', { ...get, status: 403 }],
    ['Content-Type', { ...get, headers: { 'content-type': 'text/html' } }],
    ['Content-Length', { ...get, headers: { 'content-length': '0' } }],
  ])('reports another %s', (identity, head) => {
    expect(verdict(head, get)).toMatchObject({ kind: 'fail', findings: [{ identity, confidence: 'heuristic' }] });
  });

  it.each<[string, Answer | undefined, Answer | undefined]>([
    ['HEAD that is not known', { status: 405 }, undefined],
    ['HEAD without an answer', undefined, undefined],
    ['headers that HEAD leaves out', { status: 200 }, undefined],
    ['parameters of the type', { ...get, headers: { 'content-type': 'application/json; charset=utf-8' } }, undefined],
    [
      'what GET does not keep either',
      { ...get, headers: { 'content-length': '3' } },
      { ...get, headers: { 'content-length': '3' } },
    ],
    ['coded content', { ...get, headers: { 'content-length': '20', 'content-encoding': 'gzip' } }, undefined],
  ])('says nothing of %s', (_, head, again) => {
    expect(verdict(head, again).kind).not.toBe('fail');
  });

  it('asks for nothing but of GET', () => {
    expect(verdictOf(headMatchesGet, {}, { method: 'POST' }).kind).toBe('skip');
  });
});
