import { expect, it } from 'vitest';
import { startStreaming, streamingDocument } from '../../fixtures/servers/odd/streaming.ts';
import type { RunOptions } from '../../src/run.ts';
import { collectRun, type CollectedRun } from './collect-run.ts';

async function runStreaming(broken: readonly string[], options: Partial<RunOptions> = {}): Promise<CollectedRun> {
  const server = await startStreaming({ broken });
  try {
    return await collectRun({
      spec: streamingDocument,
      baseUrl: server.url,
      seed: 1,
      maxResponseTime: 0.5,
      requestTimeout: 30,
      ...options,
    });
  } finally {
    await server.close();
  }
}

it('streams that keep their contract show nothing, whether they end or not', { timeout: 60_000 }, async () => {
  const { failures, events, summary } = await runStreaming([]);
  expect(failures).toEqual([]);
  expect(events.filter(({ type }) => type === 'warning' || type === 'problem')).toEqual([]);
  expect(summary.operations).toMatchObject({ tested: 4, reached: 4 });
});

it.each([
  ['/lines', 'proved', '/2/n'],
  ['/endless/lines', 'proved', '/2/n'],
  ['/events', 'likely', '/2/data/n'],
  ['/endless/events', 'likely', '/2/data/n'],
])('an item of %s that breaks its schema is found', { timeout: 60_000 }, async (path, confidence, place) => {
  const { failures } = await runStreaming([path], { includePath: [path] });
  expect(failures).toMatchObject([
    {
      check: 'response_schema_conformance',
      operation: `GET ${path}`,
      confidence,
      message: `The value at ${place} breaks \`minimum\`: must be >= 1.`,
      reproducibility: { kind: 'deterministic' },
    },
  ]);
});
