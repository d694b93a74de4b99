import type { PlantedDefect } from '../../fixtures/servers/clinic/defects.ts';
import {
  clinicHeaders,
  clinicIdentities,
  startClinicServer,
  type ClinicOptions,
} from '../../fixtures/servers/clinic/server.ts';
import type { RunOptions } from '../../src/run.ts';
import { collectRun, type CollectedRun } from './collect-run.ts';

type Found = CollectedRun['failures'][number];

/** What a run of the clinic found, held against what is planted. All lists are empty where both are the same. */
export interface ClinicResult extends CollectedRun {
  readonly planted: readonly PlantedDefect[];
  /** Ids of planted defects that no failure shows, but for those of which it is known that they are not found. */
  readonly missed: readonly string[];
  /** Failures that no planted defect explains. */
  readonly unexplained: readonly string[];
  /** Ids of planted defects that several failures of their check show. */
  readonly repeated: readonly string[];
}

interface ClinicRunOptions extends Partial<RunOptions>, Pick<ClinicOptions, 'behaviours'> {
  /** As one user, or with the credentials of all. Default `one`. */
  readonly users?: 'one' | 'all';
}

/** Starts the clinic with these defects, tests it within the default budget, and stops it. */
export async function runClinic(
  defects: ClinicOptions['defects'],
  { behaviours = [], users = 'one', ...options }: ClinicRunOptions = {},
): Promise<ClinicResult> {
  const server = await startClinicServer({ defects: defects ?? 'none', behaviours });
  try {
    const result = await collectRun({
      spec: server.specPath,
      baseUrl: server.url,
      ...(users === 'one' ? { headers: clinicHeaders } : { identities: clinicIdentities }),
      seed: 1,
      checks: ['default', 'undocumented_fields'],
      maxResponseTime: 1,
      requestTimeout: 6, // A busy machine must not cost a case.
      ...options,
    });
    return { ...result, planted: server.defects, ...compare(server.defects, result.failures) };
  } finally {
    await server.close();
  }
}

function compare(
  planted: readonly PlantedDefect[],
  found: readonly Found[],
): Omit<ClinicResult, 'planted' | keyof CollectedRun> {
  const shownBy = (defect: PlantedDefect): readonly Found[] => found.filter((failure) => isOf(failure, defect));
  const isExplained = (failure: Found): boolean =>
    planted.some((defect) => isOf(failure, defect) || isBeside(failure, defect));
  return {
    missed: planted.filter((defect) => defect.missed === undefined && shownBy(defect).length === 0).map(({ id }) => id),
    unexplained: found
      .filter((failure) => !isExplained(failure))
      .map(({ check, operation, identity, message, curl }) => [check, operation, identity, message, curl].join(' · ')),
    repeated: planted.filter((defect) => shownBy(defect).length > 1).map(({ id }) => id),
  };
}

function isOf(failure: Found, { check, operation, identity }: PlantedDefect): boolean {
  return failure.check === check && failure.identity.startsWith(identity) && isAt(failure, operation);
}

function isBeside(failure: Found, { also = [], operation }: PlantedDefect): boolean {
  return (
    (also.includes(failure.check) && isAt(failure, operation)) || also.includes(`${failure.check} ${failure.operation}`)
  );
}

function isAt(failure: Found, operation: string): boolean {
  return failure.operation === operation || failure.operations?.includes(operation) === true;
}
