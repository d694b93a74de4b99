import type { Random } from 'fast-check';
import type { OperationEntry } from '../model/operation.ts';
import type { DependencyGraph } from './dependency-graph.ts';
import { itemRole } from './plan-actions.ts';
import { append, createPlanner, isSafe } from './plan-draft.ts';
import type { Experience } from './sequence-experience.ts';
import type { SequencePlan, StepRole } from './sequence-plan.ts';

/** What a shortest plan is drawn with. */
export interface ReachSetting {
  readonly maxSteps: number;
  readonly experience: Experience;
  /** Which try it is, from 0: each has the next producers in front. */
  readonly turn: number;
}

/**
 * The shortest plan that gives an operation all that it needs, the operation last. Without steps where that cannot be had: nobody gives it, or what would be
 * changed or deleted is not of the sequence's making.
 */
export function planReach(
  graph: DependencyGraph,
  entry: OperationEntry,
  random: Random,
  { maxSteps, experience, turn }: ReachSetting,
): SequencePlan {
  const planner = createPlanner({ graph, random, maxSteps, experience, manner: { kind: 'shortest', turn } });
  const { resources } = graph;
  const inner = resources.referencesOf(entry).at(-1)?.resource;
  const last = append(planner, entry, roleOf(entry, graph), { depth: 0 });
  const { steps, made } = planner.draft;
  const use = steps[last ?? -1]?.uses.find((one) => one.resource === inner?.shape);
  const isMine = use === undefined || made.has(use.step);
  const isFine = isSafe(entry) || isMine || resources.collectionsOf(entry).length > 0;
  return { resource: inner?.shape ?? '', steps: last !== undefined && isFine ? steps : [] };
}

function roleOf(entry: OperationEntry, { resources }: DependencyGraph): StepRole {
  const isCollection = resources.collectionsOf(entry).length > 0;
  if (!isCollection) return itemRole(entry);
  return entry.method === 'POST' ? 'create' : isSafe(entry) ? 'list' : itemRole(entry);
}
