import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { RunOptions } from '../../src/run.ts';
import { archiveDocument, type ArchiveDefect, startArchive } from './archive-server.ts';
import { collectRun, foundPairs, type CollectedRun } from './collect-run.ts';
import { runCli } from './run-cli.ts';

const plain = { phases: ['examples', 'coverage', 'fuzzing'], maxExamples: 40 } as const;

interface ArchiveRun extends CollectedRun {
  readonly touched: readonly string[];
  readonly received: readonly { readonly method: string; readonly path: string; readonly status: number }[];
  readonly given: string;
  readonly boxes: readonly string[];
}

async function runArchive(
  defects: readonly ArchiveDefect[] = [],
  options: Partial<RunOptions> = {},
  manner: Parameters<typeof startArchive>[1] = {},
): Promise<ArchiveRun> {
  await using server = await startArchive(defects, manner);
  const found = await collectRun({ spec: archiveDocument, baseUrl: server.url, seed: 3, ...plain, ...options });
  return { ...found, touched: server.touched, received: server.received, given: server.given, boxes: server.boxes() };
}

const writes = (method: string): boolean => !['GET', 'HEAD', 'OPTIONS', 'QUERY'].includes(method);

describe('an archive whose ids no document can tell', () => {
  it.each([
    ['long-title-fails', 'not_a_server_error PUT /boxes/{boxId}'],
    ['any-year-is-taken', 'negative_data_rejection PUT /boxes/{boxId}'],
    ['note-without-text-is-taken', 'negative_data_rejection PUT /boxes/{boxId}/notes/{noteId}'],
    ['pages-below-zero-fail', 'not_a_server_error GET /boxes/{boxId}'],
  ] as const)('shows behind an id that it has made: %s', { timeout: 30_000 }, async (defect, pair) => {
    expect(foundPairs(await runArchive([defect]))).toContain(pair);
    // Without what the answers gave there is nothing but 404.
    const blind = await runArchive([defect], { adapt: false });
    expect(blind.failures).toEqual([]);
    expect(blind.summary.operations.reached).toBe(2);
  });

  it.each([1, 2, 3])('is said nothing of where nothing is wrong: seed %i', { timeout: 30_000 }, async (seed) => {
    const { failures, error, summary, events } = await runArchive([], { seed });
    expect(error).toBeUndefined();
    expect(failures).toEqual([]);
    expect(summary.operations.reached).toBe(8);
    expect(events.filter(({ type }) => type === 'problem' || type === 'warning')).toEqual([]);
  });

  it('is asked what the coverage phase asked in vain once more, by the names of its scenarios', async () => {
    const { cases } = await runArchive();
    const again = cases.filter(
      ({ phase, scenario, operation }) =>
        phase === 'fuzzing' && scenario !== undefined && operation === 'PUT /boxes/{boxId}',
    );
    const refused = again.filter(({ mode, status }) => mode === 'negative' && status === 400);
    expect(refused.map(({ scenario }) => scenario)).toEqual(
      expect.arrayContaining([
        'string_above_max_length',
        'object_missing_required_property',
        'malformed_json_unterminated',
      ]),
    );
    expect(again.some(({ mode, status }) => mode === 'positive' && status === 200)).toBe(true);
    // What was reached in the coverage phase is not asked again.
    expect(cases.filter(({ phase, scenario }) => phase === 'fuzzing' && scenario !== undefined)).not.toContainEqual(
      expect.objectContaining({ operation: 'POST /boxes' }),
    );
  });

  it('leaves the phases before as they are', async () => {
    const phases = ['examples', 'coverage'] as const;
    const sentOf = ({ received }: ArchiveRun): readonly string[] =>
      received.map(({ method, path, status }) => `${method} ${path} ${status}`).sort();
    const options = { phases, cleanup: false, checks: ['not_a_server_error'] };
    expect(sentOf(await runArchive([], options))).toEqual(sentOf(await runArchive([], { ...options, adapt: false })));
  });

  it('shows failures whose request can be sent again as it was, without what the run knew', async () => {
    const { failures } = await runArchive(['long-title-fails'], { cleanup: false });
    const [failure] = failures;
    expect(failure?.reproducibility).toEqual({ kind: 'deterministic' });
    const [made, step, ...others] = failure?.steps ?? [];
    expect(others).toEqual([]);
    expect([made?.operation, made?.status]).toEqual(['POST /boxes', 201]);
    expect(step?.request.target).toMatch(/^\/boxes\/[-0-9a-f]{36}$/u);
    expect(step?.given).toMatchObject([{ name: 'boxId', step: 1, from: 'POST /boxes response.body#/id' }]);
    // It takes the phases that met the box to make the case anew.
    expect(failure?.replay).toContain('--phases examples,coverage,fuzzing');
  });
});

describe('a failure of something that was deleted at the end', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  it.each(['long-title-fails', 'note-without-text-is-taken', 'pages-below-zero-fail'] as const)(
    'is sent again with the requests that make it: %s',
    { timeout: 120_000 },
    async (defect) => {
      const cwd = mkdtempSync(join(tmpdir(), 'api-test-gen-existing-'));
      folders.push(cwd);
      writeFileSync(join(cwd, 'api.json'), JSON.stringify(archiveDocument));
      await using faulty = await startArchive([defect]);
      const phases = ['--phases', 'examples,coverage,fuzzing', '--max-examples', '40'];
      const run = await runCli(['run', 'api.json', '--base-url', faulty.url, '--seed', '3', ...phases], { cwd });
      expect(run.exitCode).toBe(1);
      expect(faulty.boxes()).toEqual([faulty.given]);

      const replayed = await runCli(['replay'], { cwd });
      expect(replayed.stdout).toContain('STILL FAILING');
      expect(replayed.stdout).not.toMatch(/DIFFERENT|FIXED|LOST/u);
      expect(replayed.exitCode).toBe(1);

      await using mended = await startArchive();
      const again = await runCli(['replay', '--base-url', mended.url], { cwd });
      expect(again.stdout).toContain('FIXED');
      expect(again.stdout).not.toMatch(/STILL FAILING|DIFFERENT|LOST/u);
      expect(again.exitCode).toBe(0);
    },
  );
});

describe('what the run did not make', () => {
  it('is neither changed nor deleted by cases that are led to things, only read', { timeout: 30_000 }, async () => {
    const { touched, received, given, boxes } = await runArchive([], {}, { listsGiven: true });
    expect(touched.filter((line) => writes(line.split(' ')[0] ?? ''))).toEqual([]);
    expect(received.some(({ method, path }) => method === 'GET' && path === `/boxes/${given}`)).toBe(true);
    expect(boxes).toEqual([given]);
  });

  it('is not touched with --own-only, and what cannot be sent so is told', { timeout: 30_000 }, async () => {
    const phases = ['examples', 'coverage', 'stateful', 'fuzzing'] as const;
    const run = await runArchive([], { ownOnly: true, phases }, { listsGiven: true });
    const made = new Set(run.received.filter(({ method, path }) => method === 'POST' && path === '/boxes'));
    expect(made.size).toBeGreaterThan(10);
    const guesses = run.received.filter(({ method, path, status }) => writes(method) && status === 404 && path !== '');
    // All of them were sent to what the run had made, and had deleted.
    const known = new Set(
      run.received.flatMap(({ method, path, status }) =>
        writes(method) && status < 300 ? [path.split('/').slice(0, 3).join('/')] : [],
      ),
    );
    const strangers = guesses.filter(({ path }) => !known.has(path.split('/').slice(0, 3).join('/')));
    expect(strangers.length).toBe(0);
    expect(run.touched.filter((line) => writes(line.split(' ')[0] ?? ''))).toEqual([]);
    expect(run.summary.operations.reached).toBe(8);
    const alone = await runArchive([], { ownOnly: true, includeMethod: ['PUT', 'DELETE'] });
    expect(alone.received.filter(({ method }) => writes(method))).toEqual([]);
    expect(alone.events.filter(({ type }) => type === 'warning')).toEqual([
      expect.objectContaining({
        code: 'withheld',
        operations: ['PUT /boxes/{boxId}', 'DELETE /boxes/{boxId}', 'PUT /boxes/{boxId}/notes/{noteId}'],
      }),
    ]);
  });

  it('is only read with --safe, whatever the phases and checks want', { timeout: 30_000 }, async () => {
    const phases = ['examples', 'coverage', 'stateful', 'fuzzing'] as const;
    const { received, summary, failures } = await runArchive([], { safe: true, phases }, { listsGiven: true });
    expect(received.filter(({ method }) => writes(method))).toEqual([]);
    expect(received.length).toBeGreaterThan(50);
    expect(failures).toEqual([]);
    expect(summary.operations).toMatchObject({ total: 8, selected: 3, reached: 2 });
    expect(summary.cleanUp).toBeUndefined();
  });
});

describe('what the run made', () => {
  it('is deleted at the end, and what has no DELETE is gone with what it was in', { timeout: 30_000 }, async () => {
    const { summary, boxes, given } = await runArchive();
    expect(boxes).toEqual([given]);
    expect(summary.cleanUp?.made).toBeGreaterThan(30);
    expect(summary.cleanUp?.deleted).toBeGreaterThan(10);
    expect(summary.cleanUp?.left).toEqual([]);
  });

  it('is left alone with --no-cleanup, and listed', { timeout: 30_000 }, async () => {
    const { summary, boxes } = await runArchive([], { cleanup: false });
    const left = summary.cleanUp?.left ?? [];
    expect(summary.cleanUp?.deleted).toBe(0);
    expect(left.map(({ resource, reason }) => [resource, reason])).toEqual([
      ['/boxes/{}', '--no-cleanup'],
      ['/boxes/{}/notes/{}', '--no-cleanup'],
    ]);
    expect(left[0]?.count).toBe(boxes.length - 1);
    for (const path of left[0]?.paths ?? []) expect(boxes).toContain(path.slice('/boxes/'.length));
  });

  it('is listed where the document has no DELETE, or a filter excludes it', { timeout: 30_000 }, async () => {
    const { summary } = await runArchive([], { excludeMethod: ['DELETE'], maxExamples: 5 });
    expect(summary.cleanUp?.left[0]).toMatchObject({
      resource: '/boxes/{}',
      reason: 'DELETE /boxes/{boxId} is excluded by a filter',
    });
  });

  it('is deleted where the run is interrupted, too', { timeout: 30_000 }, async () => {
    await using server = await startArchive();
    const controller = new AbortController();
    const options = {
      spec: archiveDocument,
      baseUrl: server.url,
      seed: 3,
      ...plain,
      concurrency: 1,
      signal: controller.signal,
    };
    const running = collectRun(options);
    await expect.poll(() => server.boxes().length, { interval: 1, timeout: 20_000 }).toBeGreaterThan(3);
    controller.abort();
    const { summary } = await running;
    expect(summary.stopped).toBe('interrupted');
    expect(summary.cleanUp?.deleted).toBeGreaterThan(0);
    // What became of the request that was under way nobody heard.
    expect(server.boxes().length).toBeLessThanOrEqual(2);
    expect(server.boxes()).toContain(server.given);
  });
});
