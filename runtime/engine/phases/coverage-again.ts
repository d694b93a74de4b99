import { coverageCases } from '../../cases/coverage/coverage-cases.ts';
import { draftOf, finishCase } from '../../cases/case-draft.ts';
import type { BindExisting } from '../../cases/bind-existing.ts';
import type { OperationContext } from '../../cases/operation-context.ts';
import type { ReadyCase } from '../../cases/ready-case.ts';
import type { Mode } from '../../model/case.ts';
import type { SeedPath } from '../../model/seed-path.ts';
import type { OperationState } from '../operation-state.ts';

/** Their indexes begin here, above those of fuzzing. */
const firstIndex = 1_000_000;

/** An operation gets so many of them for each of its fuzzing cases. */
const casesPerExample = 3;

/** Statuses that say that a request was not looked at: nothing is there, or nothing for this client. */
const closedDoors: ReadonlySet<number> = new Set([401, 403, 404, 410]);

/** Whether no valid case of the coverage phase came further than to an id that does not exist: all else that the phase asked went unheard then. */
export function stayedOutside({ coverageStatuses }: OperationState): boolean {
  return coverageStatuses.size > 0 && [...coverageStatuses].every((status) => closedDoors.has(status));
}

/**
 * The cases of the coverage phase once more, led to things that exist, under their scenarios' names. They are cases of fuzzing, for that phase has inputs and the other
 * has none. `undefined` stands for a case that cannot be led there, such as one whose path is what it breaks.
 */
export function* coverageAgain(
  context: OperationContext,
  { seed, mode, maxExamples, most, bindFor }: AgainOptions,
): Generator<ReadyCase | undefined> {
  let left = Math.min(casesPerExample * maxExamples, most);
  for (const ready of coverageCases(context, seed)) {
    if (left <= 0) return;
    const again =
      ready && (mode === 'all' || mode === ready.case.mode) ? ledToThing(context, ready, bindFor) : undefined;
    if (again !== undefined) left -= 1;
    yield again;
  }
}

export interface AgainOptions {
  readonly seed: number;
  readonly mode: Mode | 'all';
  readonly maxExamples: number;
  /** There are no more of them, whatever the document has: each may use a thing up. */
  readonly most: number;
  bindFor(context: OperationContext, seedPath: SeedPath): BindExisting | undefined;
}

function ledToThing(
  context: OperationContext,
  { case: from }: ReadyCase,
  bindFor: AgainOptions['bindFor'],
): ReadyCase | undefined {
  const { values, violations, mode, scenario, doubtful = false, seedPath: before } = from;
  if (violations.some(({ location }) => location === 'path')) return undefined;
  const seedPath = { ...before, phase: 'fuzzing', index: firstIndex + before.index } as const;
  const draft = draftOf(values);
  const bindings = bindFor(context, seedPath)?.(draft, violations);
  if (bindings === undefined) return undefined;
  const inputs = { ...context.inputs, bindings };
  return finishCase(context, draft, { mode, scenario, seedPath, violations, doubtful, inputs });
}
