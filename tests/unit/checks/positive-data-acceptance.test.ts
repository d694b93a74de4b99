import { describe, expect, it } from 'vitest';
import { positiveDataAcceptance } from '../../../runtime/checks/positive-data-acceptance.ts';
import { checkInput, response, type ExchangeFixture } from './exchange-fixture.ts';

const verdictOf = (fixture: Partial<ExchangeFixture>) =>
  positiveDataAcceptance.run(checkInput({ responses: [response('200'), response('4XX')], status: 400, ...fixture }));

describe('positive_data_acceptance', () => {
  it('takes a refusal as worth a look', () => {
    expect(verdictOf({})).toMatchObject({ kind: 'fail', findings: [{ confidence: 'heuristic', identity: '400' }] });
  });

  it.each<[string, Partial<ExchangeFixture>]>([
    ...[401, 403, 404, 409, 410, 412, 429].map(
      (status) => [String(status), { status }] as [string, Partial<ExchangeFixture>],
    ),
    ['a success', { status: 200 }],
    ['an undocumented refusal', { responses: [response('200')] }],
    ['a negative case', { mode: 'negative' }],
    ['a doubtful case', { doubtful: true }],
    ['a login', { method: 'POST', path: '/users/login' }],
    ['a token endpoint', { method: 'POST', path: '/oauth/token' }],
  ])('says nothing of %s', (_, fixture) => {
    expect(verdictOf(fixture).kind).not.toBe('fail');
  });
});
