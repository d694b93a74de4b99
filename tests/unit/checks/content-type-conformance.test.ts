import { describe, expect, it } from 'vitest';
import { contentTypeConformance } from '../../../runtime/checks/content-type-conformance.ts';
import { checkInput, content, response, type ExchangeFixture } from './exchange-fixture.ts';

const json = [response('200', content('application/json'))];
const verdictOf = (fixture: Partial<ExchangeFixture>) =>
  contentTypeConformance.run(checkInput({ responses: json, status: 200, body: '{}', ...fixture }));

describe('content_type_conformance', () => {
  it.each<[string, Partial<ExchangeFixture>]>([
    ['the documented type', { headers: { 'content-type': 'application/json' } }],
    ['another case and parameters', { headers: { 'content-type': 'Application/JSON; charset=utf-8; v=2' } }],
    [
      'a documented wildcard',
      { responses: [response('200', content('text/*'))], headers: { 'content-type': 'text/csv' } },
    ],
    ['HEAD', { method: 'HEAD', headers: { 'content-type': 'text/html' } }],
    [
      '204',
      {
        responses: [response('204', content('application/json'))],
        status: 204,
        headers: { 'content-type': 'text/html' },
      },
    ],
    ['304', { responses: [response('304', content('application/json'))], status: 304 }],
    ['an empty body', { body: '' }],
    ['a definition without content', { responses: [response('200')], headers: { 'content-type': 'text/html' } }],
    [
      'a document whose media type is none',
      { responses: [response('200', content('json'))], headers: { 'content-type': 'application/json' } },
    ],
    ['an undocumented status', { status: 500, headers: { 'content-type': 'text/html' } }],
  ])('says nothing of %s', (_, fixture) => {
    expect(verdictOf(fixture).kind).not.toBe('fail');
  });

  it.each<[string, Partial<ExchangeFixture>, string, string]>([
    ['a missing header', {}, 'missing', 'proved'],
    ['a malformed header', { headers: { 'content-type': 'json' } }, 'malformed', 'proved'],
    [
      'another type of a refusal',
      {
        responses: [response('404', content('application/json'))],
        status: 404,
        headers: { 'content-type': 'text/html' },
      },
      'undocumented text/html in a refusal',
      'proved',
    ],
    ['another type', { headers: { 'content-type': 'text/html' } }, 'undocumented text/html', 'proved'],
    [
      '+json for json',
      { headers: { 'content-type': 'application/hal+json' } },
      'undocumented application/hal+json',
      'proved',
    ],
    [
      'problem details for json',
      { headers: { 'content-type': 'application/problem+json' } },
      'undocumented application/problem+json',
      'heuristic',
    ],
  ])('reports %s', (_, fixture, identity, confidence) => {
    expect(verdictOf(fixture)).toMatchObject({ kind: 'fail', findings: [{ identity, confidence }] });
  });
});
