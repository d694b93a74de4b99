import type { Confidence } from '../runtime/model/failure.ts';
import type { RunSummary } from '../runtime/model/summary.ts';

/** Exit statuses of the command line. */
export const exitCodes = Object.freeze({ ok: 0, findings: 1, notTested: 2, reporterFailed: 3, interrupted: 130 });

/** What else decides the exit status. */
export interface ExitConditions {
  /** The lowest confidence that counts. @default 'likely' */
  readonly failOn?: Confidence;
  /** The failures were written to a baseline: none of them counts. @default false */
  readonly baselineUpdated?: boolean;
  /** A report could not be written. @default false */
  readonly reporterFailed?: boolean;
}

const confidences = ['proved', 'likely', 'heuristic'] as const satisfies readonly Confidence[];

/**
 * The exit status of a finished run, the first that applies: 130 interrupted; 2 nothing was tested, or the base URL is
 * wrong; 1 failures of at least the given confidence, a gate that was not met, or the server died; 3 a reporter failed; 0.
 */
export function exitCodeOf(
  summary: RunSummary,
  { failOn = 'likely', baselineUpdated = false, reporterFailed = false }: ExitConditions = {},
): number {
  if (summary.stopped === 'interrupted') return exitCodes.interrupted;
  if (summary.operations.tested === 0 || summary.stopped === 'base-url-suspect') return exitCodes.notTested;
  const failures = confidencesFrom(failOn).reduce(
    (sum, confidence) => sum + summary.failures.byConfidence[confidence],
    0,
  );
  const isMet = summary.gates?.every(({ met }) => met) ?? true;
  if ((failures > 0 && !baselineUpdated) || !isMet || summary.stopped === 'server-died') return exitCodes.findings;
  return reporterFailed ? exitCodes.reporterFailed : exitCodes.ok;
}

/** The confidences at which a failure fails a run. */
export function confidencesFrom(failOn: Confidence): readonly Confidence[] {
  return confidences.slice(0, confidences.indexOf(failOn) + 1);
}
