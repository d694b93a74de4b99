import type { ReadyCase } from '../../cases/ready-case.ts';
import type { WireResponse } from '../../model/exchange.ts';
import type { Finding, Reproducibility } from '../../model/failure.ts';
import type { SequenceStep } from '../../stateful/run-sequence.ts';
import { smallerPlans } from '../../stateful/sequence-arbitrary.ts';
import type { SequencePlan } from '../../stateful/sequence-plan.ts';
import type { Judgement } from '../judging/judge.ts';
import type { Budget } from './minimise.ts';

/** The sequence that a failing case ended, and a way to carry out others like it from scratch. */
export interface Chain {
  /** Up to the failing step, which is its last. */
  readonly plan: SequencePlan;
  /** Somebody wrote it down as it is: no shorter one is looked for. */
  readonly isFixed?: true;
  /** `variant` 0 draws the same values again, others draw other ones: what was made before may stand in the way of the same. */
  rerun(plan: SequencePlan, variant: number): Promise<readonly JudgedStep[]>;
}

/** A step that was carried out again, and what a check of histories found in it, where one judged it. */
type JudgedStep = SequenceStep & { readonly found: readonly Judgement[] };

/** What a sequence showed when it was carried out again. */
export interface ShownByChain {
  readonly ready: ReadyCase;
  readonly finding: Finding;
  readonly response: WireResponse;
  readonly last: JudgedStep;
  /** The requests before it, each once. */
  readonly before: readonly ReadyCase[];
}

/** What the last exchange of a sequence shows: the same failure, or not. */
export type JudgeLast = (step: JudgedStep) => Promise<Finding | undefined>;

/** As many values are tried for one plan. */
export const variants = 3;

/**
 * Carries out the sequence again, from scratch, and where it fails again looks for the shortest one that still does. Absent where it never failed again.
 */
export async function minimiseSequence(
  chain: Chain,
  judge: JudgeLast,
  budget: Budget,
): Promise<{ readonly shown: ShownByChain | undefined; readonly reproducibility: Reproducibility }> {
  let requests = 0;
  const once = async (plan: SequencePlan, variant: number): Promise<ShownByChain | undefined> => {
    const steps = await chain.rerun(plan, variant);
    requests += steps.length;
    return lastOf(plan, steps, judge);
  };
  const attempt = async (plan: SequencePlan): Promise<ShownByChain | undefined> => {
    for (let variant = 0; variant < variants && mayGoOn(); variant += 1) {
      const shown = await once(plan, variant);
      if (shown !== undefined) return shown;
    }
    return undefined;
  };
  const mayGoOn = (): boolean => requests < budget.maxRequests && budget.hasTime();
  if (!mayGoOn()) return { shown: undefined, reproducibility: { kind: 'unverified', reason: 'no time was left' } };
  let shown = await attempt(chain.plan);
  if (shown === undefined) return { shown, reproducibility: { kind: 'state-dependent' } };
  let { plan } = chain;
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
  plan: SequencePlan,
  steps: readonly JudgedStep[],
  judge: JudgeLast,
): Promise<ShownByChain | undefined> {
  const last = plan.steps.length - 1;
  for (const step of steps.filter(({ planned }) => planned === last)) {
    const finding = await judge(step);
    if (finding === undefined) continue;
    return { ready: step.ready, finding, response: step.exchange.response, last: step, before: earlier(steps, last) };
  }
  return undefined;
}

/** Of what took several tries the last one counts. */
function earlier(steps: readonly SequenceStep[], last: number): readonly ReadyCase[] {
  const latest = new Map(steps.filter(({ planned }) => planned < last).map((step) => [step.planned, step.ready]));
  return [...latest.values()];
}
