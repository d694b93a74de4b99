import { problemOf } from '../cases/problem-of.ts';
import type { ReadyCase } from '../cases/ready-case.ts';
import type { Mode } from '../model/case.ts';
import type { Phase } from '../model/phase.ts';
import type { Problem } from '../model/problem.ts';
import { describeLocation } from './context-options.ts';
import { loadPhase } from './phase-cases.ts';
import { reportFailures } from './report-failures.ts';
import type { CaseRunner } from './case-runner.ts';
import type { OperationState } from './operation-state.ts';
import type { RunState } from './run-state.ts';
import { undeclaredMethodsOf } from './undeclared-methods.ts';
import { createSchedule, type CaseSupply } from './schedule.ts';

/** Runs one phase over all operations: its cases concurrently, then what they found made small, verified and reported. */
export async function runPhase(run: RunState, runner: CaseRunner, phase: Phase): Promise<void> {
  const startedAt = performance.now();
  const states = run.states.filter(({ broken }) => !broken);
  run.stream.emit({ type: 'phase-started', phase, operations: states.length });
  const failuresBefore = run.tally.failures;
  const schedule = createSchedule(states, await createSupply(run, phase));
  const loop = async (): Promise<void> => {
    while (run.stopped() === undefined) {
      if (run.remainingMs() <= 0) return run.stop('max-time');
      if (run.stream.isFull()) await run.stream.drained();
      const gate = runner.gate();
      if (gate !== undefined) await gate;
      const next = run.stopped() === undefined ? schedule.next() : undefined;
      if (next === undefined) return;
      await runner.perform(next);
    }
  };
  const crashes: unknown[] = [];
  const guarded = (): Promise<void> =>
    loop().catch((error: unknown) => {
      // Our own defect: the other loops end too, before anybody is told that the run did.
      crashes.push(error);
      run.stop('internal-error');
    });
  await Promise.all(Array.from({ length: run.options.concurrency }, guarded));
  if (crashes.length > 0) throw crashes[0];
  await reportFailures(run, isFinal(run, phase));
  run.stream.emit({
    type: 'phase-finished',
    phase,
    cases: run.tally.casesIn(phase),
    failures: run.tally.failures - failuresBefore,
    durationMs: performance.now() - startedAt,
  });
}

/** Coverage asks all operations; what comes after it asks them the same things again. */
function isFinal({ options, stopped }: RunState, phase: Phase): boolean {
  return phase !== 'examples' || stopped() !== undefined || !options.phases.includes('coverage');
}

async function createSupply(run: RunState, phase: Phase): Promise<CaseSupply> {
  const casesOf = await loadPhase(phase);
  const { seed, mode, maxExamples } = run.options;
  const onProblem = (problem: Problem): void => run.problem(problem);
  const undeclared = undeclaredMethodsOf(run.methods, run.options);
  const caseOptions = { seed, mode, maxExamples, undeclared, onProblem };
  return function* supply(
    state: OperationState,
    from: number,
    exhausted: ReadonlySet<Mode>,
  ): Generator<ReadyCase | undefined> {
    // What one operation's part of the document does wrong must not end the others' tests.
    try {
      yield* casesOf(run.contexts.get(state), { ...caseOptions, exhausted }, from);
    } catch (error) {
      run.problem(problemOf(error, state.entry.label, (location) => describeLocation(run.setting.api, location)));
    }
  };
}
