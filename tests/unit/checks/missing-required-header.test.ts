import { describe, expect, it } from 'vitest';
import { missingRequiredHeader } from '../../../runtime/checks/missing-required-header.ts';
import { negativeDataRejection } from '../../../runtime/checks/negative-data-rejection.ts';
import type { JsonPointer } from '../../../runtime/model/json.ts';
import type { Parameter } from '../../../runtime/model/operation.ts';
import type { Violation } from '../../../runtime/model/violation.ts';
import { checkInput, response, schemaRef, type ExchangeFixture } from './exchange-fixture.ts';

const missing: Violation = {
  keyword: 'required',
  location: 'header',
  parameter: 'X-Tenant',
  valuePointer: '' as JsonPointer,
  schemaPointer: '/p/required' as JsonPointer,
};
const fixture: ExchangeFixture = {
  responses: [response('2XX'), response('4XX')],
  status: 200,
  mode: 'negative',
  violations: [missing],
};
const verdictOf = (changes: Partial<ExchangeFixture>) =>
  missingRequiredHeader.run(checkInput({ ...fixture, ...changes }));

function header(schema: unknown): Parameter {
  const ref = schemaRef(schema);
  return {
    name: 'X-Tenant',
    in: 'header',
    required: true,
    schema: ref,
    serialization: { kind: 'style', style: 'simple', explode: false, allowReserved: false },
    examples: [],
    location: ref.location,
  };
}

describe('missing_required_header', () => {
  it('reports an accepted request, which negative_data_rejection leaves to it', () => {
    expect(verdictOf({})).toMatchObject({
      kind: 'fail',
      findings: [{ confidence: 'proved', identity: 'x-tenant', location: { pointer: '/p/required' } }],
    });
    expect(negativeDataRejection.run(checkInput(fixture)).kind).toBe('skip');
  });

  it('is less sure of a header that the server may fill in', () => {
    expect(verdictOf({ parameters: [header({ type: 'string', default: 'main' })] })).toMatchObject({
      findings: [{ confidence: 'heuristic' }],
    });
    expect(verdictOf({ parameters: [header({ type: 'string' })] })).toMatchObject({
      findings: [{ confidence: 'proved' }],
    });
  });

  it.each<[string, Partial<ExchangeFixture>]>([
    ...[301, 400, 401, 403, 404, 406, 415, 422].map((status): [string, Partial<ExchangeFixture>] => [
      String(status),
      { status, responses: [response('default')] },
    ]),
    ['an undocumented status', { status: 202, responses: [response('200')] }],
    ['a header that the request has all the same', { requestHeaders: [['x-tenant', 'main']] }],
    ['a missing query parameter', { violations: [{ ...missing, location: 'query' }] }],
    ['an invalid header', { violations: [{ ...missing, keyword: 'pattern' }] }],
    ['a header missing beside another violation', { violations: [missing, { ...missing, location: 'query' }] }],
    ['a doubtful case', { doubtful: true }],
    ['a valid request', { mode: 'positive', violations: [] }],
    ['OPTIONS', { method: 'OPTIONS' }],
    ['an error in a 200', { headers: { 'content-type': 'application/json' }, body: '{"success":false}' }],
  ])('says nothing of %s', (_, changes) => {
    expect(verdictOf(changes).kind).not.toBe('fail');
  });
});
