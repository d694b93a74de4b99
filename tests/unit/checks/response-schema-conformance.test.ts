import { describe, expect, it } from 'vitest';
import type { JsonPointer } from '../../../runtime/model/json.ts';
import type { Violation } from '../../../runtime/model/violation.ts';
import { responseSchemaConformance } from '../../../runtime/checks/response-schema-conformance.ts';
import { checkInput, content, response, type ExchangeFixture } from './exchange-fixture.ts';

const schema = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'integer' },
    at: { type: 'string', format: 'date-time' },
    mail: { type: 'string', format: 'email' },
  },
};
const headers = { 'content-type': 'application/json' };
const verdictOf = (body: string, fixture: Partial<ExchangeFixture> = {}) =>
  responseSchemaConformance.run(
    checkInput({
      responses: [response('200', content('application/json', schema))],
      status: 200,
      headers,
      body,
      ...fixture,
    }),
  );

describe('response_schema_conformance', () => {
  it('passes a valid body', () => {
    expect(verdictOf('{"id":1,"at":"2024-02-29T12:00:00Z"}').kind).toBe('pass');
  });

  it.each([
    ['a missing property', '{}', 'proved', '/components/schemas/Thing/required'],
    ['a wrong type', '{"id":"1"}', 'proved', '/components/schemas/Thing/properties/id/type'],
    [
      'a date-time without an offset',
      '{"id":1,"at":"2024-02-29T12:00:00"}',
      'likely',
      '/components/schemas/Thing/properties/at/format',
    ],
    [
      'a format that validators differ about',
      '{"id":1,"mail":"x"}',
      'heuristic',
      '/components/schemas/Thing/properties/mail/format',
    ],
  ])('reports %s', (_, body, confidence, schemaPointer) => {
    expect(verdictOf(body)).toMatchObject({ kind: 'fail', findings: [{ confidence, details: { schemaPointer } }] });
  });

  it('makes each broken schema path one finding', () => {
    const verdict = verdictOf('{"at":1,"mail":2}');
    expect(verdict.kind === 'fail' && verdict.findings.map(({ details }) => details)).toMatchObject([
      { keyword: 'required' },
      { keyword: 'type', valuePointer: '/at' },
      { keyword: 'type', valuePointer: '/mail' },
    ]);
  });

  it('reports broken JSON', () => {
    expect(verdictOf('{"id":')).toMatchObject({
      kind: 'fail',
      findings: [{ confidence: 'proved', identity: 'malformed' }],
    });
  });

  it.each<[string, Partial<ExchangeFixture>]>([
    ['an undocumented status', { status: 404 }],
    ['an undocumented media type', { headers: { 'content-type': 'text/html' } }],
    ['a cut body', { truncated: true }],
    ['HEAD', { method: 'HEAD' }],
    ['a media type without schema', { responses: [response('200', content('application/json'))] }],
  ])('says nothing of %s', (_, fixture) => {
    expect(verdictOf('{', fixture).kind).toBe('skip');
  });

  it('reads text that fits the schema as a number as that number, and JSON as what it is', () => {
    const responses = [
      response('200', content('text/plain', { type: 'integer' }), content('application/json', { type: 'integer' })),
    ];
    expect(verdictOf('5', { responses, headers: { 'content-type': 'text/plain' } }).kind).toBe('pass');
    expect(verdictOf('five', { responses, headers: { 'content-type': 'text/plain' } }).kind).toBe('fail');
    expect(verdictOf('"5"', { responses }).kind).toBe('fail');
  });
});

describe('an answer that shows what was wrong in the request', () => {
  const broken = (keyword: string, valuePointer: string, demand?: string): Violation => ({
    keyword,
    valuePointer: valuePointer as JsonPointer,
    schemaPointer: '/x' as JsonPointer,
    location: 'body',
    ...(demand && { demand }),
  });
  const sent = (value: unknown, violation: Violation): Partial<ExchangeFixture> => ({
    mode: 'negative',
    bodyValue: { kind: 'value', mediaType: 'application/json', value },
    violations: [violation],
  });
  const item = { type: 'object', properties: { thing: schema, things: { type: 'array', items: schema } } };
  const responses = [response('200', content('application/json', item))];

  it.each<[string, string, Partial<ExchangeFixture>]>([
    ['null', '{"thing":{"id":1,"at":null}}', sent({ at: null }, broken('type', '/at'))],
    [
      'a text that lacks its format',
      '{"thing":{"id":1,"at":"2023-02-30"}}',
      sent({ at: '2023-02-30' }, broken('format', '/at')),
    ],
    ['it in a list', '{"things":[{"id":"x"}]}', sent({ deep: { id: 'x' } }, broken('type', '/deep/id'))],
    ['no required property', '{"thing":{}}', sent({}, broken('required', '', "must have required property 'id'"))],
  ])('is one fact with its acceptance: %s', (_, body, fixture) => {
    expect(verdictOf(body, { responses, ...fixture }).kind).toBe('pass');
    expect(verdictOf(body, { responses }).kind).toBe('fail');
  });

  it.each<[string, string, Partial<ExchangeFixture>]>([
    ['another value', '{"thing":{"id":1,"at":"now"}}', sent({ at: null }, broken('type', '/at'))],
    ['another name', '{"thing":{"id":1,"mail":null}}', sent({ at: null }, broken('type', '/at'))],
    [
      'another property that is missing',
      '{"thing":{}}',
      sent({}, broken('required', '', "must have required property 'at'")),
    ],
  ])('is another fact where it shows %s', (_, body, fixture) => {
    expect(verdictOf(body, { responses, ...fixture }).kind).toBe('fail');
  });
});
