import type { LoweredSchema } from '../../schema/lowered-schema.ts';
import { ORIGIN } from '../../schema/lowered-schema.ts';
import { canonicalJson } from '../../schema/canonical-json.ts';
import { negation } from '../../schema/canonical/complement.ts';
import { evaluatedItems, inPlaceOf } from '../../schema/canonical/evaluated.ts';
import type { Draw } from './draw.ts';
import { pick } from './draw.ts';
import type { Part, Plan, Planner } from './contract.ts';
import type { CanonicalLeaf } from '../../schema/canonical/leaf.ts';
import { ARRAY } from '../../schema/canonical/value-types.ts';

/** Longer arrays are not made. */
export const LONGEST_ARRAY = 10_000;
const TRIES_UNIQUE = 20;

/** The schemas of the item at an index; nothing where there must be no item. */
function itemSchemas(shape: CanonicalLeaf, index: number): readonly LoweredSchema[] {
  const found: LoweredSchema[] = [];
  for (const node of shape.arrays) {
    const fixed = node.prefixItems?.[index];
    if (fixed !== undefined) found.push(fixed);
    else if (node.items) found.push(node.items);
    if (node.contains !== undefined && node.maxContains === 0) found.push(negation(node.contains));
    addUnevaluated(shape, node, index, found);
  }
  return found;
}

/** Items that nothing else speaks of satisfy `unevaluatedItems`, or a `contains` that evaluates them (JSON Schema 2020-12 §11.2). */
function addUnevaluated(shape: CanonicalLeaf, node: LoweredSchema, index: number, found: LoweredSchema[]): void {
  if (node.unevaluatedItems === undefined) return;
  const nodes = inPlaceOf(shape, node);
  if (index < evaluatedItems(nodes, node)) return;
  const contained = evaluatingContains(nodes);
  if (node.unevaluatedItems) found.push(node.unevaluatedItems);
  else if (contained !== undefined) found.push(contained);
}

function evaluatingContains(nodes: ReadonlySet<LoweredSchema>): LoweredSchema | undefined {
  for (const node of nodes)
    if (node.contains !== undefined && node[ORIGIN].ref.scope.dialect !== '2019-09') return node.contains;
  return undefined;
}

/** Of the items of an array, so many have to satisfy a schema, and at most so many may. */
interface Contained {
  readonly schema: LoweredSchema;
  readonly min: number;
  readonly max: number;
}

/** What arrays of a shape are made of. */
export interface ArrayPlan {
  readonly min: number;
  readonly max: number;
  item(index: number): Plan;
  readonly contains: readonly Contained[];
  /** How many items have schemas of their own. */
  readonly fixed: number;
}

export function arrayPlan(shape: CanonicalLeaf, planner: Planner): ArrayPlan {
  const fixed = Math.max(0, ...shape.arrays.map((node) => node.prefixItems?.length ?? 0));
  const items: Plan[] = [];
  let rest: Plan | undefined;
  const contains = shape.arrays.flatMap((node) =>
    node.contains === undefined || node.maxContains === 0
      ? []
      : [{ schema: node.contains, min: node.minContains ?? 1, max: node.maxContains ?? Number.POSITIVE_INFINITY }],
  );
  const unreachable = shape.arrays.some(
    ({ contains: schema, minContains = 1, maxContains = Number.POSITIVE_INFINITY }) =>
      schema !== undefined && minContains > maxContains,
  );
  return {
    min: Math.max(
      shape.minItems,
      ...contains.map(({ min }) => min),
      unreachable ? Number.POSITIVE_INFINITY : shape.repeated ? 2 : 0,
      planner.profile === 'any' ? 0 : 1,
    ),
    max: Math.min(shape.maxItems, ...shape.arrays.map((node) => unevaluatedLimit(shape, node))),
    contains,
    fixed,
    item(index) {
      if (index >= fixed) return (rest ??= planner.plan(itemSchemas(shape, fixed)));
      return (items[index] ??= planner.plan(itemSchemas(shape, index)));
    },
  };
}

/** The most items that `unevaluatedItems: false` allows, unless `contains` evaluates others. */
function unevaluatedLimit(shape: CanonicalLeaf, node: LoweredSchema): number {
  if (node.unevaluatedItems !== false) return Number.POSITIVE_INFINITY;
  const nodes = inPlaceOf(shape, node);
  return evaluatingContains(nodes) === undefined ? evaluatedItems(nodes, node) : Number.POSITIVE_INFINITY;
}

export function arrayPart(shape: CanonicalLeaf, planner: Planner): Part | undefined {
  const plan = arrayPlan(shape, planner);
  if (plan.min > plan.max || plan.min > LONGEST_ARRAY || (shape.unique && shape.repeated)) return undefined;
  return {
    type: ARRAY,
    members: () => (plan.max === 0 ? [[]] : undefined),
    least: (height) => leastItems(shape, plan, planner, height),
    make: (draw, height) => makeArray(shape, plan, planner, draw, height),
  };
}

function leastItems(shape: CanonicalLeaf, plan: ArrayPlan, planner: Planner, height: number): number {
  if (plan.min === 0) return 1;
  if (height < 1) return Number.POSITIVE_INFINITY;
  let nodes = 1;
  for (let index = 0; index < plan.min && index <= plan.fixed; index++) {
    const least = plan.item(index).least(height - 1).nodes;
    nodes += index < plan.fixed ? least : least * (plan.min - plan.fixed);
    if (nodes === Number.POSITIVE_INFINITY) return nodes;
  }
  if (shape.unique && plan.min > plan.fixed + (plan.item(plan.fixed).members()?.length ?? LONGEST_ARRAY))
    return Number.POSITIVE_INFINITY;
  if (shape.repeated && repeatedPlace(shape, plan, planner, height - 1) === undefined) return Number.POSITIVE_INFINITY;
  return containsPlaces(shape, plan, planner, height) === undefined ? Number.POSITIVE_INFINITY : nodes;
}

/** Two places next to each other at which one value may stand, and its plan. */
function repeatedPlace(
  shape: CanonicalLeaf,
  plan: ArrayPlan,
  planner: Planner,
  height: number,
): { readonly second: number; readonly both: Plan } | undefined {
  const last = Math.min(plan.fixed + 1, plan.max - 1, 20);
  for (let second = last; second >= 1; second--) {
    const both = planner.plan([...itemSchemas(shape, second - 1), ...itemSchemas(shape, second)]);
    if (both.fits(height)) return { second, both };
  }
  return undefined;
}

/** The first index at which an item can satisfy a schema of `contains`. */
function placeFor(
  shape: CanonicalLeaf,
  plan: ArrayPlan,
  planner: Planner,
  schema: LoweredSchema,
  height: number,
): number {
  for (let index = 0; index < Math.min(plan.fixed + 1, 20, plan.max); index++) {
    if (planner.plan([...itemSchemas(shape, index), schema]).fits(height)) return index;
  }
  return -1;
}

function makeArray(
  shape: CanonicalLeaf,
  plan: ArrayPlan,
  planner: Planner,
  draw: Draw,
  height: number,
): unknown[] | undefined {
  const length = chooseLength(plan, draw, height);
  const items: unknown[] = [];
  const seen = shape.unique ? new Set<string>() : undefined;
  const places = containsPlaces(shape, plan, planner, height);
  if (places === undefined) return undefined;
  const total = Math.max(length, ...Array.from(places.keys(), (index) => index + 1));
  for (let index = 0; index < total; index++) {
    const item = itemPlan(shape, plan, planner, { index, wanted: places.get(index), height: height - 1 });
    const value = item.fits(height - 1) ? makeItem(item, draw, height - 1, seen) : undefined;
    if (value === undefined) {
      if (index < plan.min || index < places.size || shape.repeated) return undefined;
      return items;
    }
    items.push(value);
  }
  return shape.repeated ? repeat(items, shape, plan, planner, draw, height - 1) : items;
}

const NOWHERE: ReadonlyMap<number, readonly LoweredSchema[]> = new Map();

interface ItemTask {
  readonly index: number;
  /** Schemas of `contains` that this item is to satisfy. */
  readonly wanted: readonly LoweredSchema[] | undefined;
  readonly height: number;
}

/** Where `maxContains` counts, the other items satisfy its schema as little as can be. */
function itemPlan(
  shape: CanonicalLeaf,
  plan: ArrayPlan,
  planner: Planner,
  { index, wanted = [], height }: ItemTask,
): Plan {
  const others = plan.contains.filter(({ schema, max }) => Number.isFinite(max) && !wanted.includes(schema));
  if (wanted.length === 0 && others.length === 0) return plan.item(index);
  const needed = [...itemSchemas(shape, index), ...wanted];
  const strict = planner.plan([...needed, ...others.map(({ schema }) => negation(schema))]);
  return others.length === 0 || strict.fits(height) ? strict : planner.plan(needed);
}

function repeat(
  items: readonly unknown[],
  shape: CanonicalLeaf,
  plan: ArrayPlan,
  planner: Planner,
  draw: Draw,
  height: number,
): unknown[] | undefined {
  const place = repeatedPlace(shape, plan, planner, height);
  if (place === undefined || items.length <= place.second)
    return place === undefined ? undefined : lengthened(items, place, draw, height);
  const value = place.both.make(draw, height);
  return value === undefined ? undefined : items.with(place.second, value).with(place.second - 1, value);
}

/** Too short for the places that can be equal: the same value twice at the end. */
function lengthened(
  items: readonly unknown[],
  { second, both }: { readonly second: number; readonly both: Plan },
  draw: Draw,
  height: number,
): unknown[] | undefined {
  const value = both.make(draw, height);
  return value === undefined || items.length < second - 1 ? undefined : [...items.slice(0, second - 1), value, value];
}

function chooseLength({ min, max }: ArrayPlan, draw: Draw, height: number): number {
  if (height < 1) return 0;
  if (draw.left <= 0) return min;
  const most = Math.min(max, LONGEST_ARRAY);
  if (draw.edgy && draw.rng.nextInt(0, 1) === 0) {
    const nearMost = most <= 20 ? [most, Math.max(min, most - 1)] : [Math.min(most, min + 3), Math.min(most, min + 8)];
    return pick(draw.rng, [min, Math.min(most, min + 1), ...nearMost]);
  }
  return draw.rng.nextInt(min === 0 && most > 0 ? draw.rng.nextInt(0, 1) : min, Math.min(most, min + 3));
}

/** Which items have to satisfy schemas of `contains`, and which; nothing where they have no room. */
function containsPlaces(
  shape: CanonicalLeaf,
  plan: ArrayPlan,
  planner: Planner,
  height: number,
): ReadonlyMap<number, readonly LoweredSchema[]> | undefined {
  if (plan.contains.length === 0) return NOWHERE;
  const places = new Map<number, readonly LoweredSchema[]>();
  for (const { schema, min } of plan.contains) {
    const first = min === 0 ? 0 : placeFor(shape, plan, planner, schema, height - 1);
    if (first === -1) return undefined;
    let count = 0;
    for (let index = first; count < min && index < Math.min(plan.max, LONGEST_ARRAY); index++) {
      const together = [...(places.get(index) ?? []), schema];
      // Two `contains` share an item only where one item can be both.
      if (!planner.plan([...itemSchemas(shape, index), ...together]).fits(height - 1)) continue;
      places.set(index, together);
      count++;
    }
    if (count < min) return undefined;
  }
  return places;
}

function makeItem(plan: Plan, draw: Draw, height: number, seen: Set<string> | undefined): unknown {
  if (seen === undefined) return plan.make(draw, height);
  for (let attempt = 0; attempt < TRIES_UNIQUE; attempt++) {
    // Edges repeat soon: the later tries are plain.
    const value = plan.make(attempt < 3 ? draw : { ...draw, edgy: false }, height);
    if (value === undefined) continue;
    const key = canonicalJson(value);
    if (seen.has(key)) continue;
    seen.add(key);
    return value;
  }
  const unseen = plan.members()?.find((member) => !seen.has(canonicalJson(member)));
  if (unseen !== undefined) seen.add(canonicalJson(unseen));
  return unseen;
}
