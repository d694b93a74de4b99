import { neededBy, type PlannedStep } from './sequence-plan.ts';

/** That a step is done after others: what one request leaves behind shows in the next ones. */
export interface Follow {
  readonly key: string;
  /** The places of the others in the plan. */
  readonly after: readonly number[];
  /** How much is to be learned from it, from 0 to 1. */
  readonly worth: number;
}

/**
 * After a change of what a step needs; of what needs the thing of the step (a return raises the stock); of something else; after another thing was made. What
 * was looked at may be stored somewhere, and be out of date after a change.
 */
const worths = {
  needed: 1,
  needing: 0.4,
  other: 0.1,
  another: 0.4,
  first: 0.6,
  changeAfterLook: 0.3,
  lookAfterLook: 0.05,
};
/** After two changes in a row: a state that takes both to get into. */
const afterTwoChanges = 0.3;

/** What a step of a plan follows on. */
export function followsOf(steps: readonly PlannedStep[], position: number): readonly Follow[] {
  const step = steps[position];
  if (step === undefined || position === 0) return [];
  const needed = neededBy({ resource: '', steps }, position);
  const follows: Follow[] = [];
  const changes: number[] = [];
  for (const [at, earlier] of steps.slice(0, position).entries()) {
    if (!isOfInterest(steps, at, needed)) continue;
    if (isChange(earlier)) changes.push(at);
    follows.push({ key: followKey([earlier], step), after: [at], worth: worthOf(steps, at, { step, needed }) });
  }
  const last = changes.slice(-2);
  const before = last.flatMap((at) => steps[at] ?? []);
  if (last.length === 2) follows.push({ key: followKey(before, step), after: last, worth: afterTwoChanges });
  if (follows.length === 0) follows.push({ key: followKey([], step), after: [], worth: worths.first });
  return follows;
}

/** Names what is done after what. */
export function followKey(before: readonly PlannedStep[], { operation, afterDelete }: PlannedStep): string {
  return [...before.map((earlier) => earlier.operation), afterDelete ? `${operation} gone` : operation].join(' > ');
}

export function isChange({ role }: PlannedStep): boolean {
  return role !== 'read' && role !== 'list';
}

/** What gave the things that a step needs is no news; another thing of the same kind is. */
function isOfInterest(steps: readonly PlannedStep[], at: number, needed: ReadonlySet<number>): boolean {
  const earlier = steps[at];
  if (earlier?.role !== 'create' && earlier?.role !== 'list') return true;
  if (needed.has(at)) return false;
  return earlier.role === 'list' || [...needed].some((one) => steps[one]?.operation === earlier.operation);
}

function worthOf(
  steps: readonly PlannedStep[],
  at: number,
  { step, needed }: { readonly step: PlannedStep; readonly needed: ReadonlySet<number> },
): number {
  const earlier = steps[at];
  if (earlier === undefined) return 0;
  const [target] = earlier.uses;
  const isNeeded = target !== undefined && needed.has(target.step);
  if (!isChange(earlier)) return isChange(step) && isNeeded ? worths.changeAfterLook : worths.lookAfterLook;
  if (earlier.role === 'create') return worths.another;
  if (isNeeded) return worths.needed;
  const isNeeding = step.uses.some((use) => neededBy({ resource: '', steps }, at).has(use.step));
  return isNeeding || step.role === 'list' ? worths.needing : worths.other;
}
