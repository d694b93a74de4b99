import type { OperationEntry } from '../model/operation.ts';
import { isSafe, type Planner, standsInDeleted } from './plan-draft.ts';
import type { Resource } from './resource-index.ts';
import type { StepRole, Use } from './sequence-plan.ts';
import { followKey, followsOf, isChange } from './step-follows.ts';

/** Something that a sequence may do next. */
export interface Action {
  readonly entry: OperationEntry;
  readonly role: StepRole;
  /** The thing that it is done to; absent for what is done to the collection. */
  readonly of: Use | undefined;
  /** It is given what this sequence deleted. */
  readonly ofDeleted: boolean;
  readonly weight: number;
}

const weights: Readonly<Record<StepRole, number>> = { create: 3, list: 4, read: 8, update: 8, delete: 6, use: 6 };

/** How much less is done to what was only made for the thing: what happens to an order whose customer goes away? */
const others = { change: 0.6, look: 0.3 };

/** What can be done with a thing, and with those that were made for it. What this sequence did not make is only looked at. */
export function actionsOn(planner: Planner, resource: Resource, thing: number): readonly Action[] {
  const { graph, draft, experience } = planner;
  const actions: Action[] = [];
  const add = (entry: OperationEntry, role: StepRole, of: Use | undefined, share = 1, ofDeleted = false): void => {
    if (!isSafe(entry) && of !== undefined && !draft.made.has(of.step)) return;
    // What was looked at is looked at again less; doing a thing twice is what servers do not expect.
    const times = isSafe(entry) ? draft.steps.filter(({ operation }) => operation === entry.label).length : 0;
    const hope = experience.isHopeless(entry.label) ? 0.1 : 1;
    actions.push({ entry, role, of, ofDeleted, weight: (hope * share * weights[role]) / (1 + times) });
  };
  for (const step of ofTheKind(planner, resource, thing)) {
    const own = { resource: resource.shape, step };
    for (const entry of resource.onItem) add(entry, itemRole(entry), own);
    if (draft.deleted.has(step)) continue;
    for (const entry of resource.below) add(entry, belowRole(planner, entry), own);
  }
  for (const entry of resource.onCollection) if (isSafe(entry)) add(entry, 'list', undefined);
  for (const entry of makersAgain(planner, resource, thing)) {
    add(entry, 'create', undefined, 1);
    if (draft.deleted.size > 0) add(entry, 'create', undefined, 0.5, true);
  }
  for (const [shape, step] of draft.given) {
    const other = shape === resource.shape ? undefined : graph.resources.byShape(shape);
    for (const entry of other?.onItem ?? [])
      add(entry, itemRole(entry), { resource: shape, step }, isSafe(entry) ? others.look : others.change);
  }
  return actions;
}

/** The thing itself, and another one that was made later. */
function ofTheKind({ draft }: Planner, { shape }: Resource, thing: number): readonly number[] {
  const latest = draft.given.get(shape);
  return latest === undefined || latest === thing ? [thing] : [thing, latest];
}

/** What made the thing makes another one, once: ids come back, names are taken. */
function makersAgain({ graph, draft }: Planner, { shape }: Resource, thing: number): readonly OperationEntry[] {
  const label = draft.steps[thing]?.operation;
  const entry = label === undefined ? undefined : graph.resources.entry(label);
  const isFirst = draft.given.get(shape) === thing;
  return entry?.method === 'POST' && isFirst && draft.made.has(thing) ? [entry] : [];
}

/** How much an action shows that was not seen yet: when it is done, and by what can be done to the thing after it. */
export function newsIn(planner: Planner, resource: Resource, thing: number): (action: Action) => number {
  const { draft, experience, maxSteps } = planner;
  const { steps } = draft;
  const known = new Set([...steps.keys()].flatMap((at) => followsOf(steps, at).map(({ key }) => key)));
  const novelty = (key: string): number => (known.has(key) ? 0 : experience.novelty(key));
  return ({ entry, role, of, ofDeleted }) => {
    if (experience.isHopeless(entry.label)) return 0;
    const afterDelete = ofDeleted || (of !== undefined && standsInDeleted(draft, of));
    const uses = of === undefined ? (role === 'create' ? (steps[thing]?.uses ?? []) : []) : [of];
    const step = { operation: entry.label, role, uses, afterDelete };
    const follows = followsOf([...steps, step], steps.length);
    const now = follows.reduce((sum, { key, worth }) => sum + worth * novelty(key), 0);
    if (!isChange(step) || role === 'create' || steps.length + 1 >= maxSteps) return now;
    const isGone = draft.deleted.has(thing) || (role === 'delete' && of?.step === thing);
    const later = isGone ? resource.onItem : [...resource.onItem, ...resource.below];
    const next = (one: OperationEntry): number =>
      novelty(followKey([step], { operation: one.label, role: 'read', uses: [], afterDelete: isGone }));
    return now + (ahead * later.reduce((sum, one) => sum + next(one), 0)) / Math.max(1, later.length);
  };
}

/** How much what may be learned next counts. */
const ahead = 0.5;

export function itemRole({ method }: OperationEntry): StepRole {
  if (method === 'DELETE') return 'delete';
  if (method === 'PUT' || method === 'PATCH') return 'update';
  return method === 'POST' ? 'use' : 'read';
}

function belowRole({ graph }: Planner, entry: OperationEntry): StepRole {
  if (isSafe(entry)) return 'read';
  return entry.method === 'POST' && graph.resources.collectionsOf(entry).length > 0 ? 'create' : 'use';
}
