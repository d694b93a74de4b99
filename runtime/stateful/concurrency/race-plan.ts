import type { Random } from 'fast-check';
import type { OperationEntry } from '../../model/operation.ts';
import type { RaceSubject } from '../../model/race.ts';
import type { DependencyGraph } from '../dependency-graph.ts';
import { append, createPlanner, provide } from '../plan-draft.ts';
import type { Resource } from '../resource-index.ts';
import { noExperience } from '../sequence-experience.ts';
import type { SequencePlan, StepRole } from '../sequence-plan.ts';

/** What header makes the same request depend on what is there (RFC 9110 §13.1). */
type RaceCondition = 'if-match' | 'if-none-match' | 'none';

/** Requests that are worth sending at once, and what has to be made before. */
export interface RacePlan {
  readonly subject: RaceSubject;
  /** The racing request is its last step. */
  readonly sequence: SequencePlan;
  readonly entry: OperationEntry;
  readonly condition: RaceCondition;
  /** Sent beside the racing request: what deletes the thing. Absent where the request races with itself. */
  readonly against: OperationEntry | undefined;
}

/** The most requests that are made for one race, itself among them. */
const maxSteps = 10;

/** The races that an operation can be part of. Only what a plan makes itself is changed. */
export function racePlans(graph: DependencyGraph, entry: OperationEntry, random: Random): readonly RacePlan[] {
  const { method } = entry;
  if (!['POST', 'PUT', 'PATCH', 'DELETE'].includes(method)) return [];
  const thing = graph.resources.referencesOf(entry).at(-1)?.resource;
  const isItem = thing?.onItem.includes(entry) === true;
  const plans: RacePlan[] = [];
  const add = (subject: RaceSubject, of: Resource | undefined, more: Partial<RacePlan> = {}): void => {
    const sequence = planRace(graph, entry, random, of);
    if (sequence !== undefined)
      plans.push({ subject, sequence, entry, condition: 'none', against: undefined, ...more });
  };
  const creates =
    method === 'POST' && graph.resources.resources.some(({ onCollection }) => onCollection.includes(entry));
  add(method === 'DELETE' ? 'delete' : creates ? 'create' : 'action', thing);
  if (!isItem) return plans;
  const canRead = thing.onItem.some((one) => one.method === 'GET');
  if (method === 'PUT') add('create', undefined, { condition: 'if-none-match' });
  if (canRead && (method === 'PUT' || method === 'PATCH')) add('conditional', thing, { condition: 'if-match' });
  const against = thing.onItem.find((one) => one.method === 'DELETE');
  if (canRead && against !== undefined && method !== 'DELETE') add('deletion', thing, { against });
  return plans;
}

/** The requests that make all that one needs, and that one last; `thing` is what it is done to, made anew. */
function planRace(
  graph: DependencyGraph,
  entry: OperationEntry,
  random: Random,
  thing: Resource | undefined,
): SequencePlan | undefined {
  const manner = { kind: 'shortest', turn: 0 } as const;
  const planner = createPlanner({ graph, random, maxSteps, experience: noExperience, manner });
  const given = thing && provide(planner, thing, 0);
  if (thing !== undefined && (given === undefined || !planner.draft.made.has(given))) return undefined;
  const of = thing === undefined || given === undefined ? undefined : { resource: thing.shape, step: given };
  const last = append(planner, entry, roleOf(entry, thing), { depth: 1, of });
  return last === undefined ? undefined : { resource: thing?.shape ?? entry.path, steps: planner.draft.steps };
}

function roleOf({ method }: OperationEntry, thing: Resource | undefined): StepRole {
  if (thing === undefined) return 'create';
  if (method === 'DELETE') return 'delete';
  return method === 'POST' ? 'use' : 'update';
}
