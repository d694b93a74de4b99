import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Serialiser } from '../../src/index.ts';
import { startServer } from './api-server.ts';
import { collectRun } from './collect-run.ts';
import { runCli } from './run-cli.ts';
import { decodeCbor, encodeCbor } from './tiny-cbor.ts';

// Some tests start a process.
vi.setConfig({ testTimeout: 120_000 });

const mediaType = 'application/cbor';
const cbor: Serialiser = { mediaType, write: encodeCbor, read: decodeCbor };

const schema = {
  type: 'object',
  required: ['name', 'count'],
  properties: {
    name: { type: 'string', minLength: 2, maxLength: 8 },
    count: { type: 'integer', minimum: 1, maximum: 9 },
  },
};
const operation = (content: object): object => ({
  post: {
    requestBody: { required: true, content },
    responses: { 201: { description: 'made' }, 400: { description: 'refused' }, 415: { description: 'no such type' } },
  },
});
const document = {
  openapi: '3.1.0',
  info: { title: 'Bytes', version: '1' },
  paths: {
    '/things': operation({ [mediaType]: { schema } }),
    '/others': operation({ 'application/json': { schema: { type: 'object' } } }),
  },
};

/** Answers `/things` by what stands in the bytes, and keeps them. */
function thingsServer(received: Buffer[], isCountRight: (count: number) => boolean): RequestListener {
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      if (request.url !== '/things') response.statusCode = body.toString().startsWith('{') ? 201 : 400;
      else if (request.headers['content-type'] !== mediaType) response.statusCode = 415;
      else {
        received.push(body);
        response.statusCode = isThing(body, isCountRight) ? 201 : 400;
      }
      response.end();
    });
  };
}

function isThing(body: Buffer, isCountRight: (count: number) => boolean): boolean {
  try {
    const { name, count } = decodeCbor(body) as Readonly<Record<string, unknown>>;
    const isNameRight = typeof name === 'string' && /^.{2,8}$/su.test(name);
    return isNameRight && Number.isInteger(count) && isCountRight(count as number);
  } catch {
    return false;
  }
}

const isInRange = (count: number): boolean => count >= 1 && count <= 9;
const checks = ['not_a_server_error', 'negative_data_rejection', 'positive_data_acceptance'];
const options = { spec: document, seed: 1, includePath: ['/things'], maxExamples: 40, checks };

describe('bodies of a serialiser', () => {
  it('are taken by a server that reads the same bytes, valid and invalid', async () => {
    const received: Buffer[] = [];
    await using server = await startServer(thingsServer(received, isInRange));
    const { failures, cases, events } = await collectRun({ ...options, baseUrl: server.url, serialisers: [cbor] });
    expect(failures).toEqual([]);
    expect(events.filter(({ type }) => type === 'problem')).toEqual([]);
    const statuses = (mode: string): readonly unknown[] => [
      ...new Set(cases.filter((one) => one.mode === mode).map(({ status }) => status)),
    ];
    expect(statuses('positive')).toEqual([201]);
    expect(new Set(statuses('negative'))).toEqual(new Set([400, 415]));
    // Texts that are too long, numbers out of range, fractions, missing members, other types: nothing but bytes tells them apart.
    expect(new Set(received.map((body) => body.toString('hex'))).size).toBeGreaterThan(30);
  });

  it('that an API wrongly accepts are found, small, and shown as the bytes that they are', async () => {
    const received: Buffer[] = [];
    await using server = await startServer(thingsServer(received, (count) => count >= 1));
    const { failures } = await collectRun({ ...options, baseUrl: server.url, serialisers: [cbor] });
    expect(failures.map(({ check, identity }) => [check, identity])).toEqual([
      ['negative_data_rejection', 'body /count maximum'],
    ]);
    const [failure] = failures;
    const body = failure?.request.body;
    const shown =
      body !== undefined && 'base64' in body ? Buffer.from(body.base64, 'base64') : Buffer.from(body?.text ?? '');
    expect(decodeCbor(shown)).toMatchObject({ count: 10 });
    expect(received.some((bytes) => bytes.equals(shown))).toBe(true);
    expect(failure?.curl).toContain(`-H 'Content-Type: ${mediaType}'`);
    const [, inCurl = ''] = /printf '%s' '([\w+/=]+)' \| base64 -d \| curl/.exec(failure?.curl ?? '') ?? [];
    expect(Buffer.from(inCurl, 'base64')).toEqual(shown);
  });

  it('that it cannot read back only show whether the server copes', async () => {
    await using server = await startServer((request, response) => {
      request.resume().on('end', () => response.writeHead(201).end());
    });
    const { failures, cases } = await collectRun({
      ...options,
      baseUrl: server.url,
      serialisers: [{ mediaType, write: encodeCbor }],
    });
    expect(cases.some(({ mode }) => mode === 'negative')).toBe(true);
    expect(failures.map(({ identity }) => identity)).toEqual(['lenient: missing body']);
  });

  it('are those of the same seed whoever asks for them', async () => {
    const once: Buffer[] = [];
    const again: Buffer[] = [];
    for (const [received, concurrency] of [
      [once, 8],
      [again, 1],
    ] as const) {
      await using server = await startServer(thingsServer(received, isInRange));
      await collectRun({ ...options, baseUrl: server.url, serialisers: [cbor], concurrency });
    }
    const hex = (bodies: readonly Buffer[]): readonly string[] => bodies.map((body) => body.toString('hex')).sort();
    expect(hex(once)).toEqual(hex(again));
  });
});

describe('a serialiser that does not do its part', () => {
  it('is a problem of the operation, once, and the others are tested', async () => {
    await using server = await startServer(thingsServer([], isInRange));
    const broken: Serialiser = {
      mediaType: 'application/*',
      write: (value, contentType) => {
        if (contentType === mediaType) throw new RangeError(`no bytes for ${JSON.stringify(value)}`);
        return JSON.stringify(value);
      },
    };
    const { events, summary, error } = await collectRun({
      ...options,
      includePath: ['/things', '/others'],
      baseUrl: server.url,
      serialisers: [broken],
    });
    expect(error).toBeUndefined();
    const problems = events.flatMap((event) => (event.type === 'problem' ? [event.problem] : []));
    expect(problems).toEqual([
      {
        code: 'ATG_SPEC_UNSUPPORTED_MEDIA_TYPE',
        message: expect.stringMatching(/^The serialiser for "application\/\*" cannot write: no bytes for /) as unknown,
        hint: 'Let write return undefined for values that it cannot write.',
        operation: 'POST /things',
      },
    ]);
    // Of the broken one only the request without a body is left.
    expect(summary.operations).toMatchObject({ tested: 2, reached: 1 });
  });

  it('keeps what it can write', async () => {
    const received: Buffer[] = [];
    await using server = await startServer(thingsServer(received, isInRange));
    const strict: Serialiser = {
      ...cbor,
      write: (value) => {
        const { count } = value as Readonly<Record<string, unknown>>;
        if (!Number.isInteger(count)) throw new TypeError('count must be an integer');
        return encodeCbor(value);
      },
    };
    const { cases, events, failures } = await collectRun({ ...options, baseUrl: server.url, serialisers: [strict] });
    expect(failures).toEqual([]);
    expect(events.filter(({ type }) => type === 'problem')).toHaveLength(1);
    expect(new Set(cases.map(({ mode }) => mode))).toEqual(new Set(['positive', 'negative']));
    expect(received.length).toBeGreaterThan(20);
  });
});

describe('a configuration file', () => {
  let folder: string;
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'serialisers-')));
    put('api.json', JSON.stringify(document));
    const codec = JSON.stringify(new URL('tiny-cbor.ts', import.meta.url).href);
    put(
      'api-test-gen.config.ts',
      `import { decodeCbor, encodeCbor } from ${codec};
      type Bytes = Uint8Array;
      export default {
        spec: 'api.json',
        includePath: ['/things'],
        serialisers: [{ mediaType: '${mediaType}', write: encodeCbor, read: (bytes: Bytes): unknown => decodeCbor(bytes) }],
      };`,
    );
    put(
      'throws.mjs',
      `export default { serialisers: [{ mediaType: 'application/cbor', write() { throw new Error('not yet') } }] }`,
    );
    put('own.yaml', `serialisers:\n  - mediaType: ${mediaType}\n    write: encode\n`);
    put('wrong.mjs', `export default { serialisers: [{ mediaType: 'application/cbor' }] }`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function put(name: string, text: string): void {
    writeFileSync(join(folder, name), text);
  }

  it('gives them to `run` and `cases`, which print what is sent', async () => {
    const received: Buffer[] = [];
    await using server = await startServer(thingsServer(received, isInRange));
    const phases = ['--phases', 'coverage', '--seed', '5'];
    const sent = await runCli(['run', '-b', server.url, ...phases, '--checks', checks.join(',')], { cwd: folder });
    expect(sent).toMatchObject({ exitCode: 0, stderr: '' });
    const printed = await runCli(['cases', ...phases, '--count', '200'], { cwd: folder });
    expect(printed).toMatchObject({ exitCode: 0, stderr: '' });
    const bodies = printed.stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { readonly request: PrintedRequest }).request)
      .filter(({ headers }) => headers['Content-Type'] === mediaType)
      .map(({ body }) => (typeof body === 'object' ? Buffer.from(body.base64, 'base64') : Buffer.from(body ?? '')));
    const hex = (all: readonly Buffer[]): readonly string[] => all.map((body) => body.toString('hex')).sort();
    expect(bodies.length).toBeGreaterThan(10);
    expect(hex(bodies)).toEqual(hex(received));
  });

  it('whose serialiser throws gives a warning that names it and the operation', async () => {
    const { exitCode, stdout, stderr } = await runCli(
      ['cases', 'api.json', '--config', 'throws.mjs', '--operation', 'POST /things', '--mode', 'positive'],
      { cwd: folder },
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain('POST /things: The serialiser for "application/cbor" cannot write: not yet\n');
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it.each([
    ['own.yaml', 'Serialisers are functions, which only TypeScript and JavaScript can hold.', 'key serialisers\n'],
    ['wrong.mjs', 'Expected a function, received undefined.', 'key serialisers[0].write\n'],
  ])('%s is refused', async (file, message, place) => {
    const { exitCode, stderr } = await runCli(['cases', 'api.json', '--config', file], { cwd: folder });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(place);
  });
});

interface PrintedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | { readonly base64: string };
}
