import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { recordingDocument } from '../../fixtures/servers/odd/recording.document.ts';
import { startRecording, type RecordedBytes } from '../../fixtures/servers/odd/recording.ts';
import type { Phase } from '../../runtime/model/phase.ts';
import { collectRun } from './collect-run.ts';
import { runCli, type CliResult } from './run-cli.ts';
import { shopDocument } from './shop-server.ts';

/** One line of the command's JSON. */
interface PrintedCase {
  readonly operation: string;
  readonly mode: 'positive' | 'negative';
  readonly phase: Phase;
  readonly seedPath: string;
  readonly violations: readonly { readonly keyword: string }[];
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string | readonly string[]>>;
    readonly body?: string | { readonly base64: string };
  };
}

// Each test starts several processes.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cases-command-')));
  put('api.json', recordingDocument);
  put('servers.json', { ...small, servers: [{ url: '/v2/' }] });
  put('broken.json', {
    ...small,
    paths: {
      ...small.paths,
      '/none': { get: { parameters: [parameter('x', { type: 'integer', minimum: 2, maximum: 1 })], responses: {} } },
    },
  });
  put('secret.json', { ...small, paths: { '/a': { get: { parameters: [parameter('q', text)], responses: {} } } } });
  put('empty.json', { ...small, paths: {} });
  const free = { get: { parameters: [{ ...parameter('id', text), in: 'path' }], responses: {} } };
  put('free.json', {
    ...small,
    paths: Object.fromEntries(Array.from('abcdef').map((name) => [`/${name}/{id}`, free])),
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = { type: 'string', minLength: 1 };
const parameter = (name: string, schema: object): object => ({ name, in: 'query', required: true, schema });
const small = {
  openapi: '3.1.0',
  info: { title: 'Small', version: '1' },
  paths: { '/a': { post: { operationId: 'addA', responses: {}, requestBody: body('text/plain') } } },
};

function body(mediaType: string): object {
  return { required: true, content: { [mediaType]: { schema: { const: '### no {{template}}' } } } };
}

function put(name: string, document: object): void {
  writeFileSync(join(folder, name), JSON.stringify(document));
}

function cases(...args: readonly string[]): Promise<CliResult> {
  return runCli(['cases', ...args], { cwd: folder });
}

function lines({ stdout }: CliResult): readonly PrintedCase[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as PrintedCase);
}

/** What is on the wire, without what the connection adds. */
function recordedBytes({ method, target, headers, body: bytes }: RecordedBytes): string {
  const added = ['host', 'connection', 'content-length', 'transfer-encoding'];
  const fields = headers.filter(([name]) => !added.includes(name.toLowerCase()));
  return wire(method, target, fields, bytes);
}

function printedBytes({ request: { method, url, headers, body: printed } }: PrintedCase): string {
  const { origin } = new URL(url);
  const fields = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, value] as const),
  );
  const bytes = typeof printed === 'object' ? Buffer.from(printed.base64, 'base64') : Buffer.from(printed ?? '');
  return wire(method, url.slice(origin.length), fields, bytes);
}

function wire(
  method: string,
  target: string,
  headers: readonly (readonly [string, string])[],
  bytes: Uint8Array,
): string {
  return [
    method,
    target,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    Buffer.from(bytes).toString('hex'),
  ].join('\n');
}

describe('the cases that are printed', () => {
  it.each(['examples', 'coverage', 'fuzzing'] as const)('are to the byte what a run sends in %s', async (phase) => {
    const server = await startRecording();
    try {
      const options = {
        spec: recordingDocument,
        seed: 7,
        concurrency: 1,
        phases: [phase],
        checks: ['not_a_server_error'],
      };
      await collectRun({ ...options, baseUrl: server.url });
      const sent = server.requests().map(recordedBytes);
      const result = await cases('api.json', '-b', server.url, '--seed', '7', '--phases', phase, '--count', '4');
      const printed = lines(result);
      expect(printed.filter((one) => !sent.includes(printedBytes(one)))).toEqual([]);
      // At most four of each mode, and four where the run sent as many.
      for (const operation of new Set(printed.map((one) => one.operation))) {
        for (const mode of ['positive', 'negative']) {
          const own = printed.filter((one) => one.operation === operation && one.mode === mode);
          expect(own.length).toBeLessThanOrEqual(4);
          expect(own.every(({ violations }) => (mode === 'positive') === (violations.length === 0))).toBe(true);
        }
      }
      expect(new Set(printed.map((one) => one.phase))).toEqual(new Set([phase]));
    } finally {
      await server.close();
    }
  });

  it('are all of what a run sends where the count allows', async () => {
    const server = await startRecording();
    try {
      await collectRun({
        spec: recordingDocument,
        seed: 7,
        baseUrl: server.url,
        phases: ['examples', 'coverage'],
        checks: ['not_a_server_error'],
      });
      const result = await cases(
        'api.json',
        '-b',
        server.url,
        '--seed',
        '7',
        '--phases',
        'examples,coverage',
        '--count',
        '9999',
      );
      const sent = server.requests().map(recordedBytes).sort();
      expect(lines(result).map(printedBytes).sort()).toEqual(sent);
      expect(sent.length).toBeGreaterThan(100);
    } finally {
      await server.close();
    }
  });

  it('stay the same from the same seed, whatever the filters', async () => {
    const whole = await cases('api.json', '--seed', '3', '--count', '3');
    expect(await cases('api.json', '--seed', '3', '--count', '3')).toEqual(whole);
    const part = lines(await cases('api.json', '--seed', '3', '--count', '3', '--operation', 'post /json'));
    expect(part).toEqual(lines(whole).filter(({ operation }) => operation === 'POST /json'));
    expect(part.length).toBe(6);
    expect(await cases('api.json', '--seed', '4', '--count', '3')).not.toEqual(whole);
  });

  it('are of one mode where one is asked for', async () => {
    const { stdout, exitCode } = await cases(
      'api.json',
      '--seed',
      '3',
      '--mode',
      'negative',
      '--phase',
      'fuzzing',
      '--count',
      '2',
    );
    const printed = lines({ stdout, exitCode, stderr: '' });
    expect(new Set(printed.map(({ mode }) => mode))).toEqual(new Set(['negative']));
    expect(
      printed.every(({ violations, seedPath }) => violations.length > 0 && seedPath.startsWith('3/fuzzing/')),
    ).toBe(true);
  });
});

describe('the target', () => {
  it('is the first server of the document, as text alone', async () => {
    const [first] = lines(await cases('servers.json', '--operation', 'addA'));
    expect(first?.request).toEqual({
      method: 'POST',
      url: 'http://localhost/v2/a',
      headers: { Accept: '*/*', 'Content-Type': 'text/plain' },
      body: '### no {{template}}',
    });
  });

  it('takes headers, and never shows a credential', async () => {
    const given = [
      '-H',
      'Authorization: Bearer very-secret-token',
      '-H',
      'X-Plain: yes',
      '--count',
      '1',
      '--mode',
      'positive',
    ];
    for (const format of ['json', 'curl', 'http']) {
      const { stdout } = await cases('secret.json', ...given, '--format', format);
      expect(stdout).not.toContain('very-secret-token');
      expect(stdout).toContain('ATG_AUTHORIZATION');
    }
    const [first] = lines(await cases('secret.json', ...given));
    expect(first?.request.headers).toMatchObject({ Authorization: '$ATG_AUTHORIZATION', 'X-Plain': 'yes' });
  });
});

describe('other formats', () => {
  const one = ['--seed', '1', '--count', '1', '--phases', 'coverage', '--mode', 'positive'];

  it('curl: a comment and a command for each case', async () => {
    const { stdout } = await cases('secret.json', ...one, '--format', 'curl');
    expect(stdout).toBe(
      '# GET /a · positive · coverage · default_positive_test · 1/coverage/0/GET /a\n' +
        "curl 'http://localhost/a?q=a' -H 'Accept: */*'\n\n",
    );
    const negative = await cases('secret.json', '--format', 'curl', '--mode', 'negative');
    expect(negative.stdout).toContain(
      '# GET /a · negative · breaks query q required · coverage · missing_parameter · ',
    );
  });

  it('http: a section for each case', async () => {
    const { stdout } = await cases('api.json', ...one, '--format', 'http', '--operation', 'POST /json');
    expect(stdout).toMatchInlineSnapshot(`
      "### POST /json · positive · coverage · default_positive_test · 1/coverage/0/POST /json
      POST http://localhost/json HTTP/1.1
      Accept: application/json, */*;q=0.5
      Content-Type: application/json

      {"name":"a"}

      "
    `);
  });

  it('http: leaves out with a comment what editors would read as something else', async () => {
    const { stdout } = await cases(
      'servers.json',
      '--seed',
      '1',
      '--format',
      'http',
      '--count',
      '1',
      '--mode',
      'positive',
    );
    expect(stdout).toMatchInlineSnapshot(`
      "### POST /a · positive · examples · example_value · 1/examples/0/POST /a
      # POST http://localhost/v2/a
      # This format cannot carry it as it is; --format curl can.

      "
    `);
  });
});

describe('the exit status', () => {
  it('is 1 when an operation gave no case; the others are printed, and standard error says why', async () => {
    const { exitCode, stdout, stderr } = await cases('broken.json', '--mode', 'positive', '--seed', '1');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('"operation":"POST /a"');
    expect(stderr).toContain('GET /none');
    expect(stderr).toMatch(/where: \S*broken\.json:1:\d+ \(\/paths\/~1none\/get\/parameters\/0\/schema/);
    expect(stderr).toMatch(/\n {2}hint: {2}\S.*\nwarning: GET \/none gave no case\.\n$/);
  });

  it('is 0 where nothing is wrong but that some operations have nothing to break; these are named together', async () => {
    const { exitCode, stderr } = await cases('free.json', '--seed', '1');
    expect(exitCode).toBe(0);
    expect(stderr.match(/^warning: /gm)).toHaveLength(1);
    expect(stderr).toContain('where: GET /a/{id}, GET /b/{id}, GET /c/{id}, GET /d/{id}, GET /e/{id}, and 1 more\n');
  });

  it('is 2 when there is nothing to print, or the command line is wrong', async () => {
    expect(await cases('empty.json')).toMatchObject({ exitCode: 2, stdout: '' });
    expect(await cases('api.json', '--count', 'many')).toMatchObject({ exitCode: 2, stdout: '' });
    const { exitCode, stderr } = await cases('api.json', '--operation', 'GET /jsno');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('operations <spec>');
  });

  it('is 0 when the reader has seen enough', async () => {
    const { exitCode, stderr } = await runCli(['cases', 'api.json', '--seed', '1', '--count', '200'], {
      cwd: folder,
      started: (child) => child.stdout?.once('data', () => child.stdout?.destroy()),
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });
});

describe('the plans of sequences', () => {
  it('are told where no other phase is asked for: what comes from which answer', async () => {
    put('shop.json', shopDocument);
    const file = join(folder, 'shop.json');
    const flags = ['--phases', 'stateful', '--count', '1', '--operation', 'POST /orders/{id}/cancel'];
    const { exitCode, stdout, stderr } = await runCli(['cases', file, ...flags]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      operation: 'POST /orders/{id}/cancel',
      phase: 'stateful',
      steps: [
        { operation: 'POST /products', role: 'create', values: [] },
        { operation: 'POST /customers', role: 'create', values: [] },
        {
          operation: 'POST /orders',
          role: 'create',
          values: [
            { in: 'body', name: '/productId', step: 1, from: 'response.body#/id' },
            { in: 'body', name: '/customerId', step: 2, from: 'response.body#/id' },
          ],
        },
        {
          operation: 'POST /orders/{id}/cancel',
          role: 'use',
          values: [{ in: 'path', name: 'id', step: 3, from: 'response.body#/id' }],
        },
      ],
    });
    const text = await runCli(['cases', file, ...flags, '--format', 'curl']);
    expect(text.stdout.split('\n')).toContain(
      '#   3. POST /orders (/productId = response.body#/id of 1, /customerId = response.body#/id of 2)',
    );
  });
});
