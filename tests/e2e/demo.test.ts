import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemoServer, type DemoServer } from '../../fixtures/servers/demo/server.ts';
import { exitCodeOf } from '../../src/exit-code.ts';
import { collectRun, foundPairs, type CollectedRun } from './collect-run.ts';

const seeds = [1, 2, 3];

describe('the demo with its defects', () => {
  let server: DemoServer;
  let result: CollectedRun;
  beforeAll(async () => {
    server = await startDemoServer({ defects: 'all' });
    result = await collectRun({ spec: server.specPath, baseUrl: server.url, seed: 1 });
  }, 120_000);
  afterAll(() => server.close());

  it('finds exactly what is planted', () => {
    const planted = server.defects.map(({ check, operation }) => `${check} ${operation}`);
    expect(foundPairs(result)).toEqual([...new Set(planted)].sort());
    expect(exitCodeOf(result.summary)).toBe(1);
  });

  it('has seen every failure again', () => {
    const unsure = result.failures.filter(({ reproducibility }) => reproducibility.kind !== 'deterministic');
    expect(unsure.map(({ check, operation, reproducibility }) => ({ check, operation, reproducibility }))).toEqual([]);
  });

  it('reaches every operation', () => {
    const { operations } = result.summary;
    expect(operations.tested).toBe(operations.selected);
    expect(operations.reached).toBe(operations.selected);
  });

  it('points into the document', () => {
    const schema = result.failures.find(({ check }) => check === 'response_schema_conformance');
    expect(schema?.where).toMatchObject({ file: server.specPath, line: expect.any(Number) });
  });
});

describe('the clean twin', () => {
  let server: DemoServer;
  beforeAll(async () => {
    server = await startDemoServer({ defects: 'none' });
  }, 60_000);
  afterAll(() => server.close());

  it.each(seeds)(
    'shows nothing with seed %i',
    async (seed) => {
      const { failures, summary, events } = await collectRun({ spec: server.specPath, baseUrl: server.url, seed });
      expect(failures.map(({ check, operation, message, curl }) => ({ check, operation, message, curl }))).toEqual([]);
      expect(events.filter(({ type }) => type === 'problem' || type === 'warning')).toEqual([]);
      expect(exitCodeOf(summary)).toBe(0);
    },
    120_000,
  );
});
