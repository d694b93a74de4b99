import type { EventOf, RunEvent } from '../events.ts';
import type { Failure } from '../model/failure.ts';

/** What an export needs of a run. */
export interface RecordedRun {
  readonly seed: number;
  readonly baseUrl: string;
  readonly failures: readonly Failure[];
  /** In the order they were sent. */
  readonly cases: readonly EventOf<'case-finished'>[];
}

/** Gathers a run from its events. */
export interface RunCollector {
  take(event: RunEvent): void;
  /** `undefined` before a run has begun. */
  run(): RecordedRun | undefined;
}

export function createRunCollector(): RunCollector {
  let started: EventOf<'run-started'> | undefined;
  const failures: Failure[] = [];
  const cases: EventOf<'case-finished'>[] = [];
  return {
    take(event) {
      if (event.type === 'run-started') started = event;
      else if (event.type === 'failure-found') failures.push(event.failure);
      // Values of later phases hang on what the run had made by then; of them only whole sequences are of use.
      else if (event.type === 'case-finished' && event.phase !== 'fuzzing' && event.phase !== 'concurrent') {
        cases.push(event);
      }
    },
    run: () => started && { seed: started.seed, baseUrl: started.baseUrl, failures, cases },
  };
}
