import type { OperationContext } from '../../cases/operation-context.ts';
import { problemOf } from '../../cases/problem-of.ts';
import type { ReadyCase } from '../../cases/ready-case.ts';
import type { Mode } from '../../model/case.ts';
import { phases, type Phase } from '../../model/phase.ts';
import type { Problem } from '../../model/problem.ts';
import { describeLocation } from '../context-options.ts';
import { carryOn, type Rest } from './carry-on.ts';
import { loadPhase } from './phase-cases.ts';
import type { CaseRunner } from '../sending/case-runner.ts';
import type { OperationState } from '../operation-state.ts';
import type { RunState } from '../run-state.ts';
import { undeclaredMethodsOf } from './undeclared-methods.ts';
import { coverageAgain, stayedOutside, type AgainOptions } from './coverage-again.ts';
import { createSchedule, type CaseSupply, type Schedule } from './schedule.ts';

/** Runs one phase over all operations: its cases concurrently, then what they found made small, verified and reported. Gives what is left where its time was up. */
export async function runPhase(run: RunState, runner: CaseRunner, phase: Phase): Promise<Rest | undefined> {
  return await runPhaseOver(
    run,
    runner,
    phase,
    run.states.filter(({ broken, isLast }) => !broken && !isLast),
  );
}

/** What may end the credentials comes when they are needed for nothing else any more: the cases that each phase has for it. */
export async function runLast(run: RunState, runner: CaseRunner): Promise<void> {
  const states = run.states.filter(({ broken, isLast }) => !broken && isLast);
  if (states.length === 0) return;
  for (const phase of phases) {
    if (phase === 'stateful' || phase === 'concurrent' || !run.options.phases.includes(phase)) continue;
    if (run.stopped() === undefined) await runPhaseOver(run, runner, phase, states);
  }
}

async function runPhaseOver(
  run: RunState,
  runner: CaseRunner,
  phase: Phase,
  states: readonly OperationState[],
): Promise<Rest | undefined> {
  // What the examples are refused for is seen better once more was sent.
  const settle = (): void => {
    const isLast = run.stopped() !== undefined || phases.findLast((one) => run.options.phases.includes(one)) === phase;
    if (isLast || phase !== 'examples') run.refusals.settle(isLast);
  };
  const send = await createSending(run, runner, phase, states);
  return await carryOn(run, { phase, operations: states.length, send, settle, isFinal: isFinal(run, phase) });
}

/** Sends the stages of a phase, one after the other; where it was cut short it goes on in the middle of one. */
async function createSending(
  run: RunState,
  runner: CaseRunner,
  phase: Phase,
  states: readonly OperationState[],
): Promise<() => Promise<boolean>> {
  const supplyOf = await createSupply(run, phase);
  const schedules = async function* (): AsyncGenerator<Schedule> {
    for (const stage of stagesOf(phase, run.options)) {
      run.learning.adapt();
      run.resources.adapt();
      if (phase === 'fuzzing' && run.options.adapt) await askAgain(run, runner, states);
      yield createSchedule(states, supplyOf(stage), { isHurried: run.options.maxTimeMs !== undefined });
    }
  };
  const stages = schedules();
  let stage: IteratorResult<Schedule, void> | undefined;
  return async () => {
    for (stage ??= await stages.next(); stage.done !== true; stage = await stages.next()) {
      await runStage(run, runner, stage.value);
      if (run.phaseTime.isUp()) return false;
    }
    return true;
  };
}

/** What the coverage phase asked in vain is asked again as soon as there is something to ask it of; once. */
async function askAgain(run: RunState, runner: CaseRunner, states: readonly OperationState[]): Promise<void> {
  const { seed, mode, maxExamples } = run.options;
  const open = states.filter(
    (state) => stayedOutside(state) && (run.resources.existingFor(state.entry.label)?.count ?? 0) > 0,
  );
  const bindFor: AgainOptions['bindFor'] = (context, seedPath) => run.resources.bindFor(context, seedPath, 'all');
  const supply: CaseSupply = (state, from) => {
    const count = run.resources.existingFor(state.entry.label)?.count ?? 0;
    const most = state.entry.method === 'DELETE' ? count : Number.POSITIVE_INFINITY;
    const cases = (): Generator<ReadyCase | undefined> =>
      coverageAgain(run.learning.contextOf(state), { seed, mode, maxExamples, most, bindFor });
    return guarded(run, state, () => skipping(cases(), from));
  };
  await runStage(run, runner, createSchedule(open, supply));
  for (const { coverageStatuses } of open) coverageStatuses.clear();
}

function* skipping(cases: Generator<ReadyCase | undefined>, from: number): Generator<ReadyCase | undefined> {
  let index = 0;
  for (const ready of cases) {
    if (index >= from) yield ready;
    index += 1;
  }
}

/** A part of a phase's cases, by index: all that it learns goes into the next part. */
interface Stage {
  readonly from: number;
  readonly until: number;
}

const whole: readonly Stage[] = [{ from: 0, until: Number.POSITIVE_INFINITY }];

/**
 * Examples and coverage are the same in every run. Fuzzing learns from them, and twice more on its way, for a server that complains of one thing at a time
 * tells the next one only then. Between stages nothing is under way, so that what is learned does not hang on time.
 */
const stagesOfFuzzing: readonly Stage[] = [
  { from: 0, until: 12 },
  { from: 12, until: 36 },
  { from: 36, until: Number.POSITIVE_INFINITY },
];

function stagesOf(phase: Phase, { adapt }: RunState['options']): readonly Stage[] {
  return phase === 'fuzzing' && adapt ? stagesOfFuzzing : whole;
}

async function runStage(run: RunState, runner: CaseRunner, schedule: Schedule): Promise<void> {
  await runLoops(run, async () => {
    while (await mayGoOn(run, runner)) {
      const next = schedule.next();
      if (next === undefined) return;
      await runner.perform(next);
    }
  });
}

/** Waits until the next request may leave; `false` where none may any more, or none of this phase. */
export async function mayGoOn(run: RunState, runner: CaseRunner): Promise<boolean> {
  if (run.stopped() !== undefined) return false;
  if (run.remainingMs() <= 0) {
    run.stop('max-time');
    return false;
  }
  if (run.stream.isFull()) await run.stream.drained();
  const gate = runner.gate();
  if (gate !== undefined) await gate;
  return run.stopped() === undefined && !run.phaseTime.isUp();
}

/** Runs as many loops at once as requests may be under way, or so many times as many: what mostly waits, waits in company. */
export async function runLoops(run: RunState, loop: () => Promise<void>, times = 1): Promise<void> {
  const crashes: unknown[] = [];
  const guarded = (): Promise<void> =>
    loop().catch((error: unknown) => {
      // Our own defect: the other loops end too, before anybody is told that the run did.
      crashes.push(error);
      run.stop('internal-error');
    });
  await Promise.all(Array.from({ length: run.options.concurrency * times }, guarded));
  if (crashes.length > 0) throw crashes[0];
}

/** Coverage asks all operations; what comes after it asks them the same things again. */
function isFinal({ options }: RunState, phase: Phase): boolean {
  return phase !== 'examples' || !options.phases.includes('coverage');
}

async function createSupply(run: RunState, phase: Phase): Promise<(stage: Stage) => CaseSupply> {
  const casesOf = await loadPhase(phase);
  const { seed, mode, maxExamples } = run.options;
  const onProblem = (problem: Problem): void => run.problem(problem);
  const undeclared = undeclaredMethodsOf(run.methods, run.options);
  const bindFor = run.options.adapt ? run.resources.bindFor : undefined;
  const caseOptions = { seed, mode, maxExamples, undeclared, onProblem, bindFor };
  const { learning, contexts } = run;
  const contextOf = (state: OperationState): OperationContext =>
    phase === 'fuzzing' ? learning.contextOf(state) : contexts.get(state);
  return (stage) => (state: OperationState, from: number, exhausted: ReadonlySet<Mode>) => {
    const options = { ...caseOptions, until: stage.until, exhausted };
    return guarded(run, state, () => casesOf(contextOf(state), options, stage.from + from));
  };
}

/** What one operation's part of the document does wrong must not end the others' tests. */
function* guarded(
  run: RunState,
  state: OperationState,
  cases: () => Generator<ReadyCase | undefined>,
): Generator<ReadyCase | undefined> {
  try {
    yield* cases();
  } catch (error) {
    run.problem(problemOf(error, state.entry.label, (location) => describeLocation(run.setting.api, location)));
  }
}
