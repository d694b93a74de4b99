import { gateText, stopText } from '../../reporters/words.ts';
import type { RunRecord } from '../../reporters/run-record.ts';

/** What a run as a whole failed at, in words: nothing was tested, it could not go on, or a demand on it was not met. */
export function wholeErrors({ summary }: RunRecord): readonly string[] {
  if (summary === undefined || summary.stopped === 'interrupted') return [];
  const { operations, gates = [], stopped } = summary;
  return [
    ...(operations.tested === 0 ? ['Nothing was tested: no operation received a case.'] : []),
    ...(stopped === 'server-died' || stopped === 'unreachable'
      ? [`The run ended early, because ${stopText(stopped)}.`]
      : []),
    ...gates.filter(({ met }) => !met).map((gate) => `Not met: ${gateText(gate)}`),
  ];
}
