import type { SequentialModel } from '../sequential-model.ts';

/** To count on by what one such action adds, or to look. */
export type CounterOperation = 'add' | 'read';

/** Of an `add` whether it was accepted; of a `read` the number that it showed. */
export type CounterResult = 'accepted' | 'refused' | number;

/** Differences of decimal fractions are inexact. */
const tolerance = 1e-6;

/** A number that each accepted `add` changes by `delta`. */
export function counterModel(initial: number, delta: number): SequentialModel<number, CounterOperation, CounterResult> {
  return {
    initial: 0,
    // Kept as a count of additions, so that equal states have equal keys.
    step: (count, op, result) => {
      if (op === 'read') {
        const isShown = typeof result !== 'number' || isClose(result, initial + count * delta);
        return isShown ? [count] : [];
      }
      if (result === undefined) return [count, count + 1];
      return result === 'refused' ? [count] : [count + 1];
    },
    key: String,
  };
}

function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));
}
