import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EventOf } from '../../runtime/events.ts';
import { startServer, type TestServer } from './api-server.ts';
import { collectRun, type CollectedRun } from './collect-run.ts';
import { runCli } from './run-cli.ts';

const responses = { 200: { description: 'ok' }, 404: { description: 'none' }, '4XX': { description: 'no' } };
const document = {
  openapi: '3.0.3',
  info: { title: 'Notes', version: '1' },
  paths: {
    '/notes': {
      post: {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Note' } } },
        },
        responses,
      },
    },
    '/notes/{id}': {
      get: {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } }],
        responses,
      },
    },
  },
  components: {
    schemas: {
      Note: {
        type: 'object',
        required: ['title'],
        properties: {
          title: { type: 'string', minLength: 2, maxLength: 10 },
          tags: { type: 'array', minItems: 2, items: { type: 'string', pattern: '^[a-z]{1,5}$' } },
        },
      },
    },
  },
};

/** Takes notes and has none. */
const startNotes = (): Promise<TestServer> =>
  startServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const isNote = request.method === 'POST' && isValidNote(Buffer.concat(chunks).toString());
      const status = request.method === 'POST' ? (isNote ? 200 : 400) : 404;
      response.writeHead(status).end();
    });
  });

function isValidNote(text: string): boolean {
  try {
    const note = JSON.parse(text) as { readonly title?: unknown; readonly tags?: unknown };
    const { title, tags = ['a', 'b'] } = note;
    if (typeof title !== 'string' || !/^[^]{2,10}$/u.test(title)) return false;
    return (
      Array.isArray(tags) &&
      tags.length >= 2 &&
      tags.every((tag) => typeof tag === 'string' && /^[a-z]{1,5}$/.test(tag))
    );
  } catch {
    return false;
  }
}

async function runNotes(options: Partial<Parameters<typeof collectRun>[0]> = {}): Promise<CollectedRun> {
  await using server = await startNotes();
  return await collectRun({ spec: document, baseUrl: server.url, seed: 1, maxExamples: 20, ...options });
}

const covered = ({ events }: CollectedRun, operation: string): EventOf<'operation-covered'> | undefined =>
  events.find((event) => event.type === 'operation-covered' && event.operation === operation) as
    EventOf<'operation-covered'> | undefined;

describe('keyword coverage', () => {
  it('says of every keyword whether it was met and broken', async () => {
    const event = covered(await runNotes(), 'POST /notes');
    const keywords = Object.fromEntries((event?.schemas ?? []).map((schema) => [schema.pointer, schema.keywords]));
    expect(keywords).toEqual({
      '/paths/~1notes/post/requestBody': { required: 'both' },
      '/components/schemas/Note': { type: 'both', required: 'both' },
      '/components/schemas/Note/properties/title': { type: 'both', minLength: 'both', maxLength: 'both' },
      '/components/schemas/Note/properties/tags': { type: 'both', minItems: 'both' },
      '/components/schemas/Note/properties/tags/items': { type: 'both', pattern: 'both' },
    });
    expect(event?.statuses).toEqual({ documented: ['200', '404', '4XX'], seen: ['200', '4XX'] });
    expect(event?.keywords).toEqual({
      valid: { exercised: 10, total: 10 },
      invalid: { exercised: 10, total: 10 },
    });
  });

  it('does not miss what the mode never sends', async () => {
    const { summary } = await runNotes({ mode: 'positive' });
    expect(summary.coverage?.keywords).toEqual({
      valid: { exercised: 12, total: 12 },
      invalid: { exercised: 0, total: 0 },
    });
  });

  it('is the same whatever the concurrency', async () => {
    const events = async (concurrency: number): Promise<unknown> =>
      (await runNotes({ concurrency })).events.flatMap((event) =>
        event.type === 'operation-covered' ? [{ ...event, seq: 0, atMs: 0 }] : [],
      );
    expect(await events(1)).toEqual(await events(8));
  });

  it('misses what the phases that run do not exercise', async () => {
    const { summary } = await runNotes({ phases: ['examples'], minKeywordCoverage: 80 });
    const { valid, invalid } = summary.coverage?.keywords ?? {};
    expect(invalid?.exercised).toBe(0);
    expect(valid?.exercised).toBeGreaterThan(0);
    expect(summary.gates?.map(({ name, met }) => [name, met])).toEqual([['min-keyword-coverage', false]]);
  });
});

describe('gates', () => {
  it('are met or not, with the numbers', async () => {
    const { summary } = await runNotes({ minReached: 60, minKeywordCoverage: 100, failOnWarning: ['unreachable'] });
    expect(summary.gates).toEqual([
      { name: 'min-reached', met: false, required: 60, actual: 50 },
      { name: 'min-keyword-coverage', met: true, required: 100, actual: 100 },
      // The one that got 404s alone is one that was not reached.
      { name: 'fail-on-warning', met: false, warnings: ['missing_test_data'] },
    ]);
  });

  it('are absent where nothing is demanded', async () => {
    expect((await runNotes()).summary).not.toHaveProperty('gates');
  });

  it.each<[readonly string[], number]>([
    [[], 0],
    [['--min-reached', '50'], 0],
    [['--min-reached', '51'], 1],
    [['--min-keyword-coverage', '100'], 0],
    [['--fail-on-warning', 'missing_auth'], 0],
    [['--fail-on-warning', 'missing_auth,missing_test_data'], 1],
    [['--fail-on-warning', 'all'], 1],
    [['--fail-on-warning', 'missing_authh'], 2],
    [['--min-reached', '0'], 2],
  ])('%j: exit status %i', { timeout: 60_000 }, async (flags, status) => {
    await using server = await startNotes();
    const folder = await mkdtemp(join(tmpdir(), 'atg-gates-'));
    const spec = join(folder, 'notes.json');
    await writeFile(spec, JSON.stringify(document));
    const args = ['run', spec, '-b', server.url, '--seed', '1', '-n', '5', '--report', 'junit=junit.xml', ...flags];
    const { exitCode, stdout } = await runCli(args, { cwd: folder });
    expect(exitCode).toBe(status);
    if (status === 2) return;
    const junit = await readFile(join(folder, 'junit.xml'), 'utf8');
    expect(junit.includes('<failure type="min-reached"')).toBe(flags.includes('51'));
    expect(junit).toContain('<property name="operations-reached" value="1 of 2"/>');
    expect(stdout.includes('Not met: ')).toBe(status === 1);
  });
});
