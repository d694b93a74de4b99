import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../runtime/events.ts';
import { run } from '../../src/index.ts';
import { startServer } from './api-server.ts';
import { runCli } from './run-cli.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cli-run-')));
  mkdirSync(join(folder, '.git'));
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(document));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const document = {
  openapi: '3.1.0',
  info: { title: 'Items', version: '1' },
  paths: {
    '/items': {
      get: {
        operationId: 'listItems',
        tags: ['items', 'public'],
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 9 } }],
        responses: { 200: { description: 'OK' }, 400: { description: 'Bad Request' } },
      },
    },
    '/health': { get: { deprecated: true, responses: { 200: { description: 'OK' } } } },
  },
};

function events(text: string): readonly RunEvent[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RunEvent);
}

describe('run', () => {
  it('exits 0 where nothing is found, and writes its reports', async () => {
    const seen = new Set<string | undefined>();
    await using server = await startServer((request, response) => {
      seen.add(request.headers['x-api-key']?.toString());
      const limit = new URL(request.url ?? '/', 'http://localhost').searchParams.get('limit');
      const valid = request.method === 'GET' && (limit === null || /^[1-9]$/.test(limit));
      response.writeHead(request.method === 'GET' ? (valid ? 200 : 400) : 405, { allow: 'GET' }).end();
    });
    writeFileSync(
      join(folder, 'api-test-gen.config.ts'),
      `export default { spec: './openapi.json', identities: { a: { headers: { 'X-Api-Key': 's3cret-key' } } }, maxExamples: 5 as number };`,
    );
    const args = [
      'run',
      '--base-url',
      server.url,
      '--seed',
      '1',
      '--report',
      'junit=reports/junit.xml',
      '--report',
      'ndjson=run.ndjson',
    ];
    const { exitCode, stdout, stderr } = await runCli(args, { cwd: folder });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).not.toBe('');
    expect(readFileSync(join(folder, 'reports/junit.xml'), 'utf8')).toMatch(/^<\?xml/);
    const recorded = readFileSync(join(folder, 'run.ndjson'), 'utf8');
    expect(events(recorded)[0]).toMatchObject({ type: 'run-started', seed: 1 });
    expect(events(recorded).at(-1)).toMatchObject({
      type: 'run-finished',
      summary: { operations: { selected: 2, tested: 2 } },
    });
    expect([...seen]).toEqual(['s3cret-key']);
    expect(stdout + recorded).not.toContain('s3cret-key');
  });

  it('exits 1 for failures, and prints events alone where ndjson goes to standard output', async () => {
    await using server = await startServer((_request, response) => response.writeHead(500).end());
    const { exitCode, stdout, stderr } = await runCli(
      ['run', 'openapi.json', '-b', server.url, '-n', '2', '--report', 'ndjson', '-H', 'Authorization: Bearer s3cret'],
      { cwd: folder },
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(stdout).not.toContain('s3cret');
    const failure = events(stdout).find((event) => event.type === 'failure-found')?.failure;
    expect(failure?.check).toBe('not_a_server_error');
    expect(failure?.replay).toBe(`api-test-gen replay ${failure?.id} -H "Authorization: $ATG_AUTHORIZATION"`);
  });

  it('prefers flags to variables, and variables to the file', async () => {
    await using server = await startServer((_request, response) => response.end());
    writeFileSync(
      join(folder, 'api-test-gen.config.yaml'),
      'seed: 3\nconcurrency: 3\nphases: [coverage]\nreport: [ndjson]\n',
    );
    const { stdout, stderr } = await runCli(['run', 'openapi.json', '--base-url', server.url, '--seed', '1'], {
      cwd: folder,
      env: { ATG_SEED: '2', ATG_CONCURRENCY: '2' },
    });
    expect(stderr).toBe('');
    expect(events(stdout)[0]).toMatchObject({ type: 'run-started', seed: 1, concurrency: 2, phases: ['coverage'] });
  });

  it('reads the document from standard input', async () => {
    await using server = await startServer((_request, response) => response.end());
    const { stdout } = await runCli(['run', '-', '--base-url', server.url, '--report', 'ndjson', '-n', '1'], {
      cwd: folder,
      stdin: JSON.stringify(document),
    });
    expect(events(stdout)[0]).toMatchObject({ spec: { title: 'Items' } });
  });

  it('uses a loopback server of the document without being told', async () => {
    await using server = await startServer((_request, response) => response.end());
    writeFileSync(
      join(folder, 'local.json'),
      JSON.stringify({ ...document, servers: [{ url: 'https://api.example.com' }, { url: `${server.url}/` }] }),
    );
    const { stdout } = await runCli(['run', 'local.json', '--report', 'ndjson', '-n', '1'], { cwd: folder });
    expect(events(stdout)[0]).toMatchObject({ baseUrl: server.url });
  });

  // Windows ends a process at once in place of a signal that it could handle.
  it.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)(
    'writes its reports and exits 130 on %s',
    async (signal) => {
      let interrupt = (): void => undefined;
      await using server = await startServer(() => interrupt()); // never answers
      const { exitCode, stderr } = await runCli(
        [
          'run',
          'openapi.json',
          '--base-url',
          server.url,
          '--report',
          'junit=junit.xml',
          '--report',
          'ndjson=run.ndjson',
          '-c',
          '1',
        ],
        {
          cwd: folder,
          started: (child) => {
            interrupt = () => child.kill(signal);
          },
        },
      );
      expect(exitCode).toBe(130);
      expect(stderr).toBe('\nStopping: reports are being written. Press Ctrl-C again to quit at once.\n');
      expect(readFileSync(join(folder, 'junit.xml'), 'utf8').trimEnd()).toMatch(/<\/testsuites>$/);
      expect(events(readFileSync(join(folder, 'run.ndjson'), 'utf8')).at(-1)).toMatchObject({
        type: 'run-finished',
        summary: { stopped: 'interrupted' },
      });
    },
  );

  it.skipIf(!existsSync('/dev/full'))(
    'exits 3 where a report cannot be written, and completes the others',
    async () => {
      await using server = await startServer((request, response) =>
        response.writeHead(request.method === 'GET' ? 200 : 405).end(),
      );
      const { exitCode, stderr } = await runCli(
        [
          'run',
          'openapi.json',
          '--base-url',
          server.url,
          '--mode',
          'positive',
          '--phases',
          'fuzzing',
          '-n',
          '2',
          '--report',
          'junit=/dev/full',
          '--report',
          'ndjson=run.ndjson',
        ],
        { cwd: folder },
      );
      expect(exitCode).toBe(3);
      expect(stderr).toContain('error: The junit report is incomplete');
      expect(events(readFileSync(join(folder, 'run.ndjson'), 'utf8')).at(-1)?.type).toBe('run-finished');
    },
  );

  it('goes on quietly when nobody reads its output any more', async () => {
    await using server = await startServer((_request, response) => response.end());
    const { exitCode, stderr } = await runCli(
      ['run', 'openapi.json', '--base-url', server.url, '--report', 'ndjson', '--record', 'all'],
      {
        cwd: folder,
        started: (child) => child.stdout?.destroy(),
      },
    );
    expect(stderr).toBe('');
    expect([0, 1]).toContain(exitCode);
  });
});

describe('operations', () => {
  it('lists labels, ids and tags', async () => {
    const { exitCode, stdout, stderr } = await runCli(['operations', 'openapi.json'], { cwd: folder });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toBe('GET /items   listItems  items, public\nGET /health  -  (deprecated)\n');
  });

  it('honours filters, and prints JSON', async () => {
    const { stdout } = await runCli(['operations', 'openapi.json', '--include-tag', 'public', '--format', 'json'], {
      cwd: folder,
    });
    expect(JSON.parse(stdout)).toEqual([
      {
        label: 'GET /items',
        method: 'GET',
        path: '/items',
        operationId: 'listItems',
        tags: ['items', 'public'],
        deprecated: false,
      },
    ]);
  });
});

describe('help', () => {
  it('prints the version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(await runCli(['--version'])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('of a command has its options, examples, checks and reports', async () => {
    const { exitCode, stdout, stderr } = await runCli(['run', '--help']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    for (const part of ['--base-url <URL>', 'Examples:', 'Checks:\n  not_a_server_error', 'Reports:\n  console'])
      expect(stdout).toContain(part);
    expect(await runCli(['help', 'run'])).toEqual({ exitCode: 0, stdout, stderr: '' });
  });

  it('is shown, with status 2, where there is no command', async () => {
    const { exitCode, stdout, stderr } = await runCli([]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('Usage: api-test-gen');
  });
});

describe('demo', () => {
  it('finds the planted defects', async () => {
    const { exitCode, stdout, stderr } = await runCli(['demo', '--seed', '1', '-n', '20', '--report', 'ndjson'], {
      cwd: folder,
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(events(stdout).at(-1)).toMatchObject({ type: 'run-finished' });
  });
});

describe('run in a program', () => {
  it('gives events, stops when the loop is left, and throws typed errors', async () => {
    await using server = await startServer((_request, response) => response.end());
    const types: string[] = [];
    for await (const event of run({ spec: document, baseUrl: server.url, maxExamples: 1 })) types.push(event.type);
    expect([types[0], types.at(-1)]).toEqual(['run-started', 'run-finished']);
    for await (const event of run({ spec: document, baseUrl: server.url, maxExamples: 1_000_000 })) {
      if (event.type === 'case-finished') break;
    }
    const wrong = run({ spec: document, baseUrl: server.url, checks: ['x'] });
    await expect(wrong.next()).rejects.toMatchObject({ code: 'ATG_USAGE', where: 'option checks[0]' });
  });
});
