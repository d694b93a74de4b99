import { shrinkCase } from '../../cases/shrink-case.ts';
import type { OperationContext } from '../../cases/operation-context.ts';
import type { ReadyCase } from '../../cases/ready-case.ts';
import type { Reproducibility } from '../../model/failure.ts';
import { createSentRequests } from '../phases/sent-requests.ts';
import { isSafeMethod } from '../../model/safe-method.ts';

/** What a failure may cost to make it small and sure. */
export interface Budget {
  /** Requests for shrinking. */
  readonly maxRequests: number;
  /** Whether time is left. */
  hasTime(): boolean;
}

/** What one more sending of a case showed: the same failure (`T`), or not. */
export type Attempt<T> = (ready: ReadyCase) => Promise<T | undefined>;

export interface Minimised<T> {
  readonly ready: ReadyCase;
  /** What the last failing attempt showed; absent where none failed again. */
  readonly shown: T | undefined;
  readonly reproducibility: Reproducibility;
}

/**
 * Sends a failing case again; where it fails again, looks for the smallest case that still does. Where it does not, up to five tries
 * tell a flaky failure from one that hangs on state: a write that fails once and never again mostly met a state it changed itself.
 */
export async function minimise<T>(
  context: OperationContext,
  failing: ReadyCase,
  attempt: Attempt<T>,
  budget: Budget,
): Promise<Minimised<T>> {
  if (!budget.hasTime()) {
    return { ready: failing, shown: undefined, reproducibility: { kind: 'unverified', reason: 'no time was left' } };
  }
  const again = await attempt(failing);
  if (again === undefined) return { ready: failing, ...(await retry(failing, attempt, budget)) };
  const smallest = await shrink(context, { ready: failing, shown: again }, attempt, budget);
  return { ...smallest, reproducibility: { kind: 'deterministic' } };
}

const maxTries = 5;

async function retry<T>(
  failing: ReadyCase,
  attempt: Attempt<T>,
  budget: Budget,
): Promise<Pick<Minimised<T>, 'shown' | 'reproducibility'>> {
  let shown: T | undefined;
  let failed = 0;
  let tries = 1;
  while (tries < maxTries && budget.hasTime()) {
    tries += 1;
    const result = await attempt(failing);
    if (result === undefined) continue;
    shown = result;
    failed += 1;
  }
  const writes = !isSafeMethod(failing.request.method);
  if (failed === 0 && writes) return { shown, reproducibility: { kind: 'state-dependent' } };
  // The sending that found it counts: it failed once in all the times it was sent.
  return { shown, reproducibility: { kind: 'flaky', failed: failed + 1, tries: tries + 1 } };
}

async function shrink<T>(
  context: OperationContext,
  start: { readonly ready: ReadyCase; readonly shown: T },
  attempt: Attempt<T>,
  budget: Budget,
): Promise<{ readonly ready: ReadyCase; readonly shown: T }> {
  const tried = createSentRequests();
  tried.add(start.ready.request);
  let best = start;
  let requests = 0;
  search: for (;;) {
    for (const candidate of shrinkCase(context, best.ready)) {
      if (!tried.add(candidate.request)) continue;
      if (requests >= budget.maxRequests || !budget.hasTime()) return best;
      requests += 1;
      const shown = await attempt(candidate);
      if (shown === undefined) continue;
      best = { ready: candidate, shown };
      continue search;
    }
    return best;
  }
}
