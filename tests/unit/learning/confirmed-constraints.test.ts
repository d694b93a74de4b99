import { describe, expect, it } from 'vitest';
import { confirmedConstraints } from '../../../runtime/learning/confirmed-constraints.ts';
import type { CaseValues } from '../../../runtime/model/case.ts';
import type { Exchange } from '../../../runtime/model/exchange.ts';
import { jsonBody, refusedExchange } from './refusal-fixtures.ts';

function numbered(index: number, exchange: Exchange): Exchange {
  return { ...exchange, case: { ...exchange.case, seedPath: { ...exchange.case.seedPath, index } } };
}

function refusal(index: number, values: Partial<CaseValues>, ...details: readonly object[]): Exchange {
  const detail = details.map((one) => ({ msg: 'No', ...one }));
  return numbered(index, refusedExchange(values, 422, JSON.stringify({ detail })));
}

function acceptance(index: number, values: Partial<CaseValues>): Exchange {
  return numbered(index, refusedExchange(values, 201, '{}'));
}

const short = (...loc: readonly unknown[]) => ({
  type: 'string_too_short',
  loc: ['body', ...loc],
  ctx: { min_length: 3 },
});
const missing = (...loc: readonly unknown[]) => ({ type: 'missing', loc });
const extra = { type: 'extra_forbidden', loc: ['body', 'extra'] };

const summary = (exchanges: readonly Exchange[]) =>
  confirmedConstraints(exchanges).map(({ constraint, hits }) => [constraint.pointer, constraint.demand.keyword, hits]);

describe('a constraint is confirmed', () => {
  it('by two cases, not by one that is sent twice', () => {
    const once = refusal(1, jsonBody({ name: 'x' }), short('name'));
    expect(summary([once, once])).toEqual([]);
    expect(summary([once, refusal(2, jsonBody({ name: 'y' }), short('name'))])).toEqual([['/name', 'minLength', 2]]);
  });

  it('wherever in a list it was met', () => {
    const exchanges = [
      refusal(1, jsonBody({ tags: ['x', 'fine'] }), short('tags', 0)),
      refusal(2, jsonBody({ tags: ['fine', 'x'] }), short('tags', 1)),
    ];
    expect(summary(exchanges)).toEqual([['/tags/0', 'minLength', 2]]);
    const accepted = acceptance(3, jsonBody({ tags: ['fine', 'fine', 'z'] }));
    expect(summary([accepted, ...exchanges])).toEqual([]);
    expect(summary([acceptance(3, jsonBody({ tags: ['fine'] })), ...exchanges])).toHaveLength(1);
  });

  it('unless an accepted case breaks it, before or after', () => {
    const refused = [1, 2].map((index) => refusal(index, jsonBody({}), missing('body', 'name')));
    expect(summary(refused)).toEqual([['/name', 'required', 2]]);
    expect(summary([...refused, acceptance(3, jsonBody({}))])).toEqual([]);
    expect(summary([acceptance(3, jsonBody({})), ...refused])).toEqual([]);
    expect(summary([...refused, acceptance(3, jsonBody({ name: 'x' }))])).toHaveLength(1);
    // The object around the name was not sent, so nothing is said of the name.
    const inner = [1, 2].map((index) => refusal(index, jsonBody({ a: {} }), missing('body', 'a', 'b')));
    expect(summary([...inner, acceptance(3, jsonBody({}))])).toEqual([['/a/b', 'required', 2]]);
  });

  it('unless an accepted case sends what is said to be unknown', () => {
    const refused = [1, 2].map((index) => refusal(index, jsonBody({ extra: index }), extra));
    expect(summary([...refused, acceptance(3, jsonBody({}))])).toEqual([['/extra', 'unknown', 2]]);
    expect(summary([...refused, acceptance(3, jsonBody({ extra: 0 }))])).toEqual([]);
  });

  it('of a header whatever its case', () => {
    const refused = [1, 2].map((index) => refusal(index, { header: {} }, missing('header', 'x-token')));
    expect(confirmedConstraints(refused)).toMatchObject([
      { constraint: { location: 'header', parameter: 'x-token' }, hits: 2 },
    ]);
    expect(confirmedConstraints([...refused, acceptance(3, { header: { 'X-Token': 'a' } })])).toHaveLength(1);
    expect(confirmedConstraints([...refused, acceptance(3, {})])).toEqual([]);
  });
});
