import type { Failure } from '../../model/failure.ts';
import type { Mode } from '../../model/case.ts';
import type { Phase } from '../../model/phase.ts';
import type { RunSummary, StopReason } from '../../model/summary.ts';
import type { WarningCode } from '../../model/warning-code.ts';

/** The counts of a run while it goes on. */
export interface Tally {
  caseFinished(phase: Phase, mode: Mode, status: number | undefined): void;
  failureFound(failure: Failure): void;
  warn(code: WarningCode): void;
  problems: number;
  throttled: number;
  readonly sent: number;
  readonly failures: number;
  /** The warnings there were. */
  readonly warned: ReadonlySet<WarningCode>;
  /** Answers 401 and 403. */
  readonly refusedAccess: number;
  casesIn(phase: Phase): number;
  summary(operations: RunSummary['operations'], durationMs: number, stopped: StopReason | undefined): RunSummary;
}

export function createTally(): Tally {
  const byPhase = { examples: 0, coverage: 0, fuzzing: 0, stateful: 0, concurrent: 0 } satisfies Record<Phase, number>;
  const byMode = { positive: 0, negative: 0 } satisfies Record<Mode, number>;
  const byConfidence = { proved: 0, likely: 0, heuristic: 0 };
  const byStatus = new Map<string, number>();
  const byCheck = new Map<string, number>();
  const warned = new Set<WarningCode>();
  let warnings = 0;
  let sent = 0;
  let failures = 0;
  let known = 0;
  let refusedAccess = 0;
  return {
    warned,
    problems: 0,
    throttled: 0,
    get sent() {
      return sent;
    },
    get failures() {
      return failures;
    },
    get refusedAccess() {
      return refusedAccess;
    },
    warn(code) {
      warnings += 1;
      warned.add(code);
    },
    casesIn: (phase) => byPhase[phase],
    caseFinished(phase, mode, status) {
      sent += 1;
      byPhase[phase] += 1;
      byMode[mode] += 1;
      if (status === 401 || status === 403) refusedAccess += 1;
      increment(byStatus, status === undefined ? 'none' : `${Math.floor(status / 100)}xx`);
    },
    failureFound({ check, confidence, baseline }) {
      if (baseline?.status === 'known') {
        known += 1;
        return;
      }
      failures += 1;
      byConfidence[confidence] += 1;
      increment(byCheck, check);
    },
    summary(operations, durationMs, stopped) {
      return {
        durationMs,
        operations,
        cases: { sent, ...byMode, byPhase: { ...byPhase }, byStatus: sorted(byStatus) },
        failures: {
          total: failures,
          byCheck: sorted(byCheck),
          byConfidence: { ...byConfidence },
          ...(known === 0 ? {} : { known }),
        },
        problems: this.problems,
        warnings,
        throttled: this.throttled,
        ...(stopped === undefined ? {} : { stopped }),
      };
    },
  };
}

function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function sorted(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
