import type { ConcurrentOperation } from './concurrent-operation.ts';
import type { SequentialModel } from './sequential-model.ts';

/** Whether some serial order explains a history; `unknown` where the search was given up. */
export type Linearization =
  | {
      readonly kind: 'found';
      /** Positions in the history, in the order in which they took effect; what had no answer and no effect is left out. */
      readonly order: readonly number[];
    }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' };

const defaultBudget = 100_000;

/**
 * Looks for an order of the operations that the model allows and that keeps to time: what was answered before another was sent stands before it (Herlihy and
 * Wing's linearizability). The search is Wing and Gong's with Lowe's memory of configurations that lead nowhere. `budget` is the most configurations that are
 * looked at.
 */
export function findLinearization<State, Op, Result>(
  history: readonly ConcurrentOperation<Op, Result>[],
  model: SequentialModel<State, Op, Result>,
  budget: number = defaultBudget,
): Linearization {
  const hopeless = new Set<string>();
  const done = new Set<number>();
  const order: number[] = [];
  let left = budget;

  const isComplete = (): boolean => history.every((one, at) => one.respondedAt === undefined || done.has(at));

  /** `undefined` where the budget is used up. */
  const search = (state: State): boolean | undefined => {
    if (isComplete()) return true;
    const key = `${[...done].sort((a, b) => a - b).join(' ')} ${model.key(state)}`;
    if (hopeless.has(key)) return false;
    left -= 1;
    if (left < 0) return undefined;
    for (const at of minimal(history, done)) {
      const { op, result } = history[at] ?? never();
      done.add(at);
      order.push(at);
      for (const next of model.step(state, op, result)) {
        const found = search(next);
        if (found !== false) return found;
      }
      done.delete(at);
      order.pop();
    }
    hopeless.add(key);
    return false;
  };

  const found = search(model.initial);
  if (found === undefined) return { kind: 'unknown' };
  return found ? { kind: 'found', order: [...order] } : { kind: 'none' };
}

/** What may come next: nothing that is left was answered before it was sent. */
function minimal(
  history: readonly ConcurrentOperation<unknown, unknown>[],
  done: ReadonlySet<number>,
): readonly number[] {
  const left = history.flatMap((_, at) => (done.has(at) ? [] : [at]));
  const firstAnswer = Math.min(...left.map((at) => history[at]?.respondedAt ?? Number.POSITIVE_INFINITY));
  return left.filter((at) => (history[at]?.invokedAt ?? 0) <= firstAnswer);
}

function never(): never {
  throw new Error('a position of the history has an operation');
}
