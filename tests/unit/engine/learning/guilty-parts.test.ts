import { describe, expect, it } from 'vitest';
import { guiltyParts, partsOf } from '../../../../runtime/engine/learning/guilty-parts.ts';
import { refusedExchange, jsonBody } from '../../learning/refusal-fixtures.ts';

const since = 'header since';
const page = 'query page';
const times = (count: number, ...parts: readonly string[]) => Array.from({ length: count }, () => ({ parts }));

describe('a part of the request is guilty', () => {
  it('that was refused five times, three of them alone, while others passed', () => {
    const refused = [...times(3, since), ...times(2, since, page)];
    expect(guiltyParts({ passed: 3, cleared: new Set([page]), refused })).toEqual([
      { part: { in: 'header', name: 'since' }, rejected: 5, passed: 3 },
    ]);
    expect(guiltyParts({ passed: 3, cleared: new Set([page]), refused: refused.slice(1) })).toEqual([]);
    expect(guiltyParts({ passed: 2, cleared: new Set([page]), refused })).toEqual([]);
  });

  it('not once it passed: it is its value then, or what stood beside it', () => {
    expect(guiltyParts({ passed: 9, cleared: new Set([since]), refused: times(50, since) })).toEqual([]);
  });

  it('not where it came only together with another one', () => {
    expect(guiltyParts({ passed: 9, cleared: new Set(), refused: times(50, since, page) })).toEqual([]);
    const refused = [...times(5, since), ...times(50, since, page)];
    expect(guiltyParts({ passed: 9, cleared: new Set(), refused }).map(({ part }) => part.name)).toEqual(['since']);
  });

  it('not where as many requests are refused for no reason that can be seen', () => {
    expect(guiltyParts({ passed: 4, cleared: new Set(), refused: [...times(9, since), ...times(3)] })).toHaveLength(1);
    expect(guiltyParts({ passed: 4, cleared: new Set(), refused: [...times(9, since), ...times(4)] })).toEqual([]);
  });
});

describe('the parts of a request', () => {
  it('are its parameters, the body, and of its properties the declared ones', () => {
    const { case: sent } = refusedExchange(
      { query: { page: 1 }, header: { since: 'x' }, cookie: { a: 'b' }, ...jsonBody({ name: 'x', other: 1 }) },
      400,
      '',
    );
    expect(partsOf(sent, ['name', 'missing'])).toEqual(['query page', 'header since', 'cookie a', 'body', 'body name']);
  });
});
