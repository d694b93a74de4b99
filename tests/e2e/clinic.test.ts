import { beforeAll, describe, expect, it } from 'vitest';
import { plantedDefects } from '../../fixtures/servers/clinic/defects.ts';
import { exitCodeOf } from '../../src/exit-code.ts';
import { runClinic, type ClinicResult } from './clinic-run.ts';

const exactly = { missed: [], unexplained: [], repeated: [] };

describe('the clinic with all its defects', () => {
  let result: ClinicResult;
  beforeAll(async () => {
    result = await runClinic('all');
  }, 240_000);

  it('shows exactly what is planted', () => {
    const { missed, unexplained, repeated } = result;
    expect({ missed, unexplained, repeated }).toEqual(exactly);
    expect(exitCodeOf(result.summary)).toBe(1);
  });

  it('shows every failure again', () => {
    const unsure = result.failures.filter(({ reproducibility }) => reproducibility.kind !== 'deterministic');
    expect(unsure.map(({ check, operation, reproducibility }) => ({ check, operation, reproducibility }))).toEqual([]);
  });

  it('is reached in every operation', () => {
    const { operations } = result.summary;
    expect(operations.tested).toBe(operations.selected);
    expect(operations.reached).toBe(operations.selected);
  });
});

describe('the clinic with one defect', () => {
  it.each(plantedDefects.map(({ id, operation }) => [id, operation] as const))(
    '%s',
    async (id, operation) => {
      const [method = '', path = ''] = operation.split(' ');
      const result = await runClinic([id], { includeMethod: [method], includePath: [path] });
      const { missed, unexplained, repeated } = result;
      expect({ missed, unexplained, repeated }).toEqual(exactly);
    },
    60_000,
  );
});

describe('the clinic without defects', () => {
  it.each([1, 2, 3])(
    'shows nothing with seed %i',
    async (seed) => {
      const { unexplained, events, summary } = await runClinic('none', { seed });
      expect(unexplained).toEqual([]);
      expect(events.filter(({ type }) => type === 'problem' || type === 'warning')).toEqual([]);
      expect(exitCodeOf(summary)).toBe(0);
    },
    120_000,
  );
});
