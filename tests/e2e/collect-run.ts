import { run, type RunOptions } from '../../src/run.ts';
import type { EventOf, RunEvent } from '../../runtime/events.ts';

/** A whole run: its events, and the error that ended it if one did. */
export interface CollectedRun {
  readonly events: readonly RunEvent[];
  readonly error: unknown;
  readonly failures: readonly EventOf<'failure-found'>['failure'][];
  readonly cases: readonly EventOf<'case-finished'>[];
  readonly summary: EventOf<'run-finished'>['summary'];
}

/** Runs to the end and never rejects for what the run throws. */
export async function collectRun(options: RunOptions): Promise<CollectedRun> {
  const events: RunEvent[] = [];
  let error: unknown;
  try {
    for await (const event of run(options)) events.push(event);
  } catch (caught) {
    error = caught;
  }
  const last = events.at(-1);
  if (last?.type !== 'run-finished') throw error ?? new Error('the run did not end with run-finished');
  return {
    events,
    error,
    failures: events.flatMap((event) => (event.type === 'failure-found' ? [event.failure] : [])),
    cases: events.filter((event) => event.type === 'case-finished'),
    summary: last.summary,
  };
}

/** What was found, as defects are planted: check and operation. */
export function foundPairs({ failures }: CollectedRun): readonly string[] {
  return [...new Set(failures.map(({ check, operation }) => `${check} ${operation}`))].sort();
}
