import type { RaceAnomaly } from '../../model/race.ts';
import { answerText, type RaceAnswer } from '../../stateful/concurrency/race-answer.ts';
import { lateText } from './explore-race.ts';
import type { SerialRun } from './race-trial.ts';

/** A server that does one thing at a time takes as long for parallel requests as for all of them together; that is no deadlock. */
const patience = 3;

/** How parallel requests failed, where none of the serial ones did. */
export function failedAnomaly(serial: readonly SerialRun[], answers: readonly RaceAnswer[]): RaceAnomaly | undefined {
  const all = serial.flatMap((run) => run.answers);
  if (all.some(({ outcome }) => outcome === 'failed' || outcome === 'late')) return undefined;
  const failed = answers.find(({ outcome }) => outcome === 'failed');
  if (failed !== undefined) return { kind: 'failed', how: answerText(failed) };
  const slowest = Math.max(0, ...all.map(({ waitedMs }) => waitedMs));
  const isLate = answers.some(
    ({ outcome, waitedMs }) => outcome === 'late' && waitedMs > patience * slowest * answers.length,
  );
  return isLate ? { kind: 'failed', how: lateText } : undefined;
}
