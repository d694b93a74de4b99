import type { OperationLabel } from '../model/operation.ts';
import type { SequencePlan } from './sequence-plan.ts';
import { followsOf } from './step-follows.ts';

/** What earlier sequences leave to be seen. Plans read it, so that it may only change where nothing is under way. */
export interface Experience {
  /** An operation that was asked a few times with all that it needs, and never gave anything. */
  isHopeless(operation: OperationLabel): boolean;
  /** From 1, for what was never done after that, to 0, for what was. */
  novelty(follow: string): number;
}

export const noExperience: Experience = { isHopeless: () => false, novelty: () => 1 };

/** Experience that grows. What is planned counts at once, in the order of the plans; what came of it once it is settled. */
export interface GrowingExperience extends Experience {
  planned(plan: SequencePlan): void;
  /** Which steps were answered, by their place in the plan, and which of them with success. */
  carriedOut(plan: SequencePlan, answered: ReadonlySet<number>, succeeded: ReadonlySet<number>): void;
  /** Takes in what was carried out: between two batches of sequences, so that no plan hangs on time. */
  settle(): void;
}

/** So many plans are enough for what servers do not let happen. */
const maxTries = 3;
const maxRefusals = 4;

export function createExperience(): GrowingExperience {
  const tries = new Map<string, number>();
  const shown = new Set<string>();
  const hopeless = new Set<OperationLabel>();
  const successes = new Map<OperationLabel, { asked: number; succeeded: number }>();
  const unsettled = new Set<string>();
  return {
    isHopeless: (operation) => hopeless.has(operation),
    novelty(follow) {
      if (shown.has(follow)) return 0;
      const count = tries.get(follow) ?? 0;
      return count >= maxTries ? 0 : 1 / (1 + count * count);
    },
    planned({ steps }) {
      for (const position of steps.keys())
        for (const { key } of followsOf(steps, position)) tries.set(key, (tries.get(key) ?? 0) + 1);
    },
    carriedOut({ steps }, answered, succeeded) {
      for (const position of answered) {
        const step = steps[position];
        if (step === undefined) continue;
        for (const { key, after } of followsOf(steps, position))
          if (after.every((earlier) => succeeded.has(earlier))) unsettled.add(key);
        if (step.afterDelete) continue;
        const count = successes.get(step.operation) ?? { asked: 0, succeeded: 0 };
        successes.set(step.operation, count);
        count.asked += 1;
        if (succeeded.has(position)) count.succeeded += 1;
      }
    },
    settle() {
      for (const key of unsettled) shown.add(key);
      unsettled.clear();
      for (const [operation, { asked, succeeded }] of successes) {
        if (succeeded > 0) hopeless.delete(operation);
        else if (asked >= maxRefusals) hopeless.add(operation);
      }
    },
  };
}
