import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HeaderList } from '../../runtime/model/exchange.ts';
import { guardTransport } from '../../runtime/engine/resources/guard-transport.ts';
import { createMadeThings, type MadeThings } from '../../runtime/engine/resources/made-things.ts';
import { createWireRoutes } from '../../runtime/engine/resources/wire-routes.ts';
import { createRouteIndex } from '../../runtime/requests/route-index.ts';
import { loadApi } from '../../runtime/spec/load-api.ts';
import { createDependencyGraph } from '../../runtime/stateful/dependency-graph.ts';
import { existingThings } from '../../runtime/stateful/existing-things.ts';
import { createResourcePool, type ResourcePool } from '../../runtime/stateful/resource-pool.ts';
import type { Resource } from '../../runtime/stateful/resource-index.ts';
import { type Thing, thingKey } from '../../runtime/stateful/thing.ts';
import type { Transport } from '../../runtime/transport/contract.ts';
import { withPaths } from '../unit/spec/support.ts';

const operation = { responses: { 200: { description: '' } } };
const api = await loadApi(
  withPaths({
    '/shops': { get: operation, post: operation },
    '/shops/{shop}': { get: operation, put: operation, patch: operation, delete: operation },
    '/shops/{shop}/orders': { get: operation, post: operation, delete: operation },
    '/shops/{shop}/orders/{order}': { get: operation, put: operation, delete: operation },
    '/shops/{shop}/orders/{order}/cancel': { post: operation },
    '/settings': { get: operation, put: operation },
  }),
);
const graph = createDependencyGraph(api);
const shops = graph.resources.byShape('/shops/{}') ?? expect.fail();
const orders = graph.resources.byShape('/shops/{}/orders/{}') ?? expect.fail();

function thing(resource: Resource, id: number, liveness: Thing['liveness'], parent?: Thing): Thing {
  const source = { operation: api.operations[0]?.label ?? expect.fail(), step: -1, place: 'response.body#/id' };
  return { resource, ids: [id], parent, source, owner: undefined, liveness, certainty: 1 };
}

const id = fc.integer({ min: 1, max: 6 });
const liveness = fc.constantFrom<Thing['liveness']>('created', 'seen', 'seen', 'deleted', 'doomed');
const anyThing = fc.oneof(
  fc.tuple(id, liveness).map(([own, state]) => thing(shops, own, state)),
  fc.tuple(id, id, liveness).map(([shop, own, state]) => thing(orders, own, state, thing(shops, shop, 'seen'))),
);

function poolOf(things: readonly Thing[]): ResourcePool {
  const pool = createResourcePool();
  pool.add(things);
  return pool;
}

const keysOf = (things: readonly Thing[]): readonly string[] => things.map(thingKey);

/** What the pool is to know, read off the whole list at once. */
function expected(things: readonly Thing[]): ReadonlyMap<string, Thing['liveness']> {
  const known = new Map<string, Thing['liveness']>();
  for (const one of things) {
    const key = thingKey(one);
    const before = known.get(key);
    if (one.liveness === 'created' || (one.liveness !== 'seen' && before !== undefined) || before === undefined)
      known.set(key, one.liveness);
    if (one.liveness !== 'deleted') continue;
    for (const inner of known.keys()) if (inner.startsWith(`${key} > `)) known.set(inner, 'deleted');
  }
  return known;
}

describe('a pool', () => {
  it('knows what became of each thing last, with what stands in it', () => {
    fc.assert(
      fc.property(fc.array(anyThing, { maxLength: 40 }), (things) => {
        const pool = poolOf(things);
        const known = expected(things);
        const live = [...known].filter(([, state]) => state === 'created' || state === 'seen').map(([key]) => key);
        expect([...keysOf(pool.of(shops)), ...keysOf(pool.of(orders))].sort()).toEqual(live.sort());
        const made = [...known].filter(([, state]) => state === 'created').map(([key]) => key);
        expect([...keysOf(pool.leftovers())].sort()).toEqual(made.sort());
        const own = [shops, orders].flatMap((one) => pool.of(one, { onlyOwn: true }));
        expect([...keysOf(own)].sort()).toEqual(made.sort());
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('has the same for sights of any order, and made things in the order to delete them in', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyThing, { selector: thingKey, maxLength: 20 }).chain((things) =>
          fc.record({
            seen: fc.constant(things),
            shuffled: fc.shuffledSubarray(things, { minLength: things.length }),
          }),
        ),
        ({ seen, shuffled }) => {
          const sights = (things: readonly Thing[]): readonly Thing[] =>
            things.map((one) => ({ ...one, liveness: 'seen' }));
          const [a, b] = [poolOf(sights(seen)), poolOf(sights(shuffled))];
          for (const kind of [shops, orders])
            expect([...keysOf(a.of(kind))].sort()).toEqual([...keysOf(b.of(kind))].sort());
          const made = seen.map((one): Thing => ({ ...one, liveness: 'created' }));
          expect(keysOf(poolOf(made).leftovers())).toEqual(keysOf(made).toReversed());
        },
      ),
      { seed: 2, numRuns: 200 },
    );
  });

  it('keeps no more than some of a kind, and forgets nothing that was made', () => {
    const many = Array.from({ length: 500 }, (_, at) => thing(shops, at, at % 2 === 0 ? 'created' : 'seen'));
    const pool = poolOf(many);
    expect(pool.of(shops).length).toBe(64);
    expect(pool.leftovers().length).toBe(250);
  });
});

describe('cases are led', () => {
  it('to things alone that are there; to change or delete, that the run made; and never to the last one of a place to delete it', () => {
    fc.assert(
      fc.property(fc.array(anyThing, { maxLength: 30 }), fc.nat(1_000), (things, index) => {
        const pool = poolOf(things);
        for (const entry of api.operations) {
          const found = existingThings(entry, graph, pool);
          const seedPath = { seed: 7, operation: entry.label, phase: 'fuzzing', index } as const;
          const values = Object.fromEntries(
            (found?.choose(seedPath) ?? []).map(({ need, value }) => [need.name, value]),
          );
          expect(found?.choose(seedPath)).toEqual(found?.choose(seedPath));
          if (values['shop'] === undefined) continue;
          const shop = thing(shops, Number(values['shop']), 'seen');
          const order =
            values['order'] === undefined ? undefined : thing(orders, Number(values['order']), 'seen', shop);
          const last = pool.find(order ?? shop);
          expect(last?.liveness).toMatch(/^(?:created|seen)$/u);
          if (entry.method === 'GET') continue;
          expect(last?.liveness).toBe('created');
          if (entry.method !== 'DELETE') continue;
          const place = pool.of((order ?? shop).resource, order === undefined ? {} : { parent: shop });
          expect(place.filter((one) => one.liveness === 'created').length).toBeGreaterThan(1);
          const isItem = entry.path.endsWith('}');
          expect(isItem && pool.holdsLiving(order ?? shop)).toBe(false);
        }
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});

const json: HeaderList = [['content-type', 'application/json']];

/** A server that takes everything, and remembers what came. */
function takingServer(): Transport & { readonly received: { readonly method: string; readonly target: string }[] } {
  const received: { readonly method: string; readonly target: string }[] = [];
  let last = 100;
  return {
    received,
    send({ method, target }) {
      received.push({ method, target });
      const body = new TextEncoder().encode(JSON.stringify({ id: (last += 1) }));
      const status = method === 'POST' ? 201 : 200;
      const response = { status, headers: json, body, truncated: false };
      return Promise.resolve({ kind: 'response', response, durationMs: 1, throttled: 0 });
    },
    close: () => Promise.resolve(),
  };
}

function madeThings(): MadeThings {
  const routes = createRouteIndex(
    api.operations.map(({ path }) => path),
    '/v1',
  );
  return createMadeThings({
    routes: createWireRoutes(api.operations, routes),
    index: () => graph.resources,
    origin: 'http://127.0.0.1',
    wasSeen: () => false,
    ownerOf: () => undefined,
  });
}

const requests = fc.record({
  method: fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'QUERY', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'LOCK'),
  target: fc.oneof(
    fc.constantFrom('/v1/shops', '/v1/settings', '/v1/elsewhere', '/v1/shops/%2F', '/v1/shops/101%2F7', '/v1/shops//'),
    fc.integer({ min: 99, max: 104 }).map((shop) => `/v1/shops/${shop}`),
    fc.integer({ min: 99, max: 104 }).map((shop) => `/v1/shops/${shop}/orders?x=1`),
    fc
      .tuple(fc.integer({ min: 99, max: 104 }), fc.integer({ min: 99, max: 106 }))
      .map(([shop, order]) => `/v1/shops/${shop}/orders/${order}`),
  ),
});

describe('the guard before the transport', () => {
  const signal = new AbortController().signal;
  const safe = new Set(['GET', 'HEAD', 'OPTIONS', 'QUERY']);

  it('lets no method out that may change something, where only reading is allowed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(requests, { maxLength: 20 }), async (all) => {
        const server = takingServer();
        const guard = guardTransport(server, { readOnly: true, ownOnly: false }, madeThings());
        for (const one of all) await guard.send({ ...one, headers: [], body: undefined }, signal);
        expect(server.received.filter(({ method }) => !safe.has(method))).toEqual([]);
        expect(server.received.length + guard.withheld()).toBe(all.length);
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it('lets changes out to things alone that came from this run’s own creations', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(requests, { maxLength: 40 }), async (all) => {
        const server = takingServer();
        const guard = guardTransport(server, { readOnly: false, ownOnly: true }, madeThings());
        const own = new Set<string>();
        for (const one of all) {
          const before = server.received.length;
          const result = await guard.send({ ...one, headers: [], body: undefined }, signal);
          const path = one.target.replace(/\/*(?:\?.*)?$/u, '');
          const isOut = server.received.length > before;
          const collection = /^(?<item>\/v1\/shops\/\d+)\/orders$/u.exec(path)?.groups?.['item'] ?? path;
          if (!safe.has(one.method) && isOut) {
            const isOwn = own.has(collection) || (one.method === 'POST' && path === '/v1/shops');
            expect(isOwn || (one.method === 'POST' && path === '/v1/settings')).toBe(true);
          }
          if (
            isOut &&
            one.method === 'POST' &&
            path.endsWith('s') &&
            path !== '/v1/settings' &&
            result.kind === 'response'
          )
            own.add(`${path}/${(JSON.parse(new TextDecoder().decode(result.response.body)) as { id: number }).id}`);
        }
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});
