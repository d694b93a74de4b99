import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Failure } from '../../runtime/model/failure.ts';
import type { KeptFailure } from '../../runtime/model/kept-failure.ts';
import { libraryDocument, startLibrary, type LibraryDefect, type LibraryServer } from './library-server.ts';
import { runCli, type CliResult } from './run-cli.ts';

let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'kept-chains-')));
  mkdirSync(join(folder, '.git'));
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(libraryDocument));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const store = (): string => join(folder, '.api-test-gen', 'failures');
const keptFiles = (): readonly string[] => readdirSync(store()).filter((name) => name.endsWith('.json'));

function kept(): Failure {
  const [file, ...others] = keptFiles();
  expect(others).toEqual([]);
  return (JSON.parse(readFileSync(join(store(), file ?? ''), 'utf8')) as KeptFailure).failure;
}

function runOn(server: LibraryServer, seed: number): Promise<CliResult> {
  const args = ['run', 'openapi.json', '-b', server.url, '--seed', String(seed), '-n', '60', '--phases', 'stateful'];
  return runCli(args, { cwd: folder });
}

const replay = (id: string): Promise<CliResult> => runCli(['replay', id], { cwd: folder });

it.each<LibraryDefect>(['put-forgets-summary', 'any-shelf-has-it', 'patch-clears'])(
  'a sequence that shows %s is kept, sent anew with what the server answers now, and told when it is gone',
  { timeout: 120_000 },
  async (defect) => {
    await using server = await startLibrary([defect, 'unique-titles']);
    const first = await runOn(server, 5);
    expect(first.exitCode).toBe(1);
    const { id, steps, reproducibility } = kept();
    expect(reproducibility.kind).toBe('deterministic');
    expect(first.stdout).toContain(`api-test-gen replay ${id}`);
    expect(steps.some(({ look }) => look === true)).toBe(true);

    const again = await replay(id);
    expect(again.stdout).toContain('STILL FAILING');
    expect(again.exitCode).toBe(1);

    server.traits.delete(defect);
    const mended = await replay(id);
    expect(mended.stdout).toContain('FIXED');
    expect(mended.exitCode).toBe(0);

    const second = await runOn(server, 6);
    expect(second.exitCode).toBe(0);
    expect(keptFiles()).toEqual([]);
  },
);
