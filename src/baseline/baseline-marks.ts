import type { EngineOptions } from '../../runtime/engine/run.ts';
import type { BaselineEntry } from './baseline-file.ts';

/** What a baseline says of each failure on a day (`YYYY-MM-DD`): an entry counts through the day it expires on. */
export function baselineMarks(entries: readonly BaselineEntry[], today: string): EngineOptions['baseline'] {
  return new Map(
    entries.map(({ reason, expires, phase, ...name }) => [
      name.id,
      {
        name,
        ...(phase === undefined ? {} : { phase }),
        mark: {
          status: expires !== undefined && expires < today ? 'expired' : 'known',
          ...(reason === undefined ? {} : { reason }),
          ...(expires === undefined ? {} : { expires }),
        },
      },
    ]),
  );
}

/** The day it is, everywhere at once: in UTC. */
export function today(now = new Date()): string {
  return now.toISOString().slice(0, 10);
}
