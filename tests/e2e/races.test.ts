import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { collectRun, type CollectedRun } from './collect-run.ts';
import { runClinic } from './clinic-run.ts';
import { runCli } from './run-cli.ts';
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

it('finds nothing in a clinic without defects', { timeout: 120_000 }, async () => {
  const { failures, error, summary } = await runClinic('none', {
    phases: ['concurrent'],
    users: 'all',
    maxExamples: 40,
  });
  expect(error).toBeUndefined();
  expect(failures).toEqual([]);
  expect(summary.cases.byPhase.concurrent).toBeGreaterThan(500);
});

it('tells a race step by step, and the command that runs it again', { timeout: 60_000 }, async () => {
  const run = await raceAgainst(['order-paid-twice'], { seed: 5 });
  expect(run.failures).toHaveLength(1);
  const [failure = expect.fail()] = run.failures;
  const id = failure.request.url.split('/').at(-2);
  expect(failure.steps.map(({ operation, given, parallel }) => ({ operation, given, parallel }))).toEqual([
    { operation: 'POST /orders', given: undefined, parallel: undefined },
    ...Array.from({ length: 2 }, () => ({
      operation: 'POST /orders/{id}/pay',
      given: [{ name: 'id', value: id, step: 1, from: expect.stringMatching(/^POST \/orders response\./u) as string }],
      parallel: '200',
    })),
  ]);
  expect(failure).toMatchObject({
    title: 'An action was done too often',
    message: '2 of 2 parallel requests were accepted; one after the other, the server accepts 1 and refuses the rest.',
    expected: 'one after the other: 200, 409, 409, 409, 409',
    received: 'in parallel: 200, 200',
    confidence: 'likely',
    severity: 'high',
    phase: 'concurrent',
    reproducibility: { kind: 'deterministic' },
    details: {
      anomaly: 'accepted-too-often',
      parallel: ['200', '200'],
      serial: [['200', '409', '409', '409', '409']],
    },
  });
  expect(failure.replay).toMatch(
    / --seed 5 --phases concurrent --include-path '\/orders' --include-path '\/orders\/\{id\}\/pay'$/u,
  );
});

it('sends one request at a time where the user asks for that', async () => {
  const { failures, summary } = await raceAgainst(['order-paid-twice'], { concurrency: 1 });
  expect(failures).toEqual([]);
  expect(summary.cases.sent).toBe(0);
});

it('races no more at once than the user allows', { timeout: 60_000 }, async () => {
  const { failures } = await raceAgainst(['order-paid-twice'], { concurrency: 2, seed: 2 });
  expect(failures.map(({ expected }) => expected)).toEqual(['one after the other: 200, 409']);
});

it('is not sent again alone by replay, which says how to race it again', { timeout: 60_000 }, async () => {
  await using server = await startRaceServer(['order-paid-twice']);
  const cwd = mkdtempSync(join(tmpdir(), 'api-test-gen-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  writeFileSync(join(cwd, 'openapi.json'), JSON.stringify(raceDocument));
  const filters = ['--include-path', '/orders', '--include-path', '/orders/{id}/pay'];
  const args = ['openapi.json', '-b', server.url, '--seed', '5', '--phases', 'concurrent', ...filters];
  const ran = await runCli(['run', ...args, '--report', 'ndjson=run.ndjson'], { cwd });
  expect(ran.exitCode).toBe(1);
  expect(ran.stdout).toContain('2 POST /orders/');
  expect(ran.stdout).toContain('in parallel: 200');
  const replayed = await runCli(['replay', 'run.ndjson', '-b', server.url], { cwd });
  expect(replayed.stdout).toContain('NOT JUDGED');
  expect(replayed.stdout.replaceAll(/\s+/gu, ' ')).toMatch(
    /parallel requests showed it: it is raced again by .*--phases concurrent --include-path '\/orders'/u,
  );
});

it('sends the same requests for the same seed to a server that answers the same', { timeout: 60_000 }, async () => {
  const sent = async (seed: number): Promise<readonly string[]> => {
    const requests: string[] = [];
    await using server = await startRaceServer([], (request) => requests.push(request));
    await collectRun({
      spec: raceDocument,
      baseUrl: server.url,
      phases: ['concurrent'],
      seed,
      maxExamples: 20,
      cleanup: false,
    });
    return requests;
  };
  const first = await sent(3);
  expect(first.length).toBeGreaterThan(200);
  expect(await sent(3)).toEqual(first);
  expect(await sent(4)).not.toEqual(first);
});
