import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CheckedExchange, CustomCheck, CustomCheckFunction } from '../../src/index.ts';
import type { RunOptions } from '../../src/run.ts';
import { startServer, type TestServer } from './api-server.ts';
import { collectRun, type CollectedRun } from './collect-run.ts';
import { runCli } from './run-cli.ts';

const responses = { 200: { description: 'ok' }, '4XX': { description: 'no' } };
const document = {
  openapi: '3.0.3',
  info: { title: 'Items', version: '1' },
  paths: {
    '/items': {
      get: {
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100 } }],
        responses,
      },
    },
    '/health': { get: { responses } },
  },
};

/** Gives more than one asks for from 50 on, and an id with every answer but those. */
const startItems = (): Promise<TestServer> =>
  startServer((request, response) => {
    if (request.method !== 'GET') return void response.writeHead(405, { allow: 'GET' }).end();
    const limit = Number(new URL(request.url ?? '/', 'http://localhost').searchParams.get('limit') ?? '1');
    if (!Number.isInteger(limit) || limit < 1 || limit > 100) return void response.writeHead(400).end();
    const isOdd = limit >= 50;
    response.writeHead(200, { 'content-type': 'application/json', ...(isOdd ? {} : { 'x-request-id': '1' }) });
    response.end(JSON.stringify(Array.from({ length: limit + (isOdd ? 1 : 0) }, () => 'item')));
  });

async function runItems(
  customChecks: RunOptions['customChecks'],
  more: Partial<RunOptions> = {},
): Promise<CollectedRun> {
  await using server = await startItems();
  return await collectRun({
    spec: document,
    baseUrl: server.url,
    seed: 1,
    maxExamples: 30,
    ...(customChecks === undefined ? {} : { customChecks }),
    ...more,
  });
}

const problems = ({ events }: CollectedRun): readonly string[] =>
  events.flatMap((event) => (event.type === 'problem' ? [event.problem.message] : []));

const limitOf = ({ request }: CheckedExchange): number =>
  Number(new URL(request.target, 'http://localhost').searchParams.get('limit') ?? '1');

describe('a check of the user’s', () => {
  it('is a failure by the text it gives, made small and sent again', async () => {
    const hasRequestId: CustomCheckFunction = ({ response }) =>
      response.status === 200 && response.header('X-Request-Id') === undefined
        ? 'The answer has no X-Request-Id.'
        : undefined;
    const { failures } = await runItems([hasRequestId]);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatchObject({
      check: 'hasRequestId',
      operation: 'GET /items',
      confidence: 'proved',
      severity: 'high',
      message: 'The answer has no X-Request-Id.',
      reproducibility: { kind: 'deterministic' },
    });
    expect(failures[0]?.request.url).toMatch(/\/items\?limit=50$/);
    expect(failures[0]?.occurrences).toBeGreaterThan(1);
  });

  it('is one by a failed assertion, also where it has to wait', async () => {
    const keepsLimit: CustomCheckFunction = async (exchange) => {
      if (exchange.response.status !== 200 || exchange.operation.path !== '/items') return;
      await Promise.resolve();
      const items = exchange.response.json() as readonly string[];
      assert.equal(items.length, limitOf(exchange), 'more items than the limit');
    };
    const { failures } = await runItems([keepsLimit]);
    expect(failures.map(({ check, message, expected, received }) => ({ check, message, expected, received }))).toEqual([
      { check: 'keepsLimit', message: 'more items than the limit', expected: '50', received: '51' },
    ]);
  });

  it('may give findings, with a confidence and identity of their own', async () => {
    const check: CustomCheck = {
      id: 'two-things',
      severity: 'low',
      summary: 'Large limits are slow.',
      onExchange: (exchange) =>
        limitOf(exchange) === 100
          ? [
              { message: 'one', confidence: 'heuristic', identity: 'a' },
              { message: 'two', confidence: 'likely', identity: 'b', details: { of: exchange.operation.path } },
            ]
          : undefined,
    };
    const { failures } = await runItems([check]);
    expect(
      failures.map(({ identity, title, confidence, severity, details }) => [
        identity,
        title,
        confidence,
        severity,
        details,
      ]),
    ).toEqual([
      ['a', 'Large limits are slow.', 'heuristic', 'low', {}],
      ['b', 'Large limits are slow.', 'likely', 'low', { of: '/items' }],
    ]);
  });

  it('that breaks is a problem, told once, and costs no other check its verdict', async () => {
    const broken: CustomCheckFunction = ({ response }) =>
      void (response as unknown as { items: string[] }).items.length;
    const strange: CustomCheckFunction = () => 42 as unknown as string;
    const sound: CustomCheckFunction = (exchange) => {
      if (limitOf(exchange) === 100) throw new Error(`limit ${limitOf(exchange)}`);
    };
    const result = await runItems([broken, strange, sound]);
    expect(result.failures.map(({ check, message }) => [check, message])).toEqual([['sound', 'limit 100']]);
    expect(problems(result)).toEqual([
      expect.stringMatching(/^The check broken broke and has no verdict: TypeError: /),
      'The check strange broke and has no verdict: it gave 42, which is no text and has no message.',
    ]);
    expect(result.error).toBeUndefined();
  });

  it('finds that a body is no JSON', async () => {
    const isJson: CustomCheckFunction = ({ response }) => void response.json();
    const { failures } = await runItems([isJson]);
    expect(failures.map(({ operation, message }) => [operation, message])).toContainEqual([
      'GET /items',
      'The body of the answer 400 is no JSON.',
    ]);
  });

  it('may judge the whole run, by what it kept of it', async () => {
    const kept: CheckedExchange[] = [];
    const check: CustomCheck = {
      id: 'of_the_run',
      onExchange(exchange) {
        if (limitOf(exchange) === 100) kept.push(exchange);
      },
      onRunEnd({ operations }) {
        const [first] = kept;
        const answered = operations.map(
          ({ operation, answers }) => `${operation.label} ${[...answers.keys()].sort((a, b) => a - b).join()}`,
        );
        return [
          { message: answered.join('; ') },
          ...(first === undefined ? [] : [{ message: 'seen', exchange: first }]),
        ];
      },
    };
    const { failures } = await runItems([check], { concurrency: 1 });
    expect(
      failures.map(({ message, operation, operations, reproducibility }) => [
        message,
        operations ?? operation,
        reproducibility.kind,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['GET /items 200,400; GET /health 200', ['GET /health'], 'unverified'],
        ['seen', 'GET /items', 'unverified'],
      ]),
    );
    expect(failures.find(({ message }) => message === 'seen')?.request.url).toContain('limit=100');
    // No one request shows it again.
    for (const { replay } of failures) expect(replay).not.toContain('--include-path');
  });

  it('runs where it is named, and not where it is left out', async () => {
    const always: CustomCheckFunction = () => 'always';
    expect((await runItems([always], { checks: ['http_semantics'] })).failures).toEqual([]);
    expect((await runItems([always], { excludeChecks: ['always'] })).failures).toEqual([]);
    const { failures } = await runItems([always], { checks: ['always'] });
    expect(failures.map(({ check, operation }) => `${check} ${operation}`)).toEqual([
      'always GET /items',
      'always GET /health',
    ]);
  });

  it('does not let secrets out', async () => {
    const leaky: CustomCheck = {
      id: 'leaky',
      onExchange: ({ request }) => ({
        message: `sent ${request.header('authorization')}`,
        title: `sent ${request.header('authorization')}`,
      }),
    };
    const { events } = await runItems([leaky], { headers: { Authorization: 'Bearer sesame-open' } });
    expect(JSON.stringify(events)).not.toContain('sesame-open');
  });

  it.each<[string, unknown, RegExp]>([
    ['without a name', [() => undefined], /Expected a name for the check, received ""/],
    [
      'with the name of another',
      [{ id: 'http_semantics', onExchange: () => undefined }],
      /There is another check http_semantics/,
    ],
    ['that does nothing', [{ id: 'a' }], /neither onExchange nor onRunEnd/],
    ['that is a text', ['hasRequestId'], /Expected a check, received "hasRequestId"/],
  ])('%s is no check', async (_, customChecks, message) => {
    await expect(runItems(customChecks as RunOptions['customChecks'])).rejects.toThrow(message);
  });
});

it(
  'is brought by a configuration file, named by flags, and decides the exit status',
  { timeout: 120_000 },
  async () => {
    await using server = await startItems();
    const folder = await mkdtemp(join(tmpdir(), 'atg-custom-'));
    await writeFile(join(folder, 'items.json'), JSON.stringify(document));
    await writeFile(
      join(folder, 'api-test-gen.config.mjs'),
      `export default { customChecks: [function hasRequestId({ response }) {
      if (response.status === 200 && response.header('x-request-id') === undefined) throw new Error('no X-Request-Id');
    }] };`,
    );
    const run = (...flags: readonly string[]): ReturnType<typeof runCli> =>
      runCli(['run', 'items.json', '-b', server.url, '--seed', '1', '-n', '5', ...flags], { cwd: folder });
    const found = await run('--checks', 'hasRequestId');
    expect([found.exitCode, found.stdout]).toEqual([1, expect.stringContaining('no X-Request-Id')]);
    expect((await run('--exclude-checks', 'hasRequestId')).stdout).not.toContain('no X-Request-Id');
    const wrong = await run('--checks', 'hasRequestIt');
    expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringContaining('Did you mean "hasRequestId"?')]);
  },
);
