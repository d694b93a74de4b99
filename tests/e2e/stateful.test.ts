import { expect, it } from 'vitest';
import type { CollectedRun } from './collect-run.ts';
import { collectRun, foundPairs } from './collect-run.ts';
import { shopDocument, startShop, type ShopDefect, type ShopManner } from './shop-server.ts';

async function runShop(
  defects: readonly (ShopDefect | ShopManner)[],
  seen?: (line: string) => void,
  options: { readonly concurrency?: number; readonly seed?: number; readonly checks?: readonly string[] } = {},
): Promise<CollectedRun> {
  await using shop = await startShop(defects, seen);
  return await collectRun({
    spec: shopDocument,
    baseUrl: shop.url,
    phases: ['stateful'],
    seed: options.seed ?? 5,
    ...(options.checks === undefined ? {} : { checks: options.checks }),
    ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
  });
}

it('finds what shows only after several right steps, and nothing else', { timeout: 60_000 }, async () => {
  const found = await runShop(['read-after-delete-fails', 'order-of-deleted-product-fails', 'second-cancel-fails']);
  expect(foundPairs(found)).toEqual([
    'not_a_server_error GET /customers/{id}',
    'not_a_server_error GET /orders/{id}',
    'not_a_server_error POST /orders/{id}/cancel',
  ]);
  expect(
    Object.fromEntries(found.failures.map(({ operation, steps }) => [operation, steps.map((step) => step.operation)])),
  ).toEqual({
    'GET /customers/{id}': ['POST /customers', 'DELETE /customers/{id}', 'GET /customers/{id}'],
    'GET /orders/{id}': expect.toSatisfy(isOrderOfDeleted),
    'POST /orders/{id}/cancel': expect.toSatisfy(isSecondCancel),
  });
  expect(new Set(found.failures.map(({ reproducibility }) => reproducibility.kind))).toEqual(
    new Set(['deterministic']),
  );
  const cancel = found.failures.find(({ operation }) => operation === 'POST /orders/{id}/cancel') ?? expect.fail();
  expect(cancel.steps.at(-1)?.given).toEqual([
    { name: 'id', value: cancel.request.url.split('/')[4], step: 3, from: 'POST /orders response.body#/id' },
  ]);
  expect(cancel.replay).toMatch(/--seed 5 --phases stateful$/u);
});

it('finds the same whatever the seed, with few requests', { timeout: 240_000 }, async () => {
  const defects = ['read-after-delete-fails', 'order-of-deleted-product-fails', 'second-cancel-fails'] as const;
  for (let seed = 1; seed <= 20; seed += 1) {
    const found = await runShop(defects, undefined, { seed, checks: ['not_a_server_error'] });
    expect([seed, ...foundPairs(found)]).toEqual([
      seed,
      'not_a_server_error GET /customers/{id}',
      'not_a_server_error GET /orders/{id}',
      'not_a_server_error POST /orders/{id}/cancel',
    ]);
    expect(found.summary.cases.sent).toBeLessThan(520);
  }
});

/** What it takes, in either order. */
const anOrder = ['POST /customers', 'POST /orders', 'POST /products'];

function isOrderOfDeleted(steps: readonly string[]): boolean {
  return isSame(steps, [...anOrder, 'DELETE /products/{id}', 'GET /orders/{id}']);
}

function isSecondCancel(steps: readonly string[]): boolean {
  return isSame(steps, [...anOrder, 'POST /orders/{id}/cancel', 'POST /orders/{id}/cancel']);
}

function isSame(steps: readonly string[], expected: readonly string[]): boolean {
  return [...steps].sort().join() === [...expected].sort().join();
}

it.each([1, 2, 3])(
  'finds nothing where nothing is wrong, and reaches every operation: seed %i',
  { timeout: 60_000 },
  async (seed) => {
    const { failures, summary, error } = await runShop([], undefined, { seed });
    expect(error).toBeUndefined();
    expect(failures).toEqual([]);
    expect(summary.operations).toEqual({ total: 13, selected: 13, tested: 13, reached: 13 });
    expect(summary.cases.byPhase.stateful).toBe(summary.cases.sent);
  },
);

it('sends the same bytes for the same seed to a server that answers the same', { timeout: 60_000 }, async () => {
  const [first, second]: string[][] = [[], []];
  await runShop([], (line) => first?.push(line), { concurrency: 1 });
  await runShop([], (line) => second?.push(line), { concurrency: 1 });
  expect(first?.length).toBeGreaterThan(100);
  expect(first).toEqual(second);
});

it(
  'finds what is served after it was deleted, and what is not there after it was made',
  { timeout: 60_000 },
  async () => {
    const found = await runShop(['delete-is-forgotten', 'created-is-not-found']);
    expect(foundPairs(found)).toEqual([
      'ensure_resource_availability GET /customers/{id}',
      'use_after_free GET /products',
      'use_after_free GET /products/{id}',
    ]);
    const steps = found.failures.map((failure) => [
      failure.check,
      failure.confidence,
      failure.steps.map(({ operation }) => operation),
    ]);
    expect(steps).toEqual([
      ['ensure_resource_availability', 'likely', ['POST /customers', 'GET /customers/{id}']],
      ['use_after_free', 'likely', ['POST /products', 'DELETE /products/{id}', 'GET /products']],
      ['use_after_free', 'likely', ['POST /products', 'DELETE /products/{id}', 'GET /products/{id}']],
    ]);
  },
);

it.each(['soft-delete', 'accepted-delete', 'slow-creation', 'slow-deletion'] as const)(
  'says nothing of a server that has a %s',
  { timeout: 60_000 },
  async (manner) => {
    const { failures, error } = await runShop([manner]);
    expect(error).toBeUndefined();
    expect(failures).toEqual([]);
  },
);
