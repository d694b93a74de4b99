import type { CoverageSummary } from '../../model/coverage.ts';
import type { Gate } from '../../model/gate.ts';
import type { RunSummary } from '../../model/summary.ts';
import { unreachableCodes, warningCodes, type WarningCode } from '../../model/warning-code.ts';

/** What a run must have done to be worth a green light; without a limit, nothing is demanded. */
export interface GateLimits {
  /** Percent of the selected operations that must have answered 2xx. */
  readonly minReached: number | undefined;
  /** Percent of keywords that must have been exercised, each valid and invalid. */
  readonly minKeywordCoverage: number | undefined;
  /** Warnings that there must be none of. */
  readonly failOnWarning: readonly WarningCode[];
}

/** The gates that were set, and whether the run met them. */
export function gatesOf(
  { minReached, minKeywordCoverage, failOnWarning }: GateLimits,
  {
    operations: { reached, selected },
    coverage,
    warned,
  }: {
    readonly operations: RunSummary['operations'];
    readonly coverage: CoverageSummary;
    readonly warned: ReadonlySet<WarningCode>;
  },
): readonly Gate[] {
  const gates: Gate[] = [];
  if (minReached !== undefined) gates.push(percentGate('min-reached', minReached, reached, selected));
  if (minKeywordCoverage !== undefined) {
    const { valid, invalid } = coverage.keywords;
    const exercised = valid.exercised + invalid.exercised;
    gates.push(percentGate('min-keyword-coverage', minKeywordCoverage, exercised, valid.total + invalid.total));
  }
  if (failOnWarning.length > 0) {
    const forbidden = failOnWarning.includes('unreachable') ? [...failOnWarning, ...unreachableCodes] : failOnWarning;
    const warnings = warningCodes.filter((code) => warned.has(code) && forbidden.includes(code));
    gates.push({ name: 'fail-on-warning', met: warnings.length === 0, warnings });
  }
  return gates;
}

/** Where there is nothing to count, nothing is missing. */
function percentGate(
  name: 'min-reached' | 'min-keyword-coverage',
  required: number,
  count: number,
  total: number,
): Gate {
  const percent = total === 0 ? 100 : (count * 100) / total;
  // Rounded down: 89.96 must not be shown as the 90 that it misses.
  return { name, met: percent >= required, required, actual: Math.floor(percent * 10) / 10 };
}
