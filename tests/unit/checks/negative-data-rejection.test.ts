import { describe, expect, it } from 'vitest';
import { negativeDataRejection } from '../../../runtime/checks/negative-data-rejection.ts';
import type { JsonPointer } from '../../../runtime/model/json.ts';
import type { Violation } from '../../../runtime/model/violation.ts';
import { checkInput, response, type ExchangeFixture } from './exchange-fixture.ts';

const pointer = (text: string) => text as JsonPointer;
const below: Violation = {
  keyword: 'minimum',
  location: 'body',
  valuePointer: pointer('/items/3/quantity'),
  schemaPointer: pointer('/x'),
};
const verdictOf = (fixture: Partial<ExchangeFixture>) =>
  negativeDataRejection.run(
    checkInput({
      responses: [response('2XX'), response('4XX')],
      status: 200,
      mode: 'negative',
      violations: [below],
      ...fixture,
    }),
  );
const jsonBody = (value: unknown) => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });

describe('negative_data_rejection', () => {
  it('reports an accepted violation, with array indexes as one place', () => {
    expect(verdictOf({})).toMatchObject({
      kind: 'fail',
      findings: [{ confidence: 'proved', identity: 'body /items/*/quantity minimum' }],
    });
  });

  it.each<[string, Partial<Violation>, string, string | undefined]>([
    ['a format', { keyword: 'format' }, 'heuristic', undefined],
    ['no body', { keyword: 'required', valuePointer: pointer('') }, 'heuristic', 'api'],
    ['a body of another type', { keyword: 'mediaType', valuePointer: pointer('') }, 'likely', undefined],
    ['a malformed body', { keyword: 'syntax', valuePointer: pointer('') }, 'proved', undefined],
  ])('is as sure of %s as it can be', (_, violation, confidence, scope) => {
    const verdict = verdictOf({ violations: [{ ...below, ...violation }] });
    expect(verdict).toMatchObject({ kind: 'fail', findings: [{ confidence }] });
    expect(verdict.kind === 'fail' && verdict.findings[0].scope).toBe(scope);
  });

  it('is less sure of a malformed body that need not be there: it may never be read', () => {
    const violations = [{ ...below, keyword: 'syntax', valuePointer: pointer('') }];
    const input = checkInput({ responses: [response('200')], status: 200, mode: 'negative', violations });
    const confidenceWith = (required: boolean): unknown => {
      const operation = { ...input.operation, body: { required, contents: [], location: input.operation.location } };
      const verdict = negativeDataRejection.run({ ...input, operation });
      return verdict.kind === 'fail' && verdict.findings[0].confidence;
    };
    expect([confidenceWith(true), confidenceWith(false)]).toEqual(['proved', 'likely']);
  });

  it.each<[string, Partial<ExchangeFixture>]>([
    ['a doubtful case', { doubtful: true }],
    ['a refusal', { status: 422 }],
    ['a redirect', { status: 302, responses: [response('302')] }],
    ['a positive case', { mode: 'positive', violations: [] }],
    ['OPTIONS', { method: 'OPTIONS' }],
    ['207', { status: 207 }],
    ['several violations', { violations: [below, below] }],
    ['a missing header', { violations: [{ ...below, keyword: 'required', location: 'header' }] }],
    ['an undocumented status', { status: 204, responses: [response('200')] }],
    ['an envelope with success: false', jsonBody({ success: false })],
    ['an envelope with ok: false', jsonBody({ ok: false })],
    ['an envelope with errors', jsonBody({ errors: ['x'] })],
    ['an envelope with an error object', jsonBody({ error: { code: 1 } })],
  ])('says nothing of %s', (_, fixture) => {
    expect(verdictOf(fixture).kind).not.toBe('fail');
  });

  it.each([[{ errors: [] }], [{ error: null }], [{ success: true }], [['errors']]])('sees no error in %j', (value) => {
    expect(verdictOf(jsonBody(value)).kind).toBe('fail');
  });
});

describe('what frameworks let through of a body', () => {
  const sent = (value: unknown) => ({ kind: 'value', mediaType: 'application/json', value }) as const;
  const extra = { keyword: 'additionalProperties', valuePointer: pointer('/extra') };
  const type = { keyword: 'type', valuePointer: pointer('/a') };
  const lenient = (
    scenario: string,
    violation: Partial<Violation>,
    value: unknown,
    rest: Partial<ExchangeFixture> = {},
  ): ReturnType<typeof verdictOf> =>
    verdictOf({
      scenario,
      doubtful: true,
      bodyValue: sent(value),
      violations: [{ ...below, ...violation }],
      ...rest,
    });

  it.each<[string, string, Partial<Violation>, unknown]>([
    ['coerced scalar', 'lenient_scalar', type, { a: '5' }],
    ['single item', 'lenient_single_item', type, { a: 'x' }],
    ['extra property', 'lenient_extra_property', extra, { extra: 'x' }],
    ['null', 'incorrect_type', type, { a: null }],
  ])('is one fact of the whole API: %s', (kind, scenario, violation, value) => {
    const finding = { scope: 'api', identity: `lenient: ${kind}` };
    expect(lenient(scenario, violation, value)).toMatchObject({ findings: [{ ...finding, confidence: 'heuristic' }] });
    expect(lenient(scenario, violation, value, { strictTypes: true })).toMatchObject({
      findings: [{ ...finding, confidence: 'proved' }],
    });
    expect(lenient(scenario, violation, value, { status: 400 })).toEqual({ kind: 'pass' });
  });

  it.each<[string, unknown, string]>([
    ['at the top', { extra: 'x' }, 'proved'],
    ['in a wrapper', { data: [{ extra: 'x' }] }, 'proved'],
    ['with another value', { extra: 'y' }, 'heuristic'],
    ['not at all', { a: 1 }, 'heuristic'],
  ])('is sure where a forbidden property comes back: %s', (_, body, confidence) => {
    const verdict = lenient('lenient_extra_property', extra, { extra: 'x' }, jsonBody(body));
    expect(verdict).toMatchObject({ findings: [{ confidence }] });
    const identity = confidence === 'proved' ? 'body /extra additionalProperties' : 'lenient: extra property';
    expect(verdict).toMatchObject({ findings: [{ identity }] });
  });

  it('has another reason: the other doubtful cases', () => {
    const reason = 'a sane server may accept this case';
    expect(lenient('doubtful_format', { ...type, keyword: 'format' }, { a: null })).toEqual({ kind: 'skip', reason });
    expect(lenient('incorrect_type', { ...type, location: 'query' }, { a: null })).toEqual({ kind: 'skip', reason });
    expect(lenient('duplicate_parameter', type, { a: 1 })).toEqual({ kind: 'skip', reason });
  });
});
