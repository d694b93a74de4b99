import { describe, expect, it } from 'vitest';
import { httpRules } from '../../../runtime/checks/http-rules.data.ts';
import { httpSemantics } from '../../../runtime/checks/http-semantics.ts';
import { checkInput, response, type ExchangeFixture } from './exchange-fixture.ts';

const verdictOf = (fixture: Partial<ExchangeFixture>) =>
  httpSemantics.run(checkInput({ responses: [response('default')], status: 200, ...fixture }));

const broken: readonly (readonly [identity: string, fixture: Partial<ExchangeFixture>])[] = [
  ['204 with content', { status: 204, headers: { 'content-length': '5' } }],
  ['205 with content', { status: 205, body: '{}' }],
  ['201 to a safe method', { status: 201 }],
  ['304 to a write', { method: 'PUT', status: 304 }],
  ['304 without a condition', { status: 304 }],
  ['206 without Range', { status: 206, body: 'x' }],
  ['401 without WWW-Authenticate', { status: 401 }],
  ['407 without Proxy-Authenticate', { status: 407 }],
  ['426 without Upgrade', { status: 426 }],
  ['redirect without Location', { status: 302 }],
  ['malformed ETag', { headers: { etag: 'abc' } }],
  ['malformed Last-Modified', { headers: { 'last-modified': '2024-02-29T12:00:00Z' } }],
];

describe('http_semantics', () => {
  it.each(broken)('reports %s', (identity, fixture) => {
    expect(verdictOf(fixture)).toMatchObject({
      kind: 'fail',
      findings: [{ confidence: 'heuristic', scope: 'api', identity }],
    });
  });

  it('has a test of every rule', () => {
    expect(broken.map(([identity]) => identity)).toEqual(httpRules.map(({ id }) => id));
  });

  it.each<[string, Partial<ExchangeFixture>]>([
    ['204 as it is meant', { status: 204 }],
    ['204 with a length of 0', { status: 204, headers: { 'content-length': '0' } }],
    ['201 to POST', { method: 'POST', status: 201, body: '{}' }],
    ['304 to a conditional GET', { status: 304, requestHeaders: [['If-None-Match', '"x"']] }],
    ['304 to a dated GET', { status: 304, requestHeaders: [['if-modified-since', 'Sun, 06 Nov 1994 08:49:37 GMT']] }],
    ['206 to a range', { status: 206, requestHeaders: [['Range', 'bytes=0-1']], body: 'x' }],
    ['401 with a challenge', { status: 401, headers: { 'www-authenticate': 'Bearer' } }],
    ['303 with a Location', { status: 303, headers: { location: '/x' } }],
    ['300 without one', { status: 300 }],
    ['a strong ETag', { headers: { etag: '"abc"' } }],
    ['a weak ETag', { headers: { etag: 'W/"abc"' } }],
    ['an empty ETag', { headers: { etag: '""' } }],
    ['a date', { headers: { 'last-modified': 'Sun, 06 Nov 1994 08:49:37 GMT' } }],
    ['an old form of a date', { headers: { 'last-modified': 'Sunday, 06-Nov-94 08:49:37 GMT' } }],
    ['the date of asctime()', { headers: { 'last-modified': 'Sun Nov  6 08:49:37 1994' } }],
    ['an undocumented status', { status: 201, responses: [response('200')] }],
  ])('says nothing of %s', (_, fixture) => {
    expect(verdictOf(fixture).kind).not.toBe('fail');
  });

  it('speaks where nothing is documented at all', () => {
    expect(verdictOf({ status: 201, responses: [] }).kind).toBe('fail');
  });
});
