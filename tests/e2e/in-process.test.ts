import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { startServer } from './api-server.ts';
import { collectRun, type CollectedRun } from './collect-run.ts';
import { fetchNotes, notesDocument, notesListener } from './notes-app.ts';
import { runCli } from './run-cli.ts';

const options = { spec: notesDocument, seed: 1, phases: ['examples', 'coverage', 'fuzzing'], adapt: false } as const;

const apps: readonly (readonly [string, App])[] = [
  ['a listener', notesListener],
  ['a server that does not listen', createServer(notesListener)],
  ['a fetch handler', fetchNotes],
  ['an object with fetch', { fetch: fetchNotes }],
  ['an application with callback and middleware', { callback: () => notesListener, middleware: [] } as App],
  ['an application with routing and ready', { ready: () => Promise.resolve(), routing: notesListener }],
];

function shown({ failures }: CollectedRun): readonly object[] {
  return failures.map(({ id, check, operation, title, message, confidence }) => ({
    id,
    check,
    operation,
    title,
    message,
    confidence,
  }));
}

function targets({ cases }: CollectedRun): readonly string[] {
  return cases.flatMap(({ exchange }) =>
    exchange === undefined
      ? []
      : [`${exchange.request.method} ${exchange.request.url.replace(/^https?:\/\/[^/]+/, '')}`],
  );
}

describe('an application of this process', () => {
  let overNetwork: CollectedRun;
  beforeAll(async () => {
    await using server = await startServer(notesListener);
    overNetwork = await collectRun({ ...options, baseUrl: `${server.url}/api`, record: 'all' });
  }, 60_000);

  it('has the defects that are found over a network', () => {
    expect(overNetwork.error).toBeUndefined();
    const found = overNetwork.failures.map(({ check, operation }) => `${check} ${operation}`);
    expect(found.toSorted()).toEqual([
      'not_a_server_error GET /notes',
      'response_schema_conformance POST /notes',
      'status_code_conformance GET /notes/{id}',
    ]);
  });

  it.each(apps)('is told of the same when it is %s', async (_name, app) => {
    const inProcess = await collectRun({ ...options, app, record: 'all' });
    expect(inProcess.error).toBeUndefined();
    expect(shown(inProcess)).toEqual(shown(overNetwork));
    expect(targets(inProcess).toSorted()).toEqual(targets(overNetwork).toSorted());
  });

  it("is asked at localhost, below the path of the document's server", async () => {
    const { failures } = await collectRun({ ...options, app: fetchNotes });
    for (const { request } of failures) expect(request.url).toMatch(/^http:\/\/localhost\/api\/notes/);
  });
});

describe('--app', () => {
  let folder: string;
  let spec: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atg-app-'));
    spec = join(folder, 'openapi.json');
    await writeFile(spec, JSON.stringify(notesDocument));
    await writeFile(join(folder, 'empty.mjs'), 'export const unrelated = 1;\n');
    await writeFile(join(folder, 'broken.mjs'), 'throw new Error("no database");\n');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const module = fileURLToPath(new URL('notes-app.ts', import.meta.url));

  test('tests what a module exports, and sends a failure to it again', async () => {
    const args = ['run', spec, '--app', `${module}#fetchNotes`, '--seed', '1', '--phases', 'coverage'];
    const { exitCode, stdout, stderr } = await runCli(args, { cwd: folder });
    expect(stderr).toBe('');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('offset must not be negative');
    const id = /api-test-gen replay (\S+)/.exec(stdout)?.[1] ?? '';
    const replayed = await runCli(['replay', id, '--app', `${module}#fetchNotes`], { cwd: folder });
    expect(replayed.stdout).toContain('1 still failing');
    expect(replayed.exitCode).toBe(1);
  }, 60_000);

  test.each([
    ['missing.ts', 'The file of the application does not exist.', 'missing.ts'],
    ['empty.mjs', 'The module exports no default, app, handler, server, fetch.', 'It exports unrelated'],
    ['empty.mjs#unrelated', 'There is no application there, but a number.', 'Give a fetch handler'],
    ['broken.mjs', 'The application cannot be loaded: no database', 'Correct the module'],
  ])('%s is told what is wrong', async (app, message, hint) => {
    const { exitCode, stderr } = await runCli(['run', spec, '--app', app], { cwd: folder });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });
});
