import type { Schemas } from '../../schema/schemas.ts';
import type { LoweredSchema } from '../../schema/lowered-schema.ts';
import { canonicalJson, isSameJson } from '../../schema/canonical-json.ts';
import type { BoundedCache } from '../../schema/bounded-cache.ts';
import { isMember } from '../../schema/evaluate/is-member.ts';
import { boundedCache } from '../../schema/bounded-cache.ts';
import type { TextProfile } from '../text-profile.ts';
import { allowsValue } from '../text-profile.ts';
import { arrayPart } from './array-maker.ts';
import type { Least, Part, Plan, Planner } from './contract.ts';
import { HIGHEST, MOST_MEMBERS, MOST_NODES } from './contract.ts';
import { asksUsualOnly, askUsualOnly, leastNodes } from './least-nodes.ts';
import type { Draw } from './draw.ts';
import { firstChoice } from './draw.ts';
import { finiteMembers } from './finite-members.ts';
import type { Choices } from '../../schema/canonical/intersect.ts';
import { intersect } from '../../schema/canonical/intersect.ts';
import { numberMaker, numberMembers } from './number-maker.ts';
import { objectPart } from './object-maker.ts';
import { schemaId } from '../../schema/canonical/schema-id.ts';
import type { Group, CanonicalLeaf } from '../../schema/canonical/leaf.ts';
import { stringMaker } from './string-maker.ts';
import { ANY_TYPE, ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING } from '../../schema/canonical/value-types.ts';

const TRIES = 20;

const planners = new WeakMap<Schemas, Partial<Record<TextProfile, Planner>>>();

export function plannerOf(schemas: Schemas, profile: TextProfile): Planner {
  let known = planners.get(schemas);
  if (known === undefined) {
    known = {};
    planners.set(schemas, known);
  }
  return (known[profile] ??= createPlanner(profile));
}

function createPlanner(profile: TextProfile): Planner {
  const cache: BoundedCache<string, Plan> = boundedCache(2_000);
  const planner: Planner = {
    profile,
    plan: (nodes) => get(nodes, NO_CHOICES),
  };
  const get = (nodes: readonly LoweredSchema[], choices: Choices): Plan => {
    const key = nodes.map(schemaId).join() + (choices.size === 0 ? '' : `|${[...choices].join(';')}`);
    let plan = cache.get(key);
    if (plan === undefined) {
      plan = createPlan(nodes, choices, planner, get);
      cache.set(key, plan);
    }
    return plan;
  };
  return planner;
}

const NO_CHOICES: Choices = new Map();

type GetPlan = (nodes: readonly LoweredSchema[], choices: Choices) => Plan;

function createPlan(nodes: readonly LoweredSchema[], choices: Choices, planner: Planner, get: GetPlan): Plan {
  const shape = intersect(nodes, choices);
  // The group with the fewest branches first: what is impossible shows early.
  const group = shape.groups.reduce<Group | undefined>(
    (best, next) => (best === undefined || next.branches.length < best.branches.length ? next : best),
    undefined,
  );
  const branches: (Plan | undefined)[] = [];
  let parts: readonly Part[] | undefined;
  let usual: readonly Part[] | undefined;
  const memo: (Least | undefined)[] = [];
  const usualMemo: (Least | undefined)[] = [];
  let lowest: number | undefined;
  let members: { readonly list: readonly unknown[] | undefined } | undefined;
  const plan: Plan = {
    schemas: nodes,
    shape,
    group,
    branch(index) {
      return (branches[index] ??= get(nodes, new Map([...choices, [group?.key ?? '', index]])));
    },
    parts() {
      if (group !== undefined) return [];
      const usualOnly = asksUsualOnly();
      if (parts !== undefined && !usualOnly) return parts;
      usual ??= usualParts(shape, planner);
      return usualOnly ? usual : (parts = partsOf(shape, planner, usual));
    },
    members() {
      if (members === undefined) {
        members = { list: undefined }; // what leads back to itself has no end
        members = { list: membersOf(plan) };
      }
      return members.list;
    },
    least: (height) => leastNodes(plan, height, asksUsualOnly() ? usualMemo : memo),
    fits: (height) => plan.least(height).nodes <= MOST_NODES,
    lowest() {
      if (lowest === undefined) for (lowest = 0; lowest <= HIGHEST && !plan.fits(lowest);) lowest++;
      return lowest;
    },
    make(draw, most) {
      draw.left--;
      // With nothing left to spend, a value is as low as it can be.
      const height = draw.left < 0 ? Math.min(most, plan.lowest()) : most;
      if (group !== undefined) return makeBranch(plan, group, draw, height);
      for (let attempt = 0; attempt < (draw.strict && draw.rng !== firstChoice ? TRIES : 1); attempt++) {
        const value = makePart(plan, draw, height);
        if (value !== undefined && (!draw.strict || passesGuards(shape, value))) return value;
      }
      return undefined;
    },
  };
  return plan;
}

function membersOf(plan: Plan): readonly unknown[] | undefined {
  const found = new Map<string, unknown>();
  const sources: readonly (Plan | Part)[] =
    plan.group === undefined ? plan.parts() : plan.group.branches.map((_, index) => plan.branch(index));
  for (const source of sources) {
    const list = source.members();
    if (list === undefined) return undefined;
    for (const member of list) found.set(canonicalJson(member), member);
    if (found.size > MOST_MEMBERS) return undefined;
  }
  const { excluded } = plan.shape;
  return [...found.values()].filter((member) => !isExcluded(excluded, member));
}

/** With more open choices than this, looking ahead at each of them costs more than going back now and then. */
const MOST_LOOKED_AHEAD = 6;
/** How many branches of one value may give none before it is given up. */
const MOST_MISSES = 40;

function makeBranch(plan: Plan, group: Group, draw: Draw, height: number): unknown {
  if (draw.strict && draw.left <= 0) return plainestBranch(plan, group, draw, height);
  const regular = tryBranches(plan, 0, group.branches.length, draw, height);
  if (regular !== undefined || !draw.strict || group.lastResorts.length === 0) return regular;
  return tryBranches(plan, group.branches.length, group.lastResorts.length, draw, height);
}

/** A value of the first branch that gives one, beginning anywhere. */
function tryBranches(plan: Plan, first: number, count: number, draw: Draw, height: number): unknown {
  const looksAhead = draw.strict || plan.shape.groups.length <= MOST_LOOKED_AHEAD;
  const start = draw.rng.nextInt(0, count - 1);
  for (let step = 0; step < count && draw.misses.count < MOST_MISSES; step++) {
    const branch = plan.branch(first + ((start + step) % count));
    if (looksAhead ? !branch.fits(height) : branch.shape.types === 0) continue;
    const value = branch.make(draw, height);
    if (value !== undefined) return value;
    draw.misses.count++;
  }
  return undefined;
}

/** When chance has failed: every branch in turn, by its plainest value, and then by others. */
function plainestBranch(plan: Plan, group: Group, draw: Draw, height: number): unknown {
  const count = group.branches.length + group.lastResorts.length;
  const ways = [
    { rng: firstChoice, edgy: false, misses: MOST_MISSES * 6 },
    { rng: firstChoice, edgy: true, misses: MOST_MISSES * 7 },
    { rng: draw.rng, edgy: draw.edgy, misses: MOST_MISSES * 8 },
  ];
  for (const { rng, edgy, misses } of ways) {
    for (let index = 0; index < count && draw.misses.count < misses; index++) {
      const branch = plan.branch(index);
      if (branch.shape.types === 0 || !branch.fits(height)) continue;
      const value = branch.make({ ...draw, rng, edgy }, height);
      if (value !== undefined) return value;
      draw.misses.count++;
    }
  }
  return undefined;
}

function makePart(plan: Plan, draw: Draw, height: number): unknown {
  const parts = plan.parts();
  if (parts.length === 1 && parts[0] !== undefined) return makeAllowed(plan, parts[0], draw, height);
  const start = draw.rng.nextInt(0, parts.length - 1);
  for (let step = 0; step < parts.length; step++) {
    const part = parts[(start + step) % parts.length];
    if (part === undefined || part.least(height) > MOST_NODES) continue;
    const value = makeAllowed(plan, part, draw, height);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** How often a value is made anew because it is one of the few that are excluded. */
const MOST_EXCLUDED = 5;

function makeAllowed({ shape: { excluded } }: Plan, part: Part, draw: Draw, height: number): unknown {
  if (excluded.length === 0) return part.make(draw, height);
  for (let attempt = 0; attempt < MOST_EXCLUDED; attempt++) {
    const value = part.make(draw, height);
    if (value === undefined || !isExcluded(excluded, value)) return value;
  }
  return part.members()?.find((member) => !isExcluded(excluded, member));
}

function isExcluded(excluded: readonly unknown[], value: unknown): boolean {
  return excluded.some((other) => isSameJson(other, value));
}

/** Whether a value keeps what the schemas say beyond what it was made from. */
function passesGuards({ excluded, guards }: CanonicalLeaf, value: unknown): boolean {
  return !isExcluded(excluded, value) && guards.every((node) => isMember(node, value));
}

/** The kinds of values of the types that are named, or that the keywords speak of. */
function usualParts(shape: CanonicalLeaf, planner: Planner): readonly Part[] {
  if (shape.finite === undefined) return partsFor(shape, shape.types, planner);
  const members = finiteMembers(shape).filter((member) => allowsValue(planner.profile, member));
  return members.length === 0 ? [] : [scalar(0, (draw) => members[draw.rng.nextInt(0, members.length - 1)], members)];
}

function partsOf(shape: CanonicalLeaf, planner: Planner, usual: readonly Part[]): readonly Part[] {
  if (shape.finite !== undefined) return usual;
  if (shape.typed || someFitsUsually(usual)) return preferred(usual, shape, planner.profile);
  // Nothing of the types that the keywords speak of: a schema without `type` admits all others.
  return partsFor(shape, ANY_TYPE & ~shape.types, planner);
}

/**
 * Asked once for a plan and remembered, so that the answer must not depend on the question in which it came up: it is a
 * question of its own, in which no other plan asks the same, and so has an end where schemas lead back to themselves.
 */
function someFitsUsually(parts: readonly Part[]): boolean {
  return askUsualOnly(() => parts.some((part) => part.least(HIGHEST) <= MOST_NODES));
}

function partsFor(shape: CanonicalLeaf, types: number, planner: Planner): Part[] {
  const parts: (Part | undefined)[] = [];
  const leaf = { ...shape, types };
  if ((types & STRING) !== 0) parts.push(stringPart(leaf, planner.profile));
  if ((types & NUMBER) !== 0) parts.push(numberPart(leaf, planner.profile));
  if ((types & BOOLEAN) !== 0) parts.push(scalar(BOOLEAN, (draw) => draw.rng.nextInt(0, 1) === 1, [false, true]));
  if ((types & OBJECT) !== 0) parts.push(objectPart(shape, planner));
  if ((types & ARRAY) !== 0) parts.push(arrayPart(shape, planner));
  if ((types & NULL) !== 0) parts.push(scalar(NULL, () => null, [null]));
  return parts.filter((part) => part !== undefined);
}

/** In a text null and nothing look alike: it is left out where another kind of value will do. */
function preferred(parts: readonly Part[], shape: CanonicalLeaf, profile: TextProfile): readonly Part[] {
  if (profile === 'any') return parts;
  const others = parts.filter((part) => part.type !== NULL && (shape.typed || (part.type & (ARRAY | OBJECT)) === 0));
  return someFitsUsually(others) ? others : parts;
}

function numberPart(shape: CanonicalLeaf, profile: TextProfile): Part | undefined {
  const make = numberMaker(shape, profile);
  return make && { ...scalar(NUMBER, make), members: () => numberMembers(shape, profile, MOST_MEMBERS) };
}

function stringPart(shape: CanonicalLeaf, profile: TextProfile): Part | undefined {
  const maker = stringMaker(shape, profile);
  return maker && { ...scalar(STRING, maker.make), members: () => maker.members(MOST_MEMBERS) };
}

function scalar(type: number, make: (draw: Draw) => unknown, members?: readonly unknown[]): Part {
  const few = members !== undefined && members.length <= MOST_MEMBERS ? members : undefined;
  return { type, least: () => 1, make, members: () => few };
}
