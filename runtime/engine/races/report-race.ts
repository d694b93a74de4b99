import type { ReadyCase } from '../../cases/ready-case.ts';
import { concurrentModification } from '../../checks/concurrent-modification.ts';
import type { Reproducibility } from '../../model/failure.ts';
import type { RaceView } from '../../model/race.ts';
import { answerText, type RaceAnswer } from '../../stateful/concurrency/race-answer.ts';
import type { RacePlan } from '../../stateful/concurrency/race-plan.ts';
import { runCheck } from '../judging/judge.ts';
import type { OperationState } from '../operation-state.ts';
import type { RunState } from '../run-state.ts';
import type { FoundRace } from './explore-race.ts';

interface RacedOperation {
  readonly state: OperationState;
  readonly plan: RacePlan;
  readonly found: FoundRace;
}

/** Adds what a race showed to the failures of the run. */
export function reportRace(run: RunState, { state, plan, found }: RacedOperation): void {
  const { sighting, serial, failed, tries, repeated } = found;
  const { answers, setup, look } = sighting;
  // The racing request that a report shows: the one that went wrong, or the last of those that were accepted.
  const shown = answers.find(({ outcome }) => outcome === 'failed' || outcome === 'late') ?? lastAccepted(answers);
  if (shown === undefined) return;
  const { response } = shown;
  const race: RaceView = {
    subject: plan.subject,
    anomaly: sighting.anomaly,
    answers: answers.map(answerText),
    serial: distinct(serial.map((one) => one.answers.map(answerText))),
    repeated,
  };
  const input = run.sender.inputOf(state, run.contexts.get(state).operation, {
    ...shown.ready,
    response: response ?? nothing,
    durationMs: 0,
  });
  const verdict = runCheck(concurrentModification, { ...input, race }, (problem) => run.problem(problem));
  if (verdict?.kind !== 'fail') return;
  const reproducibility: Reproducibility =
    failed === tries ? { kind: 'deterministic' } : { kind: 'flaky', failed, tries };
  const others = answers.filter((answer) => answer !== shown).map(asParallel);
  for (const finding of verdict.findings) {
    run.failures.add({
      check: concurrentModification,
      finding,
      state,
      ready: asParallel(shown),
      response,
      reproducibility,
      before: [...setup, ...others],
      after: look === undefined ? [] : [look.ready],
    });
  }
}

const nothing = { status: 0, headers: [], body: new Uint8Array(0), truncated: false };

function lastAccepted(answers: readonly RaceAnswer[]): RaceAnswer | undefined {
  return answers.findLast(({ outcome }) => outcome === 'accepted') ?? answers.at(-1);
}

/** The request with the mark of those that are sent at once, and how it was answered. */
function asParallel(answer: RaceAnswer): ReadyCase {
  const { ready } = answer;
  const { inputs } = ready.case;
  return { ...ready, case: { ...ready.case, inputs: { ...inputs, parallel: answerText(answer) } } };
}

function distinct(runs: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(runs.map((run) => [run.join(' '), run])).values()];
}
