/** What is left of a run's time. */
export interface TimeBudget {
  /** Milliseconds, without what is kept for the operations that come last; infinite without a limit. */
  remainingMs(): number;
  /** What was kept belongs to the operations that come last from now on, also where all else is over. */
  openLast(): void;
}

/** So much is kept for an operation that comes last, and for all of them no more than this part of the time. */
const lastMsEach = 1_000;
const maxShareOfLast = 0.05;

/** Shares a run's time between the operations that come last (there are `last` of them) and all others. */
export function createTimeBudget(maxTimeMs: number | undefined, last: number, now: () => number): TimeBudget {
  if (maxTimeMs === undefined) return { remainingMs: () => Number.POSITIVE_INFINITY, openLast: () => {} };
  const kept = Math.min(last * lastMsEach, maxTimeMs * maxShareOfLast);
  let endsAt = now() + maxTimeMs - kept;
  return {
    remainingMs: () => endsAt - now(),
    openLast() {
      // Making sure of what was found, and deleting what was made, may take longer than there was time.
      endsAt = Math.max(endsAt, now()) + kept;
    },
  };
}
