import { expect, it } from 'vitest';
import { collectRun, type CollectedRun } from './collect-run.ts';
import { raceDocument, startRaceServer, type PlantedRace, type RaceManner } from './race-server.ts';

async function raceAgainst(
  traits: readonly (PlantedRace | RaceManner)[],
  options: { readonly seed?: number; readonly concurrency?: number } = {},
): Promise<CollectedRun> {
  await using server = await startRaceServer(traits);
  return await collectRun({
    spec: raceDocument,
    baseUrl: server.url,
    phases: ['concurrent'],
    seed: options.seed ?? 1,
    ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
  });
}

/** What each planted race is found as. */
const planted: Readonly<Record<PlantedRace, readonly [operation: string, identity: string]>> = {
  'user-made-twice': ['POST /users', 'created too often'],
  'tag-made-twice': ['PUT /tags/{name}', 'created too often'],
  'if-match-beaten': ['PUT /notes/{id}', 'If-Match accepted too often'],
  'note-deleted-twice': ['DELETE /notes/{id}', 'deleted too often'],
  'deleted-note-comes-back': ['PATCH /notes/{id}', 'came back'],
  'deposit-lost': ['POST /accounts/{id}/deposits', 'lost change /balance'],
  'line-lost': ['POST /orders/{id}/lines', 'lost change /lines (length)'],
  'order-paid-twice': ['POST /orders/{id}/pay', 'accepted too often'],
  'event-oversold': ['POST /events/{id}/bookings', 'accepted too often'],
  'cancel-deadlocks': ['POST /orders/{id}/cancel', 'fails in parallel'],
  'archive-breaks-connection': ['POST /orders/{id}/archive', 'fails in parallel'],
};

function found({ failures }: CollectedRun): readonly string[] {
  return failures.map(({ check, operation, identity }) => `${check} ${operation}: ${identity}`).sort();
}

it.each([1, 2, 3, 4, 5])('finds what was planted, and nothing else: seed %i', { timeout: 120_000 }, async (seed) => {
  const run = await raceAgainst(Object.keys(planted) as PlantedRace[], { seed });
  expect(run.error).toBeUndefined();
  const expected = Object.values(planted).map(
    ([operation, identity]) => `concurrent_modification ${operation}: ${identity}`,
  );
  expect(found(run)).toEqual(expected.sort());
});

it.each([1, 2, 3, 4, 5])(
  'finds nothing where one thing is done after the other: seed %i',
  { timeout: 120_000 },
  async (seed) => {
    const { failures, error, summary } = await raceAgainst([], { seed });
    expect(error).toBeUndefined();
    expect(failures).toEqual([]);
    expect(summary.cases.byPhase.concurrent).toBe(summary.cases.sent);
    expect(summary.cases.sent).toBeGreaterThan(500);
  },
);

it.each([
  'latency',
  'busy',
  'too-many-requests',
  'idempotent-delete',
  'last-write-wins',
  'soft-delete',
  'eventual',
  'refuses-when-contended',
] as const)('says nothing of a server that is right to have %s', { timeout: 120_000 }, async (manner) => {
  const { failures, error } = await raceAgainst([manner], { seed: 7 });
  expect(error).toBeUndefined();
  expect(failures).toEqual([]);
});
