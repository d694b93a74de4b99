import type { Random } from 'fast-check';
import type { OperationEntry } from '../model/operation.ts';
import type { DependencyGraph, NeedWithProducers } from './dependency-graph.ts';
import type { Resource } from './resource-index.ts';
import type { PlannedStep, SequencePlan, StepRole, Use } from './sequence-plan.ts';

/** Below this a producer is a guess that is not worth a request. */
const minScore = 0.3;
/** A foreign key that may be left out is filled from this on. */
const minOptional = 0.45;
/** How far things are made for things: a line needs an order, which needs a customer. */
const maxDepth = 4;

/** Percentage at which a second thing of a kind is made where one is there. */
const anotherShare = 12;
/** Percentage at which not the likeliest producer is tried. */
const otherShare = 15;

const maxEffort = 60;

interface Draft {
  readonly steps: PlannedStep[];
  /** The step that gives each kind of thing, the latest. */
  readonly given: Map<string, number>;
  /** Steps whose thing is deleted. */
  readonly deleted: Set<number>;
  /** Steps whose thing this sequence made: only those are changed and deleted. */
  readonly made: Set<number>;
}

/** Draws a sequence about a thing. A function of the document and the random numbers alone. Without steps where nobody gives the thing. */
export function planSequence(
  graph: DependencyGraph,
  resource: Resource,
  random: Random,
  maxSteps: number,
): SequencePlan {
  const draft: Draft = { steps: [], given: new Map(), deleted: new Set(), made: new Set() };
  const planner: Planner = { graph, random, maxSteps, draft, effort: maxEffort };
  const thing = provide(planner, resource, 0);
  if (thing !== undefined) work(planner, resource, thing);
  return { resource: resource.shape, steps: draft.steps };
}

interface Planner {
  readonly graph: DependencyGraph;
  readonly random: Random;
  readonly maxSteps: number;
  readonly draft: Draft;
  /** Requests that may still be tried to be added: bodies of some documents name dozens of things, each of which needs others. */
  effort: number;
}

/** Makes sure of a thing of a kind, and gives the step that has it. */
function provide(planner: Planner, resource: Resource, depth: number): number | undefined {
  const { graph, random, draft } = planner;
  const known = draft.given.get(resource.shape);
  if (known !== undefined && !draft.deleted.has(known) && random.nextInt(0, 99) >= anotherShare) return known;
  if (depth > maxDepth) return known;
  for (const entry of producersOf(graph, resource, random)) {
    const step = append(
      planner,
      entry,
      entry.method === 'POST' ? 'create' : entry.method === 'PUT' ? 'create' : 'list',
      depth,
    );
    if (step === undefined) continue;
    draft.given.set(resource.shape, step);
    if (entry.method === 'POST' || entry.method === 'PUT') draft.made.add(step);
    return step;
  }
  return known;
}

/** Who gives a thing, creations first. */
function producersOf(graph: DependencyGraph, resource: Resource, random: Random): readonly OperationEntry[] {
  const consumer = resource.onItem[0] ?? resource.below[0];
  if (consumer === undefined) return [];
  const last = resource.ownParameters.at(-1);
  const need = graph
    .needsOf(consumer)
    .findLast(
      (one) =>
        one.need.in === 'path' && one.resource === resource.shape && (last === undefined || one.edges.length > 0),
    );
  const labels = new Set((need?.edges ?? []).filter(({ score }) => score >= minScore).map(({ producer }) => producer));
  const entries = [...labels].flatMap((label) => graph.resources.entry(label) ?? []);
  // What is made can be changed and deleted; what is only seen belongs to somebody, who may delete it meanwhile.
  return [...rotated(entries.filter(isCreation), random), ...entries.filter((entry) => !isCreation(entry))];
}

/** Now and then with another one than the likeliest in front. */
function rotated(entries: readonly OperationEntry[], random: Random): readonly OperationEntry[] {
  if (entries.length < 2 || random.nextInt(0, 99) >= otherShare) return entries;
  const at = random.nextInt(1, entries.length - 1);
  return [...entries.slice(at), ...entries.slice(0, at)];
}

function isCreation({ method }: OperationEntry): boolean {
  return method === 'POST' || method === 'PUT';
}

/** Adds a request, and before it what gives the things that it needs; `undefined` where one cannot be had, or there is no room. */
function append(
  planner: Planner,
  entry: OperationEntry,
  role: StepRole,
  depth: number,
  fixed?: Use,
): number | undefined {
  const { graph, draft, maxSteps } = planner;
  if (planner.effort <= 0 || draft.steps.length >= maxSteps) return undefined;
  planner.effort -= 1;
  const before = { steps: draft.steps.length, given: new Map(draft.given), made: new Set(draft.made) };
  const uses = new Map<string, Use>();
  if (fixed !== undefined) uses.set(fixed.resource, fixed);
  for (const need of graph.needsOf(entry)) {
    if (need.resource === undefined || uses.has(need.resource) || !isWanted(need)) continue;
    // What the thing in hand stands in was given when it was made.
    if (fixed !== undefined && isAround(fixed.resource, need.resource)) continue;
    const resource = graph.resources.byShape(need.resource);
    const step = resource === undefined || isChosen(need, entry) ? undefined : provide(planner, resource, depth + 1);
    if (step !== undefined) uses.set(need.resource, { resource: need.resource, step });
    else if (need.need.in === 'path' && !isChosen(need, entry)) return undo(draft, before);
  }
  if (draft.steps.length >= maxSteps) return undo(draft, before);
  const afterDelete = [...uses.values()].some(({ step }) => draft.deleted.has(step));
  draft.steps.push({ operation: entry.label, role, uses: [...uses.values()], afterDelete });
  return draft.steps.length - 1;
}

function undo(
  draft: Draft,
  before: { readonly steps: number; readonly given: Draft['given']; readonly made: Draft['made'] },
): undefined {
  draft.steps.length = before.steps;
  draft.given.clear();
  for (const [shape, step] of before.given) draft.given.set(shape, step);
  draft.made.clear();
  for (const step of before.made) draft.made.add(step);
}

function isWanted({ need, edges }: NeedWithProducers): boolean {
  const best = edges[0]?.score ?? 0;
  return need.in === 'path' || best >= (need.required ? minScore : minOptional);
}

/** The id that a PUT gives the thing that it makes. */
function isChosen({ need, resource }: NeedWithProducers, entry: OperationEntry): boolean {
  return entry.method === 'PUT' && need.in === 'path' && need.operation === entry.label && isLastOf(resource, entry);
}

function isLastOf(shape: string | undefined, { path }: OperationEntry): boolean {
  return shape !== undefined && shape === path.replaceAll(/\{[^{}]*\}/gu, '{}');
}

function isAround(inner: string, outer: string): boolean {
  return inner !== outer && inner.startsWith(`${outer}/`);
}

const weights: Readonly<Record<StepRole, number>> = { create: 2, list: 4, read: 8, update: 8, delete: 6, use: 6 };

/** Uses, changes and deletes a thing until there is no more room. After it is gone it is asked for once or twice more. */
function work(planner: Planner, resource: Resource, thing: number): void {
  const { random, draft, maxSteps } = planner;
  let left = maxSteps;
  while (draft.steps.length < maxSteps && left > 0) {
    left -= 1;
    const isGone = draft.deleted.has(thing);
    const chosen = pick(actionsOn(planner, resource, thing), random);
    if (chosen === undefined) return;
    const { entry, role, of } = chosen;
    const step = append(planner, entry, role, 1, of);
    if (step === undefined || of === undefined || role !== 'delete') continue;
    draft.deleted.add(of.step);
    if (of.step === thing && !isGone) left = random.nextInt(1, 3);
  }
}

interface Action {
  readonly entry: OperationEntry;
  readonly role: StepRole;
  /** The thing that it is done to; absent for what is done to the collection. */
  readonly of: Use | undefined;
  readonly weight: number;
}

/** What can be done with a thing, and with those that were made for it. What this sequence did not make is only looked at. */
function actionsOn({ graph, draft }: Planner, resource: Resource, thing: number): readonly Action[] {
  const actions: Action[] = [];
  const add = (entry: OperationEntry, role: StepRole, of: Use | undefined, share = 1): void => {
    if (!isSafe(entry) && of !== undefined && !draft.made.has(of.step)) return;
    // What was looked at is looked at again less; doing a thing twice is what servers do not expect.
    const times = isSafe(entry) ? draft.steps.filter(({ operation }) => operation === entry.label).length : 0;
    actions.push({ entry, role, of, weight: Math.max(1, Math.floor((share * weights[role]) / (1 + times))) });
  };
  const own = { resource: resource.shape, step: thing };
  for (const entry of resource.onItem) add(entry, itemRole(entry), own);
  for (const entry of resource.onCollection) if (isSafe(entry)) add(entry, 'list', undefined);
  if (!draft.deleted.has(thing)) {
    for (const entry of resource.below) add(entry, isSafe(entry) ? 'read' : 'use', own);
    // What happens to an order whose customer goes away?
    for (const [shape, step] of draft.given) {
      const other = step === thing ? undefined : graph.resources.byShape(shape);
      for (const entry of other?.onItem ?? []) {
        const role = itemRole(entry);
        if (role === 'delete' || role === 'update') add(entry, role, { resource: shape, step }, 0.6);
      }
    }
  }
  return actions;
}

function itemRole({ method }: OperationEntry): StepRole {
  if (method === 'DELETE') return 'delete';
  if (method === 'PUT' || method === 'PATCH') return 'update';
  return method === 'POST' ? 'use' : 'read';
}

function isSafe({ method }: OperationEntry): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'QUERY';
}

function pick(actions: readonly Action[], random: Random): Action | undefined {
  const total = actions.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return undefined;
  let left = random.nextInt(0, total - 1);
  return actions.find(({ weight }) => (left -= weight) < 0);
}
