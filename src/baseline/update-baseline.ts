import type { Reporter } from '../../reporters/contract.ts';
import { defaultPhases } from '../../runtime/model/phase.ts';
import type { Confidence, Failure } from '../../runtime/model/failure.ts';
import { confidencesFrom } from '../exit-code.ts';
import { writeBaseline, type BaselineEntry } from './baseline-file.ts';

/**
 * Writes what a run found as its baseline, at its end. What was known keeps its reason and day; what the run tested and did not see any more goes; what
 * it did not test stays. Only failures that would fail the run are written. `onWritten` is given how many stand there now.
 */
export function updateBaseline(
  file: string,
  old: readonly BaselineEntry[],
  { failOn, onWritten }: { readonly failOn: Confidence; readonly onWritten: (entries: number) => void },
): Reporter {
  const found = new Map<string, Failure>();
  const fixed = new Set<string>();
  return {
    name: 'baseline',
    on: {
      'failure-found': ({ failure }) => {
        if (confidencesFrom(failOn).includes(failure.confidence)) found.set(failure.id, failure);
      },
      'failure-fixed': ({ id, from }) => {
        if (from === 'baseline') fixed.add(id);
      },
      'run-finished': () => {
        const entries = new Map(old.filter(({ id }) => !fixed.has(id)).map((entry) => [entry.id, entry]));
        for (const { id, check, operation, title, phase } of found.values()) {
          const { reason, expires } = entries.get(id) ?? {};
          entries.set(id, {
            id,
            check,
            operation,
            title,
            ...(defaultPhases.includes(phase) ? {} : { phase }),
            ...(reason === undefined ? {} : { reason }),
            ...(expires === undefined ? {} : { expires }),
          });
        }
        writeBaseline(file, [...entries.values()]);
        onWritten(entries.size);
      },
    },
  };
}
