import type { Phase } from '../../model/phase.ts';
import { reportFailures } from '../failures/report-failures.ts';
import type { RunState } from '../run-state.ts';

/** What is left of a phase that was cut short. */
export type Rest = () => Promise<void>;

/** The requests of a phase. */
export interface PhaseWork {
  readonly phase: Phase;
  /** How many operations it is about. */
  readonly operations: number;
  /** Sends until there is no more, or none may be sent; called again, it goes on from there. Whether there is no more. */
  send(): Promise<boolean>;
  /** Before what was found is reported. */
  settle?(): void;
  /** Whether all operations were asked, so that what holds for the whole API shows. */
  readonly isFinal?: boolean;
}

/** Carries out a phase, then reports what it found. Where its time was up before it was through, gives what is left of it. */
export async function carryOn(run: RunState, work: PhaseWork): Promise<Rest | undefined> {
  const { phase, operations, isFinal = true } = work;
  let tookMs = 0;
  let failures = 0;
  const go = async (): Promise<boolean> => {
    const startedAt = performance.now();
    const before = run.tally.failures;
    run.stream.emit({ type: 'phase-started', phase, operations });
    const isThrough = await work.send();
    work.settle?.();
    await reportFailures(run, isFinal || run.stopped() !== undefined);
    tookMs += performance.now() - startedAt;
    failures += run.tally.failures - before;
    run.stream.emit({ type: 'phase-finished', phase, cases: run.tally.casesIn(phase), failures, durationMs: tookMs });
    return isThrough || run.stopped() !== undefined;
  };
  if (await go()) return undefined;
  return async () => {
    await go();
  };
}
