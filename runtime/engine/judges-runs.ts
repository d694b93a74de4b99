import type { CustomCheck } from '../checks/custom-check.ts';

/** Whether a check is one of the user's that judges whole runs: sending one request again tells nothing of what it found. */
export function judgesRuns(custom: readonly CustomCheck[], id: string): boolean {
  return custom.some((check) => check.id === id && check.onRunEnd !== undefined);
}
