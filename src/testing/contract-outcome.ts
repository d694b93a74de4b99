import type { Confidence, Failure } from '../../runtime/model/failure.ts';
import { byOperation } from '../../reporters/order.ts';
import type { RunRecord } from '../../reporters/run-record.ts';
import { skipReason } from '../../reporters/skip-reason.ts';
import { standingOf } from '../../reporters/standing.ts';
import { confidencesFrom } from '../exit-code.ts';
import type { ContractPart } from './contract-part.ts';

/** What a run found for one test. */
export interface PartOutcome {
  /** Those that fail it. */
  readonly failures: readonly Failure[];
  /** Worth a look: they fail nothing. */
  readonly notes: readonly Failure[];
  /** Why nothing was tested; absent where something was. */
  readonly skipped?: string;
}

/** How outcomes are told apart. */
export interface OutcomeOptions {
  readonly failOn: Confidence;
  /** The tests that run. */
  readonly parts: readonly ContractPart[];
  /** Whether there is a test of the whole API among them. */
  readonly hasWhole: boolean;
}

/** What was found of one operation in one phase. */
export function partOutcome(record: RunRecord, part: ContractPart, options: OutcomeOptions): PartOutcome {
  const own = [...record.failures.values()].filter((failure) => ownerOf(failure, options) === part);
  const isTested = own.length > 0 || record.tallies.get(part.phase)?.has(part.operation) === true;
  return {
    ...split(own, options.failOn),
    ...(isTested ? {} : { skipped: skipReason(record, part.phase, part.operation) }),
  };
}

/** What no operation alone is to blame for, and what no test was there for. */
export function wholeOutcome(record: RunRecord, options: OutcomeOptions): PartOutcome {
  const own = [...record.failures.values()].filter((failure) => ownerOf(failure, options) === undefined);
  return split(own, options.failOn);
}

/** The test that a failure is shown by; none is the whole API's. */
function ownerOf(failure: Failure, { parts, hasWhole }: OutcomeOptions): ContractPart | undefined {
  const labels = failure.operations ?? [];
  if (labels.length > 1 && hasWhole) return undefined;
  const inPhase = parts.filter(({ phase }) => phase === failure.phase);
  const named = inPhase.find(({ operation }) => operation === failure.operation);
  if (named !== undefined || hasWhole) return named;
  return inPhase.find(({ operation }) => labels.includes(operation));
}

function split(failures: readonly Failure[], failOn: Confidence): Pick<PartOutcome, 'failures' | 'notes'> {
  const counting = confidencesFrom(failOn);
  const open = failures.filter((failure) => standingOf(failure) !== 'known').sort(byOperation);
  return {
    failures: open.filter(({ confidence }) => counting.includes(confidence)),
    notes: open.filter(({ confidence }) => !counting.includes(confidence)),
  };
}
