import type { BaselineMark } from '../../runtime/model/failure.ts';
import type { BaselineEntry } from './baseline-file.ts';

/** What a baseline says of each failure on a day (`YYYY-MM-DD`): an entry counts through the day it expires on. */
export function baselineMarks(entries: readonly BaselineEntry[], today: string): ReadonlyMap<string, BaselineMark> {
  return new Map(
    entries.map(({ id, reason, expires }) => [
      id,
      {
        status: expires !== undefined && expires < today ? 'expired' : 'known',
        ...(reason === undefined ? {} : { reason }),
        ...(expires === undefined ? {} : { expires }),
      },
    ]),
  );
}
