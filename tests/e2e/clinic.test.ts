import { beforeAll, describe, expect, it } from 'vitest';
import { behaviours } from '../../fixtures/servers/clinic/behaviours.ts';
import { historyDefects, singleDefects, type PlantedDefect } from '../../fixtures/servers/clinic/defects.ts';
import type { Phase } from '../../runtime/model/phase.ts';
import { exitCodeOf } from '../../src/exit-code.ts';
import { runClinic, type ClinicResult } from './clinic-run.ts';

const exactly = { missed: [], unexplained: [], repeated: [] };
const singlePhases: readonly Phase[] = ['examples', 'coverage', 'fuzzing'];
const allPhases: readonly Phase[] = ['examples', 'coverage', 'stateful', 'fuzzing'];

describe('the clinic with all its defects of single requests', () => {
  let result: ClinicResult;
  beforeAll(async () => {
    result = await runClinic(
      singleDefects.map(({ id }) => id),
      { phases: singlePhases },
    );
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
  it.each(singleDefects.map(({ id, operation }) => [id, operation] as const))(
    '%s',
    async (id, operation) => {
      const [method = '', path = ''] = operation.split(' ');
      const result = await runClinic([id], {
        phases: singlePhases,
        includeMethod: [method],
        includePath: [path],
      });
      const { missed, unexplained, repeated } = result;
      expect({ missed, unexplained, repeated }).toEqual(exactly);
    },
    60_000,
  );
});

describe('the clinic with one defect that takes a history', () => {
  const found = historyDefects.filter((defect) => defect.missed === undefined);
  const missed = historyDefects.filter((defect) => defect.missed !== undefined);
  for (const { id, missed: reason = '' } of missed) it.todo(`${id}: ${reason}`);
  it.each(found.map((defect) => [defect.id, defect] as const))(
    '%s',
    async (id, defect) => {
      const { missed, unexplained, repeated } = await runClinic([id], historyOf(defect));
      expect({ missed, unexplained, repeated }).toEqual(exactly);
    },
    60_000,
  );
});

/** What is enough to see it. */
function historyOf({ check, resources = [] }: PlantedDefect): Parameters<typeof runClinic>[1] {
  return {
    phases: check === 'concurrent_modification' ? ['stateful', 'concurrent'] : ['stateful'],
    users: 'all',
    maxExamples: 200, // Of a part of the operations alone.
    includePathRegex: [`^(?:${resources.join('|')})(?:/|$)`],
  };
}

describe('the clinic without defects', () => {
  const sound = [
    ...[1, 2, 3].map((seed) => [seed, []] as const),
    ...behaviours.map((behaviour) => [1, [behaviour]] as const),
    [1, behaviours] as const,
  ];
  it.each(sound)(
    'shows nothing with seed %i, and %j',
    async (seed, manners) => {
      const users = manners.length === 0 && seed === 1 ? 'one' : 'all';
      const { unexplained, events, summary } = await runClinic('none', {
        seed,
        users,
        phases: manners.length === 0 ? allPhases : ['stateful'],
        behaviours: manners,
      });
      expect(unexplained).toEqual([]);
      // Without the phases before, a sequence may not get everywhere.
      const said = manners.length === 0 ? ['problem', 'warning'] : ['problem'];
      expect(events.filter(({ type }) => said.includes(type))).toEqual([]);
      expect(exitCodeOf(summary)).toBe(0);
    },
    120_000,
  );
});
