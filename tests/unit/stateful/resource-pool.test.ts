import { describe, expect, it } from 'vitest';
import type { HeaderList } from '../../../runtime/model/exchange.ts';
import { loadApi } from '../../../runtime/spec/load-api.ts';
import { exchangeValues } from '../../../runtime/stateful/evaluate-expression.ts';
import { createResourceIndex } from '../../../runtime/stateful/resource-index.ts';
import { createResourcePool, type ResourcePool } from '../../../runtime/stateful/resource-pool.ts';
import { thingKey } from '../../../runtime/stateful/thing.ts';
import { thingsOfExchange } from '../../../runtime/stateful/things-of-exchange.ts';
import { withPaths } from '../spec/support.ts';
import { exchangeOf } from './exchange-of.ts';

const operation = { responses: { 200: { description: '' } } };
const api = await loadApi(
  withPaths({
    '/shops': { get: operation, post: operation },
    '/shops/{shopId}': { get: operation, put: operation, delete: operation },
    '/shops/{shopId}/orders': { get: operation, post: operation },
    '/shops/{shopId}/orders/{id}': { get: operation, delete: operation },
    '/repos/{owner}/{repo}': { get: operation },
    '/user/repos': { get: operation, post: operation },
    '/users/{userId}/meetings': { post: operation },
    '/meetings/{meetingId}': { get: operation },
  }),
);
const index = createResourceIndex(api.operations);

interface Answer {
  readonly path?: Readonly<Record<string, string | number>>;
  readonly status?: number;
  readonly headers?: HeaderList;
  readonly body?: unknown;
}

/** Puts into the pool what an exchange shows. */
function take(pool: ResourcePool, label: string, answer: Answer, owner?: string): void {
  const entry = api.operations.find((one) => one.label === label) ?? expect.fail(label);
  const { path = {}, status = 200, headers = [], body } = answer;
  const target = entry.path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => String(path[name]));
  const exchange = exchangeOf({
    method: entry.method,
    path: entry.path,
    target,
    values: { path },
    status,
    headers,
    body,
  });
  pool.add(thingsOfExchange(exchangeValues(exchange, ''), { entry, index, step: 0, owner }));
}

function keys(pool: ResourcePool, shape: string, wanted?: Parameters<ResourcePool['of']>[1]): readonly string[] {
  return pool.of(index.byShape(shape) ?? expect.fail(shape), wanted).map((one) => `${thingKey(one)} ${one.liveness}`);
}

describe('the pool learns', () => {
  it('what a creation gives, and what a list shows, the made ones first', () => {
    const pool = createResourcePool();
    take(pool, 'GET /shops', { body: { data: [{ id: 1 }, { id: 2 }] } });
    take(pool, 'POST /shops', { status: 201, body: { id: 3, name: 'x' } });
    take(pool, 'GET /shops', { body: { data: [{ id: 3 }] } });
    expect(keys(pool, '/shops/{}')).toEqual(['/shops/{} 3 created', '/shops/{} 2 seen', '/shops/{} 1 seen']);
    expect(pool.of(index.byShape('/shops/{}') ?? expect.fail())[0]?.source).toEqual({
      operation: 'POST /shops',
      step: 0,
      place: 'response.body#/id',
    });
  });

  it('numbers as they are', () => {
    const pool = createResourcePool();
    take(pool, 'POST /shops', { status: 201, body: '{"id":12345678901234567890}' });
    expect(pool.of(index.byShape('/shops/{}') ?? expect.fail())[0]?.ids).toEqual([12345678901234567890n]);
  });

  it('which thing stands in which', () => {
    const pool = createResourcePool();
    take(pool, 'POST /shops/{shopId}/orders', { path: { shopId: 7 }, status: 201, body: { order: { id: 'a' } } });
    take(pool, 'POST /shops/{shopId}/orders', { path: { shopId: 8 }, status: 201, body: { order: { id: 'a' } } });
    expect(keys(pool, '/shops/{}')).toEqual(['/shops/{} 8 seen', '/shops/{} 7 seen']);
    expect(keys(pool, '/shops/{}/orders/{}')).toEqual([
      '/shops/{} 8 > /shops/{}/orders/{} a created',
      '/shops/{} 7 > /shops/{}/orders/{} a created',
    ]);
    const [, seven] = pool.of(index.byShape('/shops/{}') ?? expect.fail());
    expect(keys(pool, '/shops/{}/orders/{}', { parent: seven })).toEqual([
      '/shops/{} 7 > /shops/{}/orders/{} a created',
    ]);
  });

  it('from Location alone', () => {
    const pool = createResourcePool();
    const created = { path: { shopId: 7 }, status: 201 };
    take(pool, 'POST /shops/{shopId}/orders', { ...created, headers: [['location', '/shops/7/orders/x%20y']] });
    take(pool, 'POST /shops/{shopId}/orders', {
      ...created,
      headers: [['location', 'https://h/api/v1/shops/7/orders/z']],
    });
    take(pool, 'POST /shops', { status: 201, headers: [['location', 'shops/9']] });
    take(pool, 'POST /shops', { status: 201, headers: [['location', '/somewhere/else']] });
    expect(keys(pool, '/shops/{}/orders/{}')).toEqual([
      '/shops/{} 7 > /shops/{}/orders/{} z created',
      '/shops/{} 7 > /shops/{}/orders/{} x%20y created',
    ]);
    expect(keys(pool, '/shops/{}')[0]).toBe('/shops/{} 9 created');
  });

  it('things with a name of two parts, and things of another path with the same noun', () => {
    const pool = createResourcePool();
    take(pool, 'POST /user/repos', { status: 201, body: { id: 5, name: 'tool', owner: { id: 1, login: 'ada' } } });
    take(pool, 'POST /users/{userId}/meetings', { path: { userId: 'u' }, status: 201, body: { id: 4 } });
    expect(keys(pool, '/repos/{}/{}')).toHaveLength(1);
    expect(keys(pool, '/meetings/{}')).toEqual(['/meetings/{} 4 created']);
  });

  it('nothing from an answer that refuses', () => {
    const pool = createResourcePool();
    take(pool, 'GET /shops/{shopId}', { path: { shopId: 7 }, status: 404, body: { id: 7 } });
    take(pool, 'POST /shops', { status: 422, body: { id: 7 } });
    take(pool, 'DELETE /shops/{shopId}', { path: { shopId: 7 }, status: 409 });
    expect(keys(pool, '/shops/{}', { dead: true })).toEqual([]);
  });
});

describe('what is deleted', () => {
  it('is no longer given, nor what was in it, until it is made again', () => {
    const pool = createResourcePool();
    take(pool, 'POST /shops', { status: 201, body: { id: 7 } });
    take(pool, 'POST /shops/{shopId}/orders', { path: { shopId: 7 }, status: 201, body: { id: 'a' } });
    take(pool, 'DELETE /shops/{shopId}', { path: { shopId: 7 }, status: 204 });
    expect(keys(pool, '/shops/{}')).toEqual([]);
    expect(keys(pool, '/shops/{}/orders/{}')).toEqual([]);
    expect(keys(pool, '/shops/{}', { dead: true })).toEqual(['/shops/{} 7 deleted']);
    take(pool, 'GET /shops/{shopId}', { path: { shopId: 7 } });
    expect(keys(pool, '/shops/{}')).toEqual([]);
    take(pool, 'PUT /shops/{shopId}', { path: { shopId: 7 }, status: 201 });
    expect(keys(pool, '/shops/{}')).toEqual(['/shops/{} 7 created']);
  });

  it('is neither there nor gone where the server said 202', () => {
    const pool = createResourcePool();
    take(pool, 'POST /shops', { status: 201, body: { id: 7 } });
    take(pool, 'DELETE /shops/{shopId}', { path: { shopId: 7 }, status: 202 });
    expect(keys(pool, '/shops/{}')).toEqual([]);
    expect(keys(pool, '/shops/{}', { dead: true })).toEqual(['/shops/{} 7 doomed']);
  });
});

it('only what this run made is its own, and what is left is deleted from the last to the first', () => {
  const pool = createResourcePool();
  take(pool, 'GET /shops', { body: [{ id: 1 }] });
  take(pool, 'POST /shops', { status: 201, body: { id: 2 } }, 'ada');
  take(pool, 'POST /shops', { status: 201, body: { id: 3 } }, 'bob');
  take(pool, 'POST /shops/{shopId}/orders', { path: { shopId: 2 }, status: 201, body: { id: 'a' } }, 'ada');
  take(pool, 'DELETE /shops/{shopId}', { path: { shopId: 3 }, status: 204 });
  expect(keys(pool, '/shops/{}', { onlyOwn: true })).toEqual(['/shops/{} 2 created']);
  expect(keys(pool, '/shops/{}', { owner: 'bob', dead: true })).toEqual(['/shops/{} 3 deleted']);
  expect(pool.leftovers().map(thingKey)).toEqual(['/shops/{} 2 > /shops/{}/orders/{} a', '/shops/{} 2']);
});

it('keeps so many of a kind, the made ones longest', () => {
  const pool = createResourcePool();
  take(pool, 'POST /shops', { status: 201, body: { id: 'mine' } });
  for (let page = 0; page < 10; page += 1) {
    take(pool, 'GET /shops', { body: Array.from({ length: 20 }, (_, item) => ({ id: page * 20 + item })) });
  }
  const all = keys(pool, '/shops/{}');
  expect(all.length).toBe(64);
  expect(all[0]).toBe('/shops/{} mine created');
});
