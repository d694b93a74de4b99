import { randomFor } from '../../cases/random-for.ts';
import { concurrentModification } from '../../checks/concurrent-modification.ts';
import type { OperationLabel } from '../../model/operation.ts';
import { racePlans, type RacePlan } from '../../stateful/concurrency/race-plan.ts';
import { createDependencyGraph, type DependencyGraph } from '../../stateful/dependency-graph.ts';
import { exchangeValues } from '../../stateful/evaluate-expression.ts';
import { thingKey } from '../../stateful/thing.ts';
import { thingsOfExchange } from '../../stateful/things-of-exchange.ts';
import type { RaceAnswer } from '../../stateful/concurrency/race-answer.ts';
import { reportFailures } from '../failures/report-failures.ts';
import type { OperationState } from '../operation-state.ts';
import { deletionRace } from '../races/deletion-race.ts';
import { exploreRace, type FoundRace, type RaceEffort } from '../races/explore-race.ts';
import { createRaceGround } from '../races/race-ground.ts';
import { createRaceSender, type RaceSender } from '../races/race-sender.ts';
import { reportRace } from '../races/report-race.ts';
import { sameRequestRace } from '../races/same-request-race.ts';
import type { RunState } from '../run-state.ts';
import type { CaseRunner } from '../sending/case-runner.ts';
import { mayGoOn } from './phase-run.ts';

/** More at once show no more, and are more to look at. */
const maxWidth = 5;
/** Of an operation there is one race for so many fuzzing cases, within bounds. */
const casesPerRound = 20;
const maxRounds = 8;
/** So many indexes are kept for the places of one plan. */
const indexesPerPlan = 1_000;

/** Races the requests of each operation that changes something: one race at a time, so that none disturbs another. */
export async function runConcurrent(run: RunState, runner: CaseRunner): Promise<void> {
  const startedAt = performance.now();
  const failuresBefore = run.tally.failures;
  run.stream.emit({ type: 'phase-started', phase: 'concurrent', operations: run.states.length });
  const { checks, mode, safety } = run.options;
  const isWanted = checks.includes(concurrentModification.id) && mode !== 'negative' && !safety.readOnly;
  if (isWanted) await race(run, runner);
  await reportFailures(run);
  run.stream.emit({
    type: 'phase-finished',
    phase: 'concurrent',
    cases: run.tally.casesIn('concurrent'),
    failures: run.tally.failures - failuresBefore,
    durationMs: performance.now() - startedAt,
  });
}

/** What all races of a phase share. */
interface Races {
  readonly run: RunState;
  readonly graph: DependencyGraph;
  readonly sender: RaceSender;
  readonly states: ReadonlyMap<OperationLabel, OperationState>;
  readonly effort: RaceEffort;
  mayGoOn(): Promise<boolean>;
}

async function race(run: RunState, runner: CaseRunner): Promise<void> {
  const { api, seed, concurrency, maxExamples } = run.options;
  const width = Math.min(concurrency, maxWidth);
  // One request at a time is what the user asked for.
  if (width < 2) return;
  const able = run.states.filter(({ broken, isLast }) => !broken && !isLast);
  const states = new Map(able.map((state) => [state.entry.label, state]));
  const graph = createDependencyGraph({ ...api, operations: able.map(({ entry }) => entry) });
  const rounds = Math.min(maxRounds, Math.ceil(maxExamples / casesPerRound));
  const isOver = (): boolean => run.stopped() !== undefined || run.remainingMs() <= 0;
  const races: Races = {
    run,
    graph,
    states,
    sender: createRaceSender(run, runner, states),
    effort: { width, rounds, mayGoOn: () => !isOver() },
    mayGoOn: () => mayGoOn(run, runner),
  };
  run.learning.adapt();
  for (const state of able) {
    const random = randomFor({ seed, operation: state.entry.label, phase: 'concurrent', index: 0 });
    for (const [number, plan] of racePlans(graph, state.entry, random).entries()) {
      if (!(await races.mayGoOn())) return;
      for (const found of await explore(races, plan, 1 + number * indexesPerPlan))
        reportRace(run, { state, plan, found });
    }
  }
}

function explore(races: Races, plan: RacePlan, firstIndex: number): Promise<readonly FoundRace[]> {
  const { run, graph, effort } = races;
  const ground = createRaceGround(plan, { ...races, firstIndex });
  const thing = graph.resources.referencesOf(plan.entry).at(-1)?.resource;
  const read = thing?.onItem.find(({ method }) => method === 'GET');
  if (plan.against !== undefined) return exploreRace(deletionRace({ plan, ground, read }), effort);
  const madeBy = (answer: RaceAnswer): readonly { readonly key: string; readonly ids: readonly unknown[] }[] => {
    const { ready, response } = answer;
    if (response === undefined) return [];
    const values = exchangeValues({ ...ready, response, durationMs: 0 }, run.setting.origin);
    const setting = { entry: plan.entry, index: graph.resources, step: 0, owner: undefined };
    return thingsOfExchange(values, setting)
      .filter(({ liveness }) => liveness === 'created')
      .map((one) => ({ key: thingKey(one), ids: one.ids }));
  };
  // Before it is made there is nothing to look at.
  const isNew = plan.subject === 'create' && thing?.onItem.includes(plan.entry) === true;
  return exploreRace(sameRequestRace({ plan, ground, read: isNew ? undefined : read, madeBy }), effort);
}
