import type { WireResponse } from '../../model/exchange.ts';
import type { Finding, Reproducibility } from '../../model/failure.ts';
import type { JudgedStep } from './judged-step.ts';
import { smallerPlans } from '../../stateful/sequence-arbitrary.ts';
import type { SequencePlan } from '../../stateful/sequence-plan.ts';
import type { Budget } from './minimise.ts';
import { shownStep, stepsAfter, stepsBefore, type ShownStep } from './shown-step.ts';

/** The sequence that a failing case ended, and a way to carry out others like it from scratch. */
export interface Chain {
  /** Up to the failing step, which is its last. */
  readonly plan: SequencePlan;
  /** Somebody wrote it down as it is: no shorter one is looked for. */
  readonly isFixed?: true;
  /** The same with what checks read while it was carried out, where they did, as steps of its own: a reading may be what the failure hangs on. */
  withReads?(): SequencePlan | undefined;
  rerun(plan: SequencePlan, variant: Variant): Promise<readonly JudgedStep[]>;
}

/** What a sequence showed when it was carried out again. */
export interface ShownByChain {
  readonly ready: ShownStep;
  readonly finding: Finding;
  readonly response: WireResponse;
  readonly last: JudgedStep;
  /** The requests before it, each once, and those that looked at what it did. */
  readonly before: readonly ShownStep[];
  readonly after: readonly ShownStep[];
}

/** What the last exchange of a sequence shows: the same failure, or not. */
export type JudgeLast = (step: JudgedStep) => Promise<Finding | undefined>;

/**
 * Which values a sequence is carried out with again: the same; the same but for its free texts, since a name or an address that must be unique was taken by
 * those of before; or others.
 */
interface Variant {
  readonly values: (typeof variants)[number];
  /** No two of one failure have the same: what is drawn for it was not sent before. */
  readonly round: number;
}

export const variants = ['same', 'fresh', 'other'] as const;

/**
 * Carries out the sequence again, from scratch, and where it fails again looks for the shortest one that still does. Absent where it never failed again.
 */
export async function minimiseSequence(
  chain: Chain,
  judge: JudgeLast,
  budget: Budget,
): Promise<{ readonly shown: ShownByChain | undefined; readonly reproducibility: Reproducibility }> {
  let requests = 0;
  let round = 0;
  const attempt = async (plan: SequencePlan): Promise<ShownByChain | undefined> => {
    for (const values of variants) {
      if (!mayGoOn()) return undefined;
      round += 1;
      const steps = await chain.rerun(plan, { values, round });
      requests += steps.length;
      const shown = await lastOf(chain, plan, steps, judge);
      if (shown !== undefined) return shown;
    }
    return undefined;
  };
  const mayGoOn = (): boolean => requests < budget.maxRequests && budget.hasTime();
  if (!mayGoOn()) return { shown: undefined, reproducibility: { kind: 'unverified', reason: 'no time was left' } };
  let { plan } = chain;
  let shown = await attempt(plan);
  const read = shown === undefined ? chain.withReads?.() : undefined;
  if (read !== undefined) {
    plan = read;
    shown = await attempt(plan);
  }
  if (shown === undefined) return { shown, reproducibility: { kind: 'state-dependent' } };
  search: for (;;) {
    for (const smaller of chain.isFixed === true ? [] : smallerPlans(plan)) {
      if (!mayGoOn()) break search;
      const found = await attempt(smaller);
      if (found === undefined) continue;
      [plan, shown] = [smaller, found];
      continue search;
    }
    break;
  }
  return { shown, reproducibility: { kind: 'deterministic' } };
}

async function lastOf(
  { isFixed }: Chain,
  plan: SequencePlan,
  steps: readonly JudgedStep[],
  judge: JudgeLast,
): Promise<ShownByChain | undefined> {
  const last = plan.steps.length - 1;
  // What somebody wrote down flows as it says, and not as a plan would have it.
  const planned = isFixed === true ? [] : plan.steps;
  for (const step of steps.filter((one) => one.planned === last)) {
    const finding = await judge(step);
    if (finding === undefined) continue;
    return {
      ready: shownStep(step, planned),
      finding,
      response: step.exchange.response,
      last: step,
      before: stepsBefore(steps, step, planned),
      after: stepsAfter(step),
    };
  }
  return undefined;
}
