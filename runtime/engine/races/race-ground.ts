import type { OperationContext } from '../../cases/operation-context.ts';
import type { ReadyCase } from '../../cases/ready-case.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { OperationEntry, OperationLabel } from '../../model/operation.ts';
import { likeCase } from '../../stateful/concurrency/like-case.ts';
import type { RaceAnswer } from '../../stateful/concurrency/race-answer.ts';
import type { RacePlan } from '../../stateful/concurrency/race-plan.ts';
import { requestOn } from '../../stateful/concurrency/request-on.ts';
import type { DependencyGraph } from '../../stateful/dependency-graph.ts';
import { pathOf } from '../../stateful/history-entry.ts';
import { runSequence } from '../../stateful/run-sequence.ts';
import type { OperationState } from '../operation-state.ts';
import type { RunState } from '../run-state.ts';
import type { RaceSender } from './race-sender.ts';
import { usableContext } from '../usable-context.ts';

/** Where a race takes place: all that it needs was just made, for it alone. */
export interface RaceSpot {
  /** What made it, in order. */
  readonly setup: readonly ReadyCase[];
  /** The racing request. */
  readonly ready: ReadyCase;
  readonly sender: RaceSender;
  /** Another request to the same thing; `undefined` where it cannot be made. */
  on(entry: OperationEntry | undefined): ReadyCase | undefined;
}

/** What came of a race: something to tell, or `refused` where already the first request was, so that other values may do better. */
export type RaceResult<T> = { readonly kind: 'done'; readonly value: T } | RefusedRace;

interface RefusedRace {
  readonly kind: 'refused';
  readonly answer: RaceAnswer;
}

/** Makes places for races that are all alike, but for what has to be unique. */
export interface RaceGround {
  /** `undefined` where what the race needs could not be made. */
  enter<T>(race: (spot: RaceSpot) => Promise<RaceResult<T> | undefined>): Promise<T | undefined>;
  /** Whether all places had the same numbers; elsewhere limits may differ. */
  isUniform(): boolean;
}

interface GroundSetting {
  readonly run: RunState;
  readonly graph: DependencyGraph;
  readonly sender: RaceSender;
  readonly states: ReadonlyMap<OperationLabel, OperationState>;
  /** Where its indexes begin; there are a thousand of its own. */
  readonly firstIndex: number;
  mayGoOn(): Promise<boolean>;
}

export function createRaceGround(plan: RacePlan, setting: GroundSetting): RaceGround {
  const { run, graph, sender, states, firstIndex, mayGoOn } = setting;
  const last = plan.sequence.steps.length - 1;
  /** What was taken, by its place in the plan. */
  const patterns = new Map<number, ReadyCase>();
  let uniform = true;
  let entered = 0;

  const contextOf = (entry: OperationEntry): OperationContext | undefined =>
    usableContext(run, states.get(entry.label));

  /** As before, with what must be unique anew; a creation that races with itself among it. */
  const alike = (planned: number, fresh: ReadyCase, entry: OperationEntry): ReadyCase => {
    const pattern = patterns.get(planned);
    const context = pattern && contextOf(entry);
    if (pattern === undefined || context === undefined) return fresh;
    return likeCase(context, pattern, fresh, planned < last || plan.subject === 'create' ? 'fresh' : 'same');
  };

  const note = (planned: number, ready: ReadyCase, isTaken: boolean): void => {
    if (isTaken) {
      if (!patterns.has(planned)) patterns.set(planned, ready);
    } else if (patterns.delete(planned)) uniform = false;
  };

  return {
    isUniform: () => uniform,
    async enter<T>(race: (spot: RaceSpot) => Promise<RaceResult<T> | undefined>): Promise<T | undefined> {
      const setup: ReadyCase[] = [];
      const index = firstIndex + entered;
      entered += 1;
      let result: T | undefined;
      await runSequence(plan.sequence, {
        graph,
        origin: run.setting.origin,
        seed: run.options.seed,
        index,
        phase: 'concurrent',
        contextOf,
        handOf: (entry, _planned, owners) =>
          owners.length > 0 ? owners.at(-1) : states.get(entry.label)?.access.identity,
        async send(entry, drawn, planned): Promise<Exchange | undefined> {
          if (!(await mayGoOn())) return undefined;
          const ready = alike(planned, drawn, entry);
          if (planned < last) {
            const answer = await sender.send(ready);
            note(planned, ready, answer?.outcome === 'accepted');
            if (answer?.outcome === 'accepted') setup.push(ready);
            return exchangeOf(answer);
          }
          const path = pathOf(entry, ready.case.values, graph.resources);
          const around = new Map(path.map(({ resource, ids }) => [resource, ids]));
          const on = (other: OperationEntry | undefined): ReadyCase | undefined =>
            other && requestOn(other, around, { graph, contextOf, seed: run.options.seed, index });
          const raced = await race({ setup: [...setup], ready, sender, on });
          if (raced === undefined) return undefined;
          note(planned, ready, raced.kind === 'done');
          if (raced.kind === 'refused') return exchangeOf(raced.answer);
          result = raced.value;
          return undefined;
        },
      });
      return result;
    },
  };
}

function exchangeOf(answer: RaceAnswer | undefined): Exchange | undefined {
  if (answer?.response === undefined) return undefined;
  const { ready, response, invokedAt, respondedAt = invokedAt } = answer;
  return { ...ready, response, durationMs: respondedAt - invokedAt };
}
