import type { OperationEntry } from '../model/operation.ts';
import { isSafe } from './plan-draft.ts';
import type { ResourceIndex } from './resource-index.ts';
import type { PlannedStep, SequencePlan, Use } from './sequence-plan.ts';

/** The plan with a GET of what each write before the last step is about, right after it; `undefined` where there is none to add. */
export function planWithReads(plan: SequencePlan, index: ResourceIndex): SequencePlan | undefined {
  const steps: PlannedStep[] = [];
  const places = new Map<number, number>();
  const moved = (uses: readonly Use[]): readonly Use[] =>
    uses.map((use) => ({ ...use, step: places.get(use.step) ?? use.step }));
  let free = plan.steps.length;
  for (const [at, step] of plan.steps.entries()) {
    places.set(at, steps.length);
    // What was drawn for a step stays, wherever it comes to stand.
    steps.push({ ...step, uses: moved(step.uses), drawnAt: step.drawnAt ?? at });
    const read = at < plan.steps.length - 1 ? readAfter(step, at, index) : undefined;
    if (read === undefined) continue;
    steps.push({ ...read, uses: moved(read.uses), drawnAt: free });
    free += 1;
  }
  return free === plan.steps.length ? undefined : { ...plan, steps };
}

function readAfter(step: PlannedStep, at: number, index: ResourceIndex): PlannedStep | undefined {
  const entry = index.entry(step.operation);
  if (entry === undefined || isSafe(entry)) return undefined;
  const subject = subjectOf(step, entry, at, index);
  const get = subject && index.byShape(subject.resource)?.onItem.find(({ method }) => method === 'GET');
  if (subject === undefined || get === undefined) return undefined;
  const afterDelete = step.afterDelete || entry.method === 'DELETE';
  const { as } = step;
  return { operation: get.label, role: 'read', uses: [subject], afterDelete, ...(as === undefined ? {} : { as }) };
}

/** What the step makes, else the innermost thing that its path leads through. */
function subjectOf({ uses }: PlannedStep, entry: OperationEntry, at: number, index: ResourceIndex): Use | undefined {
  const [made] = entry.method === 'POST' ? index.collectionsOf(entry) : [];
  if (made !== undefined) return { resource: made.shape, step: at };
  const innermost = index.referencesOf(entry).at(-1)?.resource.shape;
  const used = uses.find(({ resource }) => resource === innermost);
  // A PUT that makes what its path names has no other step that gives it.
  if (used === undefined && innermost !== undefined && entry.method === 'PUT') return { resource: innermost, step: at };
  return used;
}
