import type { Phase } from '../runtime/model/phase.ts';
import type { RunRecord } from './run-record.ts';
import { stopText } from './words.ts';

/** Why an operation received no case in a phase. */
export function skipReason(record: RunRecord, phase: Phase, label: string): string {
  if (record.problems.some(({ operation }) => operation === label)) {
    return 'Not tested: its part of the document has a problem, see the suite "api-test-gen problems".';
  }
  const isLast = [...record.begun].at(-1) === phase;
  if (record.ended.has(phase) && !(isLast && wasCut(record))) return 'This phase has no case for the operation.';
  return `Not tested: the run ended before, because ${stopText(record.summary?.stopped)}.`;
}

/** Whether the run ended before its plan did. */
export function wasCut(record: RunRecord): boolean {
  return record.summary === undefined || record.summary.stopped !== undefined;
}
