import type { RaceAnomaly } from '../../model/race.ts';
import { answerText, type RaceAnswer } from '../../stateful/concurrency/race-answer.ts';
import { lateText } from './explore-race.ts';
import type { SerialRun } from './race-trial.ts';

/** How parallel requests failed, where none of the serial ones did. */
export function failedAnomaly(serial: readonly SerialRun[], answers: readonly RaceAnswer[]): RaceAnomaly | undefined {
  const isCollapse = ({ outcome }: RaceAnswer): boolean => outcome === 'failed' || outcome === 'late';
  if (serial.some((run) => run.answers.some(isCollapse))) return undefined;
  const first = answers.find(isCollapse);
  if (first === undefined) return undefined;
  return { kind: 'failed', how: first.outcome === 'late' ? lateText : answerText(first) };
}
