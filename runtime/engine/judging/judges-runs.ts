import type { CustomCheck } from '../../checks/custom-check.ts';
import type { Failure, Reproducibility } from '../../model/failure.ts';

/** Whether a check is one of the user's that judges whole runs: sending one request again tells nothing of what it found. */
export function judgesRuns(custom: readonly CustomCheck[], id: string): boolean {
  return custom.some((check) => check.id === id && check.onRunEnd !== undefined);
}

/** What a whole run showed. */
export const shownByRun = {
  kind: 'unverified',
  reason: 'it is about the whole run',
} as const satisfies Reproducibility;

/** Whether only another run can show a failure again: no request of it does. */
export function isOfRun({ reproducibility }: Pick<Failure, 'reproducibility'>): boolean {
  return reproducibility.kind === 'unverified' && reproducibility.reason === shownByRun.reason;
}
