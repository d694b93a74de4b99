import { describe, expect, it } from 'vitest';
import { allowHeaderConformance } from '../../../runtime/checks/allow-header-conformance.ts';
import type { Check } from '../../../runtime/checks/contract.ts';
import { notAServerError } from '../../../runtime/checks/not-a-server-error.ts';
import { unsupportedMethod } from '../../../runtime/checks/unsupported-method.ts';
import { createJudge } from '../../../runtime/engine/judging/judge.ts';
import type { JsonPointer } from '../../../runtime/model/json.ts';
import { checkInput, content, response, type ExchangeFixture } from './exchange-fixture.ts';

const undeclared = {
  keyword: 'method',
  valuePointer: '' as JsonPointer,
  schemaPointer: '/paths/~1things/get' as JsonPointer,
};
const html = { 'content-type': 'text/html; charset=utf-8' };
const json = { 'content-type': 'application/json' };

/** What a check says of the answer to a method that `GET /things` does not declare. */
function verdictOf(check: Check, fixture: Partial<ExchangeFixture>): ReturnType<Check['run']> {
  return check.run(
    checkInput({
      responses: [response('200', content('application/json'))],
      mode: 'negative',
      violations: [undeclared],
      requestMethod: 'POST',
      status: 405,
      ...fixture,
    }),
  );
}

describe('unsupported_method', () => {
  it.each([401, 403, 404, 405, 501])('%i refuses the method', (status) => {
    expect(verdictOf(unsupportedMethod, { status })).toEqual({ kind: 'pass' });
    expect(verdictOf(notAServerError, { status })).toEqual({ kind: 'pass' });
  });

  it.each<[string, Partial<ExchangeFixture>]>([
    ['the body says that the request failed', { headers: json, body: '{"error":"no such method"}' }],
    ['a page for every path', { method: 'PUT', requestMethod: 'GET', headers: html, body: '<html></html>' }],
    ['servers answer OPTIONS of their own accord', { requestMethod: 'OPTIONS' }],
    ['the method is declared', { violations: [] }],
  ])('has nothing to say: %s', (reason, fixture) => {
    expect(verdictOf(unsupportedMethod, { status: 200, ...fixture })).toEqual({ kind: 'skip', reason });
  });

  it.each<[string, string, Partial<ExchangeFixture>]>([
    ['a success', 'likely', { status: 204 }],
    ['a page to a write', 'heuristic', { status: 200, headers: html, body: '<html></html>' }],
    ['PATCH beside PUT', 'heuristic', { status: 200, method: 'PUT', requestMethod: 'PATCH' }],
    ['PUT beside PATCH', 'heuristic', { status: 200, method: 'PATCH', requestMethod: 'PUT' }],
    [
      'a page where the operation has pages',
      'likely',
      {
        status: 200,
        headers: html,
        body: '<html></html>',
        method: 'PUT',
        requestMethod: 'GET',
        responses: [response('200', content('text/html'))],
      },
    ],
  ])('%s is %s', (_, confidence, fixture) => {
    const requestMethod = fixture.requestMethod ?? 'POST';
    expect(verdictOf(unsupportedMethod, fixture)).toMatchObject({
      kind: 'fail',
      findings: [{ confidence, identity: requestMethod }],
    });
  });

  it.each([302, 400, 415, 422])('%i is one fact of the whole API', (status) => {
    expect(verdictOf(unsupportedMethod, { status })).toMatchObject({
      kind: 'fail',
      findings: [{ confidence: 'heuristic', scope: 'api', identity: `answered ${status}` }],
    });
  });
});

describe('allow_header_conformance', () => {
  const others = ['POST /things', 'DELETE /{collection}'];
  const of = (allow: string | undefined, fixture: Partial<ExchangeFixture> = {}): ReturnType<Check['run']> =>
    verdictOf(allowHeaderConformance, {
      otherOperations: others,
      requestMethod: 'PUT',
      headers: allow === undefined ? {} : { allow },
      ...fixture,
    });

  it.each([['DELETE, GET, POST'], ['get,head,options,post , delete'], ['GET POST DELETE TRACE'], ['*'], ['']])(
    'takes %j for a 405',
    (allow) => {
      expect(of(allow).kind).not.toBe('fail');
    },
  );

  it('takes an answer to OPTIONS without it, and one for CORS', () => {
    const fixture = { status: 204, requestMethod: 'OPTIONS' };
    expect(of(undefined, fixture)).toEqual({ kind: 'skip', reason: 'no Allow' });
    const headers = { 'access-control-allow-methods': 'GET,PUT,PATCH' };
    expect(of(undefined, { ...fixture, headers })).toEqual({ kind: 'skip', reason: 'no Allow' });
  });

  it.each<[string, string, Partial<ExchangeFixture>, object]>([
    ['a method too many', 'GET, POST, DELETE, PURGE', {}, { confidence: 'likely', identity: '+PURGE' }],
    ['one for another', 'GET, POST, PUT', {}, { confidence: 'likely', identity: '+PUT -DELETE' }],
    ['one less for OPTIONS', 'GET, POST', { status: 200, requestMethod: 'OPTIONS' }, { identity: '-DELETE' }],
    ['one less in a 405', 'GET', {}, { confidence: 'heuristic', scope: 'api', received: 'GET' }],
  ])('finds %s', (_, allow, fixture, finding) => {
    expect(of(allow, fixture)).toMatchObject({ kind: 'fail', findings: [finding] });
  });

  it('finds a 405 without it, once for the whole API', () => {
    expect(of(undefined)).toMatchObject({
      kind: 'fail',
      findings: [{ confidence: 'heuristic', scope: 'api', identity: 'missing', expected: 'Allow: DELETE, GET, POST' }],
    });
  });

  it('judges a documented 405 of a declared method, and leaves an undocumented one to its check', () => {
    const declared = { violations: [], mode: 'positive', requestMethod: 'GET' } as const;
    expect(of('PUT', declared)).toEqual({ kind: 'skip', reason: 'undocumented status' });
    expect(of('PUT', { ...declared, responses: [response('405')] }).kind).toBe('fail');
    expect(of(undefined, { ...declared, status: 400 }).kind).toBe('skip');
  });
});

describe('a method that is not declared', () => {
  const judge = createJudge(
    [
      'status_code_conformance',
      'http_semantics',
      'negative_data_rejection',
      'unsupported_method',
      'not_a_server_error',
    ],
    () => undefined,
  );
  const found = (status: number): readonly string[] =>
    judge(
      checkInput({
        responses: [response('200')],
        mode: 'negative',
        violations: [undeclared],
        requestMethod: 'POST',
        status,
      }),
    ).map(({ check }) => check.id);

  it('meets the checks of methods, and not those of the operation', () => {
    expect(found(201)).toEqual(['unsupported_method']);
    expect(found(401)).toEqual([]);
    expect(found(500)).toEqual(['not_a_server_error']);
    expect(found(501)).toEqual([]);
  });
});
