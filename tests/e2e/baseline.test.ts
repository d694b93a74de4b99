import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventOf, RunEvent } from '../../runtime/events.ts';
import { run, type RunOptions } from '../../src/index.ts';
import { memoryDocument, memoryToken, startMemoryServer, type MemoryServer } from './memory-server.ts';
import { runCli, type CliResult } from './run-cli.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'baseline-')));
  mkdirSync(join(folder, '.git'));
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(memoryDocument));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const readBaseline = (): string => readFileSync(join(folder, 'known.json'), 'utf8');

async function runOn(server: MemoryServer, ...args: readonly string[]): Promise<CliResult> {
  return runCli(
    [
      'run',
      'openapi.json',
      '-b',
      server.url,
      '--seed',
      '3',
      '-n',
      '10',
      '--no-keep-failures',
      '--baseline',
      'known.json',
    ]
      .concat(['--report', 'junit=junit.xml'])
      .concat(args),
    { cwd: folder, env: { ATG_HEADERS: `Authorization: ${memoryToken}` } },
  );
}

/** The same run in this process, which takes a second less. */
async function eventsOf(server: MemoryServer, more: Partial<RunOptions> = {}): Promise<readonly RunEvent[]> {
  const events: RunEvent[] = [];
  const options = { spec: 'openapi.json', baseUrl: server.url, cwd: folder, seed: 3, maxExamples: 10 };
  const headers = { Authorization: memoryToken };
  for await (const event of run({ ...options, headers, baseline: 'known.json', ...more })) events.push(event);
  return events;
}

const of = <T extends RunEvent['type']>(events: readonly RunEvent[], type: T): readonly EventOf<T>[] =>
  events.filter((event): event is EventOf<T> => event.type === type);

describe('a baseline', () => {
  it('lets known failures pass, and no others', { timeout: 120_000 }, async () => {
    await using server = await startMemoryServer();
    server.switches.tooMany = true;
    expect(await runOn(server, '--baseline-update')).toMatchObject({
      exitCode: 0,
      stderr: expect.stringMatching(/^note: .*known\.json holds 1 failure, which fails no run with this baseline\.\n$/),
    });
    expect(readBaseline()).toMatch(
      /^\{\n {2}"version": 1,\n {2}"failures": \{\n {4}"[0-9a-f]{12}": \{ "operation": "GET \/items", "check": "not_a_server_error", "title": "Server error" \}\n {2}\}\n\}\n$/,
    );

    const known = await runOn(server);
    expect(known).toMatchObject({ exitCode: 0, stderr: '' });
    expect(known.stdout).toContain('Known (1)\n\n  · GET /items: Server error\n');
    expect(known.stdout).toContain('1 failure is known.');
    expect(known.stdout).not.toContain('Failures (');
    const xml = readFileSync(join(folder, 'junit.xml'), 'utf8');
    expect(xml).not.toContain('<failure');
    expect(xml).toContain('Known (baseline): Server error');

    server.switches.upload = true;
    const events = await eventsOf(server);
    expect(of(events, 'failure-found').map(({ failure }) => [failure.operation, failure.baseline?.status])).toEqual([
      ['POST /files', undefined],
      ['GET /items', 'known'],
    ]);
    expect(of(events, 'run-finished')[0]?.summary.failures).toMatchObject({ total: 1, known: 1 });
    expect((await runOn(server)).exitCode).toBe(1);
  });

  it(
    'keeps reasons and days when it is updated, takes out what is gone, and leaves what was not tested',
    { timeout: 120_000 },
    async () => {
      await using server = await startMemoryServer();
      server.switches.tooMany = true;
      server.switches.upload = true;
      await runOn(server, '--baseline-update');
      const written = JSON.parse(readBaseline()) as {
        failures: Record<string, { operation: string; reason?: string }>;
      };
      for (const entry of Object.values(written.failures))
        Object.assign(entry, { reason: 'ticket 7', expires: '2999-12-31' });
      writeFileSync(join(folder, 'known.json'), JSON.stringify(written));

      server.switches.tooMany = false;
      const gone = await runOn(server);
      expect(gone).toMatchObject({ exitCode: 0, stderr: '' });
      expect(gone.stdout).toContain('In the baseline, and not seen any more (1)');
      expect(gone.stdout).toContain('  · POST /files: Server error (ticket 7, until 2999-12-31)');

      await runOn(server, '--baseline-update', '--include-path', '/me');
      expect(readBaseline().match(/"reason": "ticket 7", "expires": "2999-12-31"/g)).toHaveLength(2);
      await runOn(server, '--baseline-update');
      expect(readBaseline()).toMatch(/"operation": "POST \/files", .*"reason": "ticket 7", "expires": "2999-12-31"/);
      expect(readBaseline()).not.toContain('GET /items');
    },
  );

  it('does not call gone what the run could not see', { timeout: 60_000 }, async () => {
    await using server = await startMemoryServer();
    const entry = (check: string, more: object = {}): object => ({
      operation: 'GET /items',
      check,
      title: 't',
      ...more,
    });
    const failures = {
      '000000000001': entry('not_a_server_error'),
      '000000000002': entry('not_a_server_error', { phase: 'concurrent' }),
      '000000000003': entry('object_level_authorization'),
      '000000000004': entry('workflow_criteria'),
      '000000000005': entry('use_after_free'),
    };
    writeFileSync(join(folder, 'known.json'), JSON.stringify({ version: 1, failures }));
    const fixed = async (options: Partial<RunOptions> = {}): Promise<readonly string[]> =>
      of(await eventsOf(server, options), 'failure-fixed').map(({ id }) => id.slice(-1));
    expect(await fixed()).toEqual(['1', '5']);
    expect(await fixed({ safe: true })).toEqual(['1']);
    expect(await fixed({ phases: ['examples', 'coverage', 'fuzzing'] })).toEqual([]);
    expect(await fixed({ phases: ['examples', 'coverage', 'stateful', 'fuzzing', 'concurrent'] })).toEqual([
      '1',
      '2',
      '5',
    ]);
  });

  it('does not count after its day', { timeout: 90_000 }, async () => {
    await using server = await startMemoryServer();
    server.switches.tooMany = true;
    await runOn(server, '--baseline-update');
    const expired = readBaseline().replace(
      '"title": "Server error"',
      '"title": "Server error", "expires": "2020-02-29"',
    );
    writeFileSync(join(folder, 'known.json'), expired);
    const { exitCode, stdout } = await runOn(server);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/Baseline {4}known until 2020-02-29: this entry has expired/);
  });

  it('does not stop a run that stops at its first failure', { timeout: 60_000 }, async () => {
    await using server = await startMemoryServer();
    server.switches.tooMany = true;
    await runOn(server, '--baseline-update');
    const { exitCode, stdout } = await runOn(server, '--max-failures', '1');
    expect(exitCode).toBe(0);
    expect(stdout).not.toContain('Stopped');
  });

  it.each([
    ['{}', 'expected {"version": 1, "failures": {…}}'],
    ['no json', 'it is no JSON'],
    ['{"version":1,"failures":{"x":{}}}', 'its entry "x" is no id of a failure: expected 12 hexadecimal digits'],
    [
      '{"version":1,"failures":{"0123456789ab":{"operation":"GET /","check":"c","title":"t","expires":"2026-02-30"}}}',
      'its entry "0123456789ab" expires on "2026-02-30": expected a day as YYYY-MM-DD',
    ],
    [
      '{"version":1,"failures":{"0123456789ab":{"operation":"GET /","check":"c","title":"t","reasons":"r"}}}',
      'its entry "0123456789ab" has an unknown member "reasons"',
    ],
  ])('is refused where it is %s', async (text, message) => {
    await using server = await startMemoryServer();
    writeFileSync(join(folder, 'known.json'), text);
    const { exitCode, stdout, stderr } = await runOn(server);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`error: The baseline cannot be used: ${message}`);
    expect(server.received).toEqual([]);
  });

  it('must be there, unless it is to be written, and be named to be updated', { timeout: 60_000 }, async () => {
    await using server = await startMemoryServer();
    const missing = await runOn(server);
    expect(missing.exitCode).toBe(2);
    expect(missing.stderr).toContain('error: The baseline does not exist.');
    const args = ['run', 'openapi.json', '-b', server.url, '--baseline-update'];
    const unnamed = await runCli(args, { cwd: folder });
    expect(unnamed.exitCode).toBe(2);
    expect(unnamed.stderr).toContain('error: There is no baseline to update.');
    expect(server.received).toEqual([]);
  });
});
