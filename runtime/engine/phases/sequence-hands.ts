import { randomFor } from '../../cases/random-for.ts';
import { operationLabel, type OperationEntry } from '../../model/operation.ts';
import type { PlannedStep, SequencePlan } from '../../stateful/sequence-plan.ts';
import { isShutOut } from '../sending/access.ts';
import type { Hands } from '../sending/send-case.ts';
import type { OperationState } from '../operation-state.ts';
import type { RunState } from '../run-state.ts';

/** Who sends the steps of one sequence, and who sent them in the end. */
export interface SequenceHands {
  /** Who a step is sent as; `undefined` for the default identity. */
  of(state: OperationState, planned: PlannedStep, owners: readonly (string | undefined)[]): string | undefined;
  /** How a step is sent: as this identity, now and then first as another one, that may be shown what is not its own. */
  waysFor(entry: OperationEntry, planned: number, own: string | undefined): Hands | undefined;
  /** Notes who sent a step. */
  sent(planned: number, identity: string | undefined): void;
  /** The plan up to a step, with who sent what; of the last step that is filled in once it is known. */
  planUpTo(planned: number): SequencePlan;
}

/** Percentage of sequences that begin as another identity than the one that is let in. */
const otherShare = 35;
/** Percentage of reads that another identity than the owner tries first. */
const foreignShare = 20;

/**
 * What an identity made, it uses: so each sequence reaches as far as with that identity alone. Some sequences begin as another one than the default, so that each
 * identity has things of its own. Drawn from the place of the sequence alone, apart from the plan: no byte of a case hangs on it.
 */
export function createSequenceHands(run: RunState, plan: SequencePlan, index: number): SequenceHands {
  const { names } = run.identities;
  const { seed } = run.options;
  const random = randomFor({ seed, operation: operationLabel('hands', plan.resource), phase: 'stateful', index });
  const isOther = random.nextInt(0, 99) < otherShare;
  const start = names[isOther && names.length > 1 ? random.nextInt(1, names.length - 1) : 0];
  const foreign = plan.steps.map(() =>
    random.nextInt(0, 99) < foreignShare && names.length > 1 ? names[random.nextInt(0, names.length - 1)] : undefined,
  );
  const nameOf = (identity: string | undefined): string | undefined => (identity === names[0] ? undefined : identity);
  const steps: { -readonly [K in keyof PlannedStep]: PlannedStep[K] }[] = plan.steps.map((step) => ({ ...step }));
  return {
    of({ access }, { role }, owners) {
      const first = owners.length > 0 ? owners.at(-1) : nameOf(start);
      // Who begins as the default begins as who is let in.
      if (owners.length === 0 && first === undefined) return access.identity;
      return isShutOut(access, first) && role !== 'read' ? access.identity : first;
    },
    waysFor({ method }, planned, own) {
      if (names.length === 0) return undefined;
      const first = method === 'GET' ? foreign[planned] : undefined;
      return { own, ...(first === undefined || nameOf(first) === own ? {} : { first }) };
    },
    sent(planned, identity) {
      const step = steps[planned];
      const name = identity ?? names[0];
      if (step !== undefined && name !== undefined) step.as = name;
    },
    planUpTo: (planned) => ({ ...plan, steps: steps.slice(0, planned + 1) }),
  };
}
