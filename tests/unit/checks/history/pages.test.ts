import { describe, expect, it } from 'vitest';
import { judgePages } from '../../../../runtime/checks/history/judge-pages.ts';
import { pageOf, type Page } from '../../../../runtime/checks/history/page-of.ts';
import { pageParameters } from '../../../../runtime/checks/history/page-parameters.ts';
import { pagePlan } from '../../../../runtime/checks/history/page-plan.ts';
import { pageRequest, unpaged } from '../../../../runtime/checks/history/page-request.ts';
import type { HeaderList, WireRequest } from '../../../../runtime/model/exchange.ts';
import type { Operation, Parameter } from '../../../../runtime/model/operation.ts';
import { checkInput, schemaRef } from '../exchange-fixture.ts';

const plain = checkInput({ responses: [], status: 200 }).operation;

function query(name: string, schema: unknown = { type: 'integer' }, required = false): Parameter {
  const serialization = { kind: 'style', style: 'form', explode: true, allowReserved: false } as const;
  const { location } = plain;
  return { name, in: 'query', required, schema: schemaRef(schema), serialization, examples: [], location };
}

const operation = (...parameters: readonly Parameter[]): Operation => ({ ...plain, parameters });
const get = (target: string): WireRequest => ({ method: 'GET', target, headers: [], body: undefined });

function read(body: unknown, headers: HeaderList = []): Page | undefined {
  const all: HeaderList = [['content-type', 'application/json'], ...headers];
  const response = { status: 200, headers: all, body: Buffer.from(JSON.stringify(body)), truncated: false };
  return pageOf(response, get('/v1/things'));
}

const items = (...ids: readonly number[]): Page => ({ items: ids.map((id) => ({ id })), next: undefined });

describe('the parameters for pages', () => {
  it('are known by their names, with their bounds', () => {
    const limit = { type: 'integer', minimum: 2, maximum: 9 };
    expect(pageParameters(operation(query('per_page', limit), query('page')))).toMatchObject({
      limit: { name: 'per_page', minimum: 2, maximum: 9 },
      position: { name: 'page', counts: 'pages' },
      cursor: undefined,
    });
    expect(pageParameters(operation(query('limit'), query('offset')))?.position?.counts).toBe('items');
    expect(pageParameters(operation(query('cursor', { type: 'string' })))?.cursor).toBe('cursor');
  });

  it('may be called after, where that is no time', () => {
    const after = (schema: unknown): string | undefined => pageParameters(operation(query('after', schema)))?.cursor;
    expect(pageParameters(operation(query('starting_after', { type: 'string' })))).toMatchObject({
      cursor: 'starting_after',
      isLikelyCursor: true,
    });
    expect(after({ type: 'integer', minimum: 0 })).toBe('after');
    expect(after({ type: 'string', format: 'date-time' })).toBeUndefined();
    expect(after({ enum: ['a', 'b'] })).toBeUndefined();
    expect(pageParameters(operation(query('after'), query('page_token', { type: 'string' })))).toEqual({
      limit: undefined,
      position: undefined,
      cursor: 'page_token',
    });
  });

  it('are not what only sounds like them, or takes some numbers alone', () => {
    expect(pageParameters(operation(query('size'), query('colour')))).toBeUndefined();
    expect(pageParameters(operation(query('limit', { type: 'string' })))).toBeUndefined();
    expect(pageParameters(operation(query('limit', { enum: [10, 20] })))).toBeUndefined();
    expect(pageParameters(operation(query('pages')))).toBeUndefined();
  });
});

describe('a page', () => {
  it('is the list that the body is, or the only one that it holds', () => {
    expect(read([{ id: 1 }])?.items).toHaveLength(1);
    expect(read({ total: 1, data: [{ id: 1 }] })?.items).toHaveLength(1);
    expect(read({ data: { things: [{ id: 1 }] } })?.items).toHaveLength(1);
    expect(read({ data: [{ id: 1 }], facets: [{ id: 2 }] })).toBeUndefined();
    expect(read([1, 2])).toBeUndefined();
    expect(read({ id: 1 })).toBeUndefined();
  });

  it.each<[string, unknown, HeaderList]>([
    ['Link', [], [['link', '</v1/things?page=1>; rel="prev", </v1/things?page=3>; rel="next"']]],
    ['Link, absolute', [], [['link', '<https://api.test/v1/things?page=3>; rel=next']]],
    ['its body', { data: [], next: '/v1/things?page=3' }, []],
    ['its body, as a query', { data: [], links: { next: '?page=3' } }, []],
  ])('leads to the next one by %s', (_, body, headers) => {
    expect(read(body, headers)?.next).toEqual({ target: '/v1/things?page=3' });
  });

  it('leads nowhere by a link to something else', () => {
    expect(read([], [['link', '</v1/others?page=3>; rel="next"']])?.next).toBeUndefined();
    expect(read([], [['link', '</v1/things?page=3>; rel="nextish"']])?.next).toBeUndefined();
    expect(read({ data: [], next: 'tomorrow' })?.next).toBeUndefined();
    expect(read({ data: [], next_cursor: null })?.next).toBeUndefined();
    expect(read({ data: [], meta: { next_cursor: 'x' } })?.next).toEqual({ cursor: 'x' });
    expect(read({ data: [], next: 7 })?.next).toEqual({ cursor: '7' });
    expect(read({ data: [], next: 0 })?.next).toBeUndefined();
  });
});

it('pages are asked for without what a request may leave out', () => {
  const own = operation(query('q'), query('shop', { type: 'string' }, true), query('limit'));
  const base = unpaged(get('/things?q=a&shop=7&limit=3'), own);
  expect(base.target).toBe('/things?shop=7');
  const page = pageRequest(base, { limit: { name: 'limit', items: 2 }, value: ['page', '4'] });
  expect(page.target).toBe('/things?shop=7&limit=2&page=4');
  expect(pageRequest(page, { value: ['page', '5'] }).target).toBe('/things?shop=7&limit=2&page=5');
});

describe('the pages of a list', () => {
  const parameters = pageParameters(operation(query('limit'), query('offset', { type: 'integer', minimum: 0 })));
  const whole = items(1, 2, 3, 4, 5, 6);
  const plan = pagePlan(parameters, whole) ?? expect.fail();
  const judge = (
    first: readonly Page[],
    { atOne = items(2, 3), again = whole, second = first } = {},
  ): string | undefined => {
    const fault = judgePages(whole, { first, second, again, atOne }, plan);
    return fault && `${fault.kind} ${fault.example} ${fault.isStable ? 'stable' : 'unstable'}`;
  };
  const right = [items(1, 2), items(3, 4), items(5, 6)];
  const wrong = [items(1, 2), items(2, 3), items(4, 5)];

  it('are three of two', () => {
    expect(plan).toMatchObject({ kind: 'places', places: [0, 2, 4], limit: { items: 2 } });
  });

  it('are judged by their items', () => {
    expect(judge(right)).toBeUndefined();
    expect(judge(wrong)).toBe('overlap 2 stable');
    expect(judge([items(1, 2), items(3, 4), items(5)])).toBe('lost 6 stable');
    expect(judge([items(1, 2, 3), items(4, 5, 6), items()])).toBe('limit 1 stable');
  });

  it('say nothing where the list changed, a page did not come, or the offset counts pages', () => {
    expect(judge(wrong, { again: items(1, 2, 3, 4, 5) })).toBeUndefined();
    expect(judge([items(1, 2), items(3, 4)])).toBeUndefined();
    expect(judge([items(1, 2), items(5, 6), items()], { atOne: items(3, 4) })).toBeUndefined();
    expect(judge(wrong, { second: right })).toBeUndefined();
  });

  it('are no more than worth a look where the order is another each time', () => {
    expect(judge(wrong, { again: items(6, 5, 4, 3, 2, 1) })).toBe('overlap 2 unstable');
  });

  it('that may count from 0 or from 1 are judged as they count', () => {
    const open = pagePlan(pageParameters(operation(query('limit'), query('page'))), whole) ?? expect.fail();
    expect(open).toMatchObject({ kind: 'places', isOpen: true, places: [0, 1, 2, 3] });
    const by = (first: readonly Page[]): string | undefined =>
      judgePages(whole, { first, second: first, again: whole, atOne: undefined }, open)?.kind;
    expect(by([...right, items()])).toBeUndefined();
    expect(by([items(1, 2), ...right])).toBeUndefined();
    expect(by(right)).toBeUndefined();
    expect(by([...wrong, items()])).toBe('overlap');
  });

  it('that follow from each other are judged alike, but for a likely cursor that is none', () => {
    const by = (name: string, ...pages: readonly Page[]): string | undefined => {
      const chain = pagePlan(pageParameters(operation(query('limit'), query(name))), whole) ?? expect.fail();
      return judgePages(whole, { first: pages, second: pages, again: whole, atOne: undefined }, chain)?.kind;
    };
    expect(by('after', ...right)).toBeUndefined();
    expect(by('after', items(1, 2), items(4, 5))).toBe('lost');
    expect(by('after', ...wrong)).toBe('overlap');
    expect(by('after', items(1, 2), items(1, 2), items(1, 2))).toBeUndefined();
    expect(by('cursor', items(1, 2), items(1, 2), items(1, 2))).toBe('overlap');
  });

  it('are not looked for where a number is said to be next that no parameter takes', () => {
    expect(pagePlan(pageParameters(operation(query('colour'))), { ...whole, next: { cursor: '7' } })).toBeUndefined();
  });
});
