import { describe, expect, it } from 'vitest';
import {
  carelessDefects,
  carelessDocument,
  startCareless,
  type CarelessDefect,
  type CarelessOptions,
} from '../../fixtures/servers/odd/careless.ts';
import { collectRun, type CollectedRun } from './collect-run.ts';

const slowMs = 1_000;

async function runCareless(options: Omit<CarelessOptions, 'slowMs'>): Promise<CollectedRun> {
  const server = await startCareless({ ...options, slowMs });
  try {
    return await collectRun({
      spec: carelessDocument,
      baseUrl: server.url,
      seed: 1,
      maxExamples: 10,
      requestTimeout: 2,
      maxResponseTime: 0.8,
      checks: ['default', 'undocumented_fields'],
    });
  } finally {
    await server.close();
  }
}

const found = ({ failures }: CollectedRun): readonly string[] =>
  failures.map(({ check, operation, identity }) => `${check} ${operation} ${identity}`).sort();

const all = Object.keys(carelessDefects) as readonly CarelessDefect[];

describe('a careless server', () => {
  it.each(all.map((defect) => [defect]))('shows its one defect: %s', { timeout: 60_000 }, async (defect) => {
    const result = await runCareless({ defects: [defect] });
    expect(found(result)).toEqual([carelessDefects[defect]]);
    expect(result.failures[0]?.reproducibility).toEqual({ kind: 'deterministic' });
  });

  it('shows all of them at once', { timeout: 60_000 }, async () => {
    const result = await runCareless({ defects: all });
    expect(found(result)).toEqual(Object.values(carelessDefects).sort());
  });

  it('shows nothing where it has none', { timeout: 60_000 }, async () => {
    expect(found(await runCareless({ defects: [] }))).toEqual([]);
  });

  it('is not blamed for being late once', { timeout: 60_000 }, async () => {
    const result = await runCareless({ defects: [], startsLate: true });
    const late = result.cases.filter(({ failed }) => failed !== undefined);
    expect(late.flatMap(({ failed }) => failed)).toEqual(
      expect.arrayContaining(['max_response_time', 'request_timeout']),
    );
    expect(found(result)).toEqual([]);
  });
});

it('an opt-in check is named in the line that sends the case again', { timeout: 60_000 }, async () => {
  const { failures } = await runCareless({ defects: ['password-in-profile'] });
  expect(failures[0]?.replay).toContain('--checks undocumented_fields');
});
