import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { dyingDocument, startDying, type DyingOptions } from '../../fixtures/servers/odd/dying.ts';
import { stallingDocument, startStalling } from '../../fixtures/servers/odd/stalling.ts';
import { startThrottling, throttlingDocument, type ThrottlingOptions } from '../../fixtures/servers/odd/throttling.ts';
import { exitCodeOf } from '../../src/exit-code.ts';
import { collectRun, type CollectedRun } from './collect-run.ts';

const warnings = ({ events }: CollectedRun) =>
  events.flatMap((event) => (event.type === 'warning' ? [event.code] : []));

async function runDying({
  concurrency = 8,
  ...options
}: DyingOptions & { concurrency?: number }): Promise<CollectedRun> {
  const server = await startDying(options);
  try {
    return await collectRun({ spec: dyingDocument, baseUrl: server.url, seed: 1, concurrency });
  } finally {
    await server.close();
  }
}

describe('a server that breaks connections', () => {
  it('is found with the request that does it, and the run goes on', async () => {
    const result = await runDying({});
    expect(result.failures).toMatchObject([
      { check: 'not_a_server_error', operation: 'GET /engine', identity: 'connection-lost', confidence: 'proved' },
    ]);
    expect(result.failures[0]?.request.url).toContain('level=explode');
    expect(result.summary.stopped).toBeUndefined();
    expect(result.summary.operations.reached).toBe(2);
    expect(exitCodeOf(result.summary)).toBe(1);
  });

  it('is found also where it breaks off in the middle of a body', async () => {
    const result = await runDying({ at: 'body' });
    expect(result.failures.map(({ identity }) => identity)).toEqual(['connection-lost']);
  });

  it('is no failure where the same request is answered later', async () => {
    const result = await runDying({ times: 2, concurrency: 1 });
    expect(result.failures).toEqual([]);
    expect(warnings(result)).toEqual(['connection_lost']);
  });
});

describe('a server that stays down', () => {
  it('ends the run with what was found so far', { timeout: 60_000 }, async () => {
    const result = await runDying({ afterwards: 'stay-down' });
    expect(result.summary.stopped).toBe('server-died');
    expect(result.failures).toMatchObject([{ identity: 'connection-lost', confidence: 'likely' }]);
    expect(warnings(result)).toEqual(['server_died']);
    expect(exitCodeOf(result.summary)).toBe(1);
  });
});

it('a port where nothing listens is an error that names the base URL', async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  const { error, summary } = await collectRun({ spec: dyingDocument, baseUrl: `http://127.0.0.1:${port}`, seed: 1 });
  expect(error).toMatchObject({ code: 'ATG_SERVER_UNREACHABLE', where: '--base-url' });
  expect(summary.operations.tested).toBe(0);
});

it('slow, endless and huge answers cost neither the run nor its memory', { timeout: 60_000 }, async () => {
  const server = await startStalling();
  const before = process.memoryUsage().rss;
  try {
    const result = await collectRun({
      spec: stallingDocument,
      baseUrl: server.url,
      seed: 1,
      requestTimeout: 0.5,
      maxResponseSize: 1024 * 1024,
    });
    expect(result.failures).toMatchObject([
      { check: 'request_timeout', operation: 'GET /never', confidence: 'likely' },
      { check: 'request_timeout', operation: 'GET /trickle', confidence: 'likely' },
    ]);
    expect(result.cases.map(({ operation, status, error }) => [operation, status ?? error])).toEqual(
      expect.arrayContaining([
        ['GET /fine', 200],
        ['GET /never', 'timeout'],
        ['GET /trickle', 'timeout'],
        ['GET /huge', 200],
      ]),
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  } finally {
    await server.close();
  }
});

describe('a server that throttles', () => {
  it.each<ThrottlingOptions>([{ status: 429 }, { status: 503 }, { status: 503, retryAfter: '1' }])(
    'is waited for, and no failure: %j',
    async (options) => {
      const server = await startThrottling(options);
      try {
        const result = await collectRun({ spec: throttlingDocument, baseUrl: server.url, seed: 1 });
        expect(result.failures).toEqual([]);
        expect(result.summary.throttled).toBeGreaterThan(0);
        expect(result.summary.operations.reached).toBe(1);
      } finally {
        await server.close();
      }
    },
  );
});
