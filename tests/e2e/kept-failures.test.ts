import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventOf, RunEvent } from '../../runtime/events.ts';
import { memoryDocument, memoryToken, startMemoryServer, type MemoryServer } from './memory-server.ts';
import { runCli, type CliResult } from './run-cli.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'kept-')));
  mkdirSync(join(folder, '.git'));
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(memoryDocument));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const store = (): string => join(folder, '.api-test-gen', 'failures');
const keptFiles = (): readonly string[] => (existsSync(store()) ? readdirSync(store()).sort() : []);

interface Ran extends CliResult {
  readonly events: readonly RunEvent[];
}

async function runOn(server: MemoryServer, ...args: readonly string[]): Promise<Ran> {
  const result = await runCli(
    ['run', 'openapi.json', '-b', server.url, '--seed', '3', '-n', '20', '--report', 'ndjson=run.ndjson', ...args],
    { cwd: folder, env: { ATG_HEADERS: `Authorization: ${memoryToken}` } },
  );
  const events = readFileSync(join(folder, 'run.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RunEvent);
  return { ...result, events };
}

async function replay(...args: readonly string[]): Promise<CliResult> {
  return runCli(['replay', ...args], { cwd: folder, env: { ATG_HEADERS: `Authorization: ${memoryToken}` } });
}

function of<T extends RunEvent['type']>(events: readonly RunEvent[], type: T): readonly EventOf<T>[] {
  return events.filter((event): event is EventOf<T> => event.type === type);
}

/** The one failure that is kept, by its id. */
const onlyId = (events: readonly RunEvent[]): string => {
  const ids = [...new Set(of(events, 'failure-found').map(({ failure }) => failure.id))];
  expect(ids).toHaveLength(1);
  return ids[0] ?? '';
};

describe('the failures of a run', () => {
  it('are kept, sent first by the next one, and told and removed when they are gone', { timeout: 90_000 }, async () => {
    await using server = await startMemoryServer();
    server.switches.tooMany = true;
    const first = await runOn(server);
    expect(first).toMatchObject({ exitCode: 1, stderr: '' });
    const id = onlyId(first.events);
    expect(keptFiles()).toEqual([`${id}.json`]);
    expect(readFileSync(join(folder, '.api-test-gen', '.gitignore'), 'utf8')).toBe('*\n');
    expect(first.stdout).toContain(`api-test-gen replay ${id}`);

    server.received.length = 0;
    const second = await runOn(server, '--seed', '4');
    expect(server.received[0]?.target).toBe('/items?limit=101');
    const types = second.events.map(({ type }) => type);
    expect(types.indexOf('failure-found')).toBeLessThan(types.indexOf('phase-started'));
    expect(of(second.events, 'kept-failures-sent')).toMatchObject([{ failures: 1, failing: 1 }]);
    expect(onlyId(second.events)).toBe(id);
    expect(of(second.events, 'run-finished')[0]?.summary.failures.total).toBe(1);

    server.switches.tooMany = false;
    const third = await runOn(server);
    expect(third).toMatchObject({ exitCode: 0, stderr: '' });
    expect(of(third.events, 'failure-fixed')).toMatchObject([{ id, from: 'kept', operation: 'GET /items' }]);
    expect(third.stdout).toContain('Fixed since last run (1)');
    expect(keptFiles()).toEqual([]);
  });

  it('change no byte of the cases that come after them', { timeout: 60_000 }, async () => {
    await using server = await startMemoryServer();
    server.switches.tooMany = true;
    const cases = ({ events }: Ran): readonly unknown[] =>
      of(events, 'case-finished')
        .map(({ operation, phase, index, status }) => `${operation} ${phase} ${index} ${status}`)
        .sort();
    const fresh = await runOn(server);
    expect(cases(await runOn(server))).toEqual(cases(fresh));
  });

  it(
    'stay where a run says nothing of them: other operations, other checks, no keeping',
    { timeout: 90_000 },
    async () => {
      await using server = await startMemoryServer();
      server.switches.tooMany = true;
      await runOn(server);
      const files = keptFiles();
      server.switches.tooMany = false;
      for (const args of [['--include-path', '/me'], ['--checks', 'http_semantics'], ['--no-keep-failures']]) {
        const { events } = await runOn(server, ...args);
        expect(of(events, 'kept-failures-sent')).toEqual([]);
        expect(keptFiles()).toEqual(files);
      }
    },
  );

  it('are forgotten where the document has their operation no more', { timeout: 60_000 }, async () => {
    await using server = await startMemoryServer();
    server.switches.tooMany = true;
    await runOn(server);
    const { '/items': _, ...paths } = memoryDocument.paths;
    writeFileSync(join(folder, 'openapi.json'), JSON.stringify({ ...memoryDocument, paths }));
    const { events, stdout } = await runOn(server);
    expect(of(events, 'failure-dropped')).toMatchObject([{ reason: 'the document has no GET /items any more' }]);
    expect(stdout).toContain('Forgotten (1)');
    expect(keptFiles()).toEqual([]);
  });

  it('are sent last where they broke the connection, so that all else is tested', { timeout: 90_000 }, async () => {
    await using server = await startMemoryServer();
    server.switches.dies = true;
    const first = await runOn(server);
    const id = onlyId(first.events);
    server.received.length = 0;
    const second = await runOn(server);
    expect(server.received[0]?.method).not.toBe('DELETE');
    expect(onlyId(second.events)).toBe(id);
    server.switches.dies = false;
    const third = await runOn(server);
    expect(of(third.events, 'failure-fixed').map((event) => event.id)).toEqual([id]);
  });

  it('hold no credential', { timeout: 60_000 }, async () => {
    await using server = await startMemoryServer();
    server.switches.tooMany = true;
    server.switches.open = true;
    const { events } = await runOn(server);
    expect(of(events, 'failure-found').map(({ failure }) => failure.check)).toContain('ignored_auth');
    expect(keptFiles()).toHaveLength(2);
    for (const file of keptFiles()) expect(readFileSync(join(store(), file), 'utf8')).not.toContain('s3cret');
  });
});

describe('replay', () => {
  it('says which failures are fixed, which are not, and which are others', { timeout: 120_000 }, async () => {
    await using server = await startMemoryServer();
    server.switches.tooMany = true;
    server.switches.upload = true;
    const { events } = await runOn(server);
    const ids = Object.fromEntries(of(events, 'failure-found').map(({ failure }) => [failure.operation, failure.id]));
    const items = ids['GET /items'] ?? '';

    const all = await replay();
    expect(all).toMatchObject({ exitCode: 1, stderr: '' });
    expect(all.stdout).toMatch(new RegExp(`^STILL FAILING  ${items}  GET /items: Server error$`, 'm'));
    expect(all.stdout).toMatch(/^2 still failing$/m);

    server.switches.tooMany = false;
    const one = await replay(items.slice(0, 6));
    expect(one).toMatchObject({ exitCode: 0, stderr: '' });
    expect(one.stdout).toBe(
      `FIXED          ${items}  GET /items: Server error\n               It does not show any more: the server answered 200.\n\n1 fixed\n`,
    );
    const both = await replay('run.ndjson');
    expect(both.exitCode).toBe(1);
    expect(both.stdout).toMatch(/^1 still failing, 1 fixed$/m);
  });

  it('knows a failure that became another one', { timeout: 60_000 }, async () => {
    await using server = await startMemoryServer();
    server.switches.teapot = true;
    const { events } = await runOn(server);
    const id = onlyId(events);
    server.switches.tooMany = true;
    const { exitCode, stdout } = await replay(join('.api-test-gen', 'failures', `${id}.json`));
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^DIFFERENT {6}\w+ {2}GET \/items/m);
    expect(stdout).toContain('not_a_server_error');
  });

  it('leaves out files that cannot be read, and says so', { timeout: 60_000 }, async () => {
    await using server = await startMemoryServer();
    server.switches.tooMany = true;
    const id = onlyId((await runOn(server)).events);
    writeFileSync(join(store(), '0123456789ab.json'), '{');
    const { stdout, stderr, exitCode } = await replay();
    expect(stdout).toMatch(new RegExp(`^STILL FAILING {2}${id}`));
    expect(stderr).toContain('left out: 0123456789ab.json (it is no JSON). They are in .api-test-gen/failures');
    expect(exitCode).toBe(1);
    expect(keptFiles()).toContain('0123456789ab.json');
  });

  it('asks again what was asked by probes, with the credentials of today', { timeout: 60_000 }, async () => {
    await using server = await startMemoryServer();
    server.switches.open = true;
    const { events } = await runOn(server, '--checks', 'ignored_auth');
    const id = onlyId(events);
    expect((await replay(id)).stdout).toMatch(/^STILL FAILING/);
    server.switches.open = false;
    expect(await replay(id)).toMatchObject({ exitCode: 0, stderr: '' });
    const without = await runCli(['replay', id], { cwd: folder });
    expect(without.exitCode).toBe(2);
    expect(without.stdout).toContain('so it may lack its credentials, which are not kept: give them with -H.');
  });

  it(
    'takes a report of another machine, and its server only where it is of this one or named',
    { timeout: 60_000 },
    async () => {
      await using server = await startMemoryServer();
      server.switches.tooMany = true;
      const { events } = await runOn(server, '--no-keep-failures');
      expect(keptFiles()).toEqual([]);
      const elsewhere = events.map((event) =>
        event.type === 'run-started'
          ? { ...event, baseUrl: 'https://api.example.com', spec: { ...event.spec, source: '/nowhere/openapi.json' } }
          : event,
      );
      writeFileSync(join(folder, 'ci.ndjson'), elsewhere.map((event) => `${JSON.stringify(event)}\n`).join(''));
      const lost = await replay('ci.ndjson');
      expect(lost).toMatchObject({ exitCode: 2, stdout: '' });
      expect(lost.stderr).toContain('--spec openapi.yaml');
      const unnamed = await replay('ci.ndjson', '--spec', 'openapi.json');
      expect(unnamed).toMatchObject({ exitCode: 2, stdout: '' });
      expect(unnamed.stderr).toContain('--base-url https://api.example.com');
      const named = await replay('ci.ndjson', '--spec', 'openapi.json', '-b', server.url);
      expect(named).toMatchObject({ exitCode: 1, stderr: '' });
      expect(named.stdout).toContain('STILL FAILING');
    },
  );

  it.each([
    [[], 'There are no kept failures to send again.'],
    [['nothing-such'], 'There is no kept failure and no file "nothing-such".'],
    [['openapi.json'], 'The file is no report whose failures can be sent again: it has no event run-started.'],
  ])('refuses %j', async (args, message) => {
    const { exitCode, stdout, stderr } = await replay(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`error: ${message}`);
  });

  it('says that the server cannot be reached', { timeout: 60_000 }, async () => {
    const server = await startMemoryServer();
    server.switches.tooMany = true;
    await runOn(server);
    await server[Symbol.asyncDispose]();
    const { exitCode, stderr } = await replay();
    expect(exitCode).toBe(2);
    expect(stderr).toContain('cannot be reached');
  });
});

const hasCurl = ((): boolean => {
  try {
    execFileSync('/bin/sh', ['-c', 'command -v curl'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!hasCurl)('the curl line of a binary body (skipped where there is no curl)', () => {
  it('sends the same bytes from the file beside the failure', { timeout: 60_000 }, async () => {
    await using server = await startMemoryServer();
    server.switches.upload = true;
    const { events } = await runOn(server, '--mode', 'positive');
    const failure = of(events, 'failure-found').at(-1)?.failure;
    const file = `.api-test-gen/failures/${failure?.id}.bin`;
    expect(failure?.curl).toContain(`--data-binary @${file}`);
    server.received.length = 0;
    const shell = spawn('/bin/sh', ['-s'], { cwd: folder, stdio: ['pipe', 'ignore', 'ignore'] });
    shell.stdin.end(`${failure?.curl.replaceAll('$ATG_AUTHORIZATION', memoryToken)}\n`);
    await once(shell, 'close');
    const bytes = readFileSync(join(folder, file)).toString('base64');
    expect(bytes).toBe(failure?.request.body?.base64);
    expect(server.received).toEqual([{ method: 'POST', target: '/files', body: bytes }]);
  });
});
