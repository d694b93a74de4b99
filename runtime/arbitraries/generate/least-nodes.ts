import type { Least, Plan } from './contract.ts';
import { HIGHEST, MOST_NODES } from './contract.ts';

/** Choices multiply: only so much work, in branches and the schemas that hold in them, is done for one question. */
const MOST_WORK = 8_000;

interface Search {
  work: number;
  isExhausted: boolean;
  /** Whether schemas without `type` count as having the types that their keywords speak of alone. */
  usualOnly: boolean;
}

let search: Search = { work: 0, isExhausted: false, usualOnly: false };

/** Whether the question that is open is about the usual types alone. */
export function asksUsualOnly(): boolean {
  return search.usualOnly;
}

/** Asks about the usual types alone, as a question of its own, in which no other is remembered. */
export function askUsualOnly<T>(question: () => T): T {
  const before = search;
  search = { work: 0, isExhausted: false, usualOnly: true };
  try {
    return question();
  } finally {
    search = before;
  }
}

/**
 * What was asked before must not change an answer, or the same seed would not give the same value: an answer that is remembered costs the
 * question what it cost at first, and one that was given up inside another question is not remembered.
 */
export function leastNodes(plan: Plan, height: number, memo: (Least | undefined)[]): Least {
  if (height > HIGHEST) return NOTHING;
  const known = memo[height];
  if (known !== undefined) {
    if (!fitsWithin(known) && search.work > 0) {
      search.work += known.work;
      search.isExhausted ||= search.work > MOST_WORK;
    }
    return known;
  }
  const before = search.work;
  const wasExhausted = search.isExhausted;
  search.isExhausted = false;
  let nodes: number;
  try {
    nodes = findLeast(plan, height);
  } catch (error) {
    // A broken reference must not leave its work to the next question.
    search.work = before;
    search.isExhausted = wasExhausted;
    throw error;
  }
  const found = nodes <= MOST_NODES;
  const isUnknown = !found && search.isExhausted;
  const answer: Least = { nodes, work: search.work - before, isUnknown };
  if (!isUnknown || before === 0) memo[height] = answer;
  // A yes is free, and the next question of a caller starts anew.
  if (found || before === 0) search.work = before;
  search.isExhausted = before === 0 ? false : wasExhausted || isUnknown;
  return answer;
}

const NOTHING: Least = { nodes: Number.POSITIVE_INFINITY, work: 0, isUnknown: false };

function fitsWithin({ nodes }: Least): boolean {
  return nodes <= MOST_NODES;
}

function findLeast(plan: Plan, height: number): number {
  if (height < 0 || plan.shape.types === 0) return Number.POSITIVE_INFINITY;
  const { group } = plan;
  let least = Number.POSITIVE_INFINITY;
  if (group === undefined) {
    for (const part of plan.parts()) {
      least = Math.min(least, part.least(height));
      if (least === 1) return least;
    }
    return least;
  }
  const count = group.branches.length + group.lastResorts.length;
  for (let index = 0; index < count; index++) {
    // Narrower branches are looked at only where no other one will do.
    if (index >= group.branches.length && least < Number.POSITIVE_INFINITY) return least;
    if (search.work > MOST_WORK) {
      search.isExhausted = true;
      return least;
    }
    const branch = plan.branch(index);
    search.work += 1 + branch.shape.nodes.length / 4;
    least = Math.min(least, branch.least(height).nodes);
    if (least <= MOST_NODES) return least;
  }
  return least;
}
