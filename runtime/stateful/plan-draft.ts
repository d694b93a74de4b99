import type { Random } from 'fast-check';
import type { OperationEntry } from '../model/operation.ts';
import type { DependencyGraph, NeedWithProducers } from './dependency-graph.ts';
import type { Resource } from './resource-index.ts';
import type { Experience } from './sequence-experience.ts';
import type { PlannedStep, StepRole, Use } from './sequence-plan.ts';

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

/** What a plan is made with, while it is made. */
export interface Planner {
  readonly graph: DependencyGraph;
  readonly random: Random;
  readonly maxSteps: number;
  readonly experience: Experience;
  /** `shortest`: no more things than are needed, given by their likeliest producers, or on a later turn by the next ones. */
  readonly manner:
    { readonly kind: 'varied'; readonly isRandom: boolean } | { readonly kind: 'shortest'; readonly turn: number };
  readonly draft: Draft;
  /** Requests that may still be tried to be added: bodies of some documents name dozens of things, each of which needs others. */
  effort: number;
}

export function createPlanner(
  setting: Pick<Planner, 'graph' | 'random' | 'maxSteps' | 'experience' | 'manner'>,
): Planner {
  const draft: Draft = { steps: [], given: new Map(), deleted: new Set(), made: new Set() };
  return { ...setting, draft, effort: maxEffort };
}

/** Makes sure of a thing of a kind, and gives the step that has it. */
export function provide(planner: Planner, resource: Resource, depth: number): number | undefined {
  const { draft } = planner;
  const known = draft.given.get(resource.shape);
  if (known !== undefined && !draft.deleted.has(known) && !isAnotherWanted(planner)) return known;
  if (depth > maxDepth) return known;
  for (const entry of producersOf(planner, resource)) {
    const step = append(planner, entry, isCreation(entry) ? 'create' : 'list', { depth });
    if (step === undefined) continue;
    draft.given.set(resource.shape, step);
    if (isCreation(entry)) draft.made.add(step);
    return step;
  }
  return known;
}

function isAnotherWanted({ manner, random }: Planner): boolean {
  return manner.kind === 'varied' && random.nextInt(0, 99) < anotherShare;
}

/** Who gives a thing, creations first. */
function producersOf(planner: Planner, resource: Resource): readonly OperationEntry[] {
  const { graph, experience, manner } = planner;
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
  const entries = [...labels]
    .flatMap((label) => graph.resources.entry(label) ?? [])
    .filter(({ label }) => isDaring(manner) || !experience.isHopeless(label));
  // What is made can be changed and deleted; what is only seen belongs to somebody, who may delete it meanwhile.
  const makers = entries.filter(isCreation);
  const lists = entries.filter((entry) => !isCreation(entry));
  if (manner.kind === 'shortest') return rotated([...makers, ...lists], manner.turn);
  return [...oftenTheLikeliest(makers, planner.random), ...lists];
}

/** What never worked is tried again now and then, by chance. */
function isDaring(manner: Planner['manner']): boolean {
  return manner.kind === 'varied' && manner.isRandom;
}

/** Now and then with another one than the likeliest in front. */
function oftenTheLikeliest(entries: readonly OperationEntry[], random: Random): readonly OperationEntry[] {
  if (entries.length < 2 || random.nextInt(0, 99) >= otherShare) return entries;
  return rotated(entries, random.nextInt(1, entries.length - 1));
}

function rotated<T>(values: readonly T[], by: number): readonly T[] {
  const at = values.length === 0 ? 0 : by % values.length;
  return [...values.slice(at), ...values.slice(0, at)];
}

function isCreation({ method }: OperationEntry): boolean {
  return method === 'POST' || method === 'PUT';
}

export function isSafe({ method }: OperationEntry): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'QUERY';
}

interface Addition {
  readonly depth: number;
  /** The thing that it is done to. */
  readonly of?: Use | undefined;
  /** What else it needs may be something that this sequence deleted. */
  readonly ofDeleted?: boolean;
}

/** Adds a request, and before it what gives the things that it needs; `undefined` where one cannot be had, or there is no room. */
export function append(
  planner: Planner,
  entry: OperationEntry,
  role: StepRole,
  { depth, of: fixed, ofDeleted = false }: Addition,
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
    const step = isChosen(need, entry) ? undefined : giverOf(planner, need.resource, depth + 1, ofDeleted);
    if (step !== undefined) uses.set(need.resource, { resource: need.resource, step });
    else if (need.need.in === 'path' && !isChosen(need, entry)) return undo(draft, before);
  }
  if (draft.steps.length >= maxSteps) return undo(draft, before);
  const afterDelete = [...uses.values()].some((use) => standsInDeleted(draft, use));
  draft.steps.push({ operation: entry.label, role, uses: [...uses.values()], afterDelete });
  return draft.steps.length - 1;
}

function giverOf(planner: Planner, shape: string, depth: number, ofDeleted: boolean): number | undefined {
  const known = planner.draft.given.get(shape);
  if (ofDeleted && known !== undefined && planner.draft.deleted.has(known)) return known;
  const resource = planner.graph.resources.byShape(shape);
  return resource === undefined ? undefined : provide(planner, resource, depth);
}

/** Whether a thing was deleted, or one that its path leads through. */
export function standsInDeleted({ steps, deleted }: Draft, { resource, step }: Use): boolean {
  if (deleted.has(step)) return true;
  return (steps[step]?.uses ?? []).some((outer) => isAround(resource, outer.resource) && deleted.has(outer.step));
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
