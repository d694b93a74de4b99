import type { LoweredSchema } from '../../schema/lowered-schema.ts';
import { canonicalJson } from '../../schema/canonical-json.ts';
import type { Draw } from './draw.ts';
import type { Part, Plan, Planner } from './contract.ts';
import type { CanonicalLeaf } from '../../schema/canonical/leaf.ts';
import { ARRAY } from '../../schema/canonical/value-types.ts';

/** Longer arrays are not made. */
export const LONGEST_ARRAY = 10_000;
const TRIES_UNIQUE = 20;

/** The schemas of the item at an index. */
function itemSchemas(shape: CanonicalLeaf, index: number): readonly LoweredSchema[] {
  const found: LoweredSchema[] = [];
  for (const node of shape.arrays) {
    const fixed = node.prefixItems?.[index];
    if (fixed !== undefined) found.push(fixed);
    else if (node.items) found.push(node.items);
    else if (node.items === undefined && node.unevaluatedItems) found.push(node.unevaluatedItems);
  }
  return found;
}

/** What arrays of a shape are made of. */
export interface ArrayPlan {
  readonly min: number;
  readonly max: number;
  item(index: number): Plan;
  /** Schemas that some items have to satisfy, and how many. */
  readonly contains: readonly { readonly schema: LoweredSchema; readonly min: number }[];
}

export function arrayPlan(shape: CanonicalLeaf, planner: Planner): ArrayPlan {
  const fixed = Math.max(0, ...shape.arrays.map((node) => node.prefixItems?.length ?? 0));
  const items: Plan[] = [];
  let rest: Plan | undefined;
  const contains = shape.arrays.flatMap((node) =>
    node.contains === undefined ? [] : [{ schema: node.contains, min: node.minContains ?? 1 }],
  );
  const closed =
    shape.arrays.some((node) => node.unevaluatedItems === false) && shape.arrays.every((node) => !node.items);
  return {
    min: Math.max(shape.minItems, ...contains.map(({ min }) => min), planner.profile === 'any' ? 0 : 1),
    max: Math.min(
      shape.maxItems,
      closed ? Math.max(fixed, ...contains.map(({ min }) => min)) : Number.POSITIVE_INFINITY,
    ),
    contains,
    item(index) {
      if (index >= fixed) return (rest ??= planner.plan(itemSchemas(shape, index)));
      return (items[index] ??= planner.plan(itemSchemas(shape, index)));
    },
  };
}

export function arrayPart(shape: CanonicalLeaf, planner: Planner): Part | undefined {
  const plan = arrayPlan(shape, planner);
  if (plan.min > plan.max || plan.min > LONGEST_ARRAY) return undefined;
  return {
    type: ARRAY,
    fits(height) {
      if (plan.min === 0) return true;
      if (height < 1) return false;
      for (let index = 0; index < Math.min(plan.min, 50); index++) if (!plan.item(index).fits(height - 1)) return false;
      return plan.contains.every(
        ({ schema, min }) => min === 0 || placeFor(shape, plan, planner, schema, height - 1) !== -1,
      );
    },
    make: (draw, height) => makeArray(shape, plan, planner, draw, height),
  };
}

/** The first index at which an item can satisfy a schema of `contains`. */
function placeFor(
  shape: CanonicalLeaf,
  plan: ArrayPlan,
  planner: Planner,
  schema: LoweredSchema,
  height: number,
): number {
  for (let index = 0; index < Math.min(20, plan.max); index++) {
    if (planner.plan([...itemSchemas(shape, index), schema]).fits(height)) return index;
  }
  return -1;
}

function makeArray(shape: CanonicalLeaf, plan: ArrayPlan, planner: Planner, draw: Draw, height: number): unknown {
  const length = chooseLength(plan, draw, height);
  const items: unknown[] = [];
  const seen = shape.unique ? new Set<string>() : undefined;
  const places = containsPlaces(shape, plan, planner, height);
  const total = Math.max(length, ...Array.from(places.keys(), (index) => index + 1));
  for (let index = 0; index < total; index++) {
    const wanted = places.get(index);
    const item = wanted === undefined ? plan.item(index) : planner.plan([...itemSchemas(shape, index), ...wanted]);
    const value = item.fits(height - 1) ? makeItem(item, draw, height - 1, seen) : undefined;
    if (value === undefined) return index >= plan.min && index >= places.size ? items : undefined;
    items.push(value);
  }
  return items;
}

function chooseLength({ min, max }: ArrayPlan, draw: Draw, height: number): number {
  if (height < 1) return 0;
  if (draw.left <= 0) return min;
  const most = Math.min(max, LONGEST_ARRAY);
  if (draw.edgy && draw.rng.nextInt(0, 1) === 0) {
    return [min, Math.min(most, min + 1), most <= 20 ? most : Math.min(most, min + 3)][draw.rng.nextInt(0, 2)] ?? min;
  }
  return draw.rng.nextInt(min === 0 && most > 0 ? draw.rng.nextInt(0, 1) : min, Math.min(most, min + 3));
}

function containsPlaces(
  shape: CanonicalLeaf,
  plan: ArrayPlan,
  planner: Planner,
  height: number,
): ReadonlyMap<number, readonly LoweredSchema[]> {
  const places = new Map<number, readonly LoweredSchema[]>();
  for (const { schema, min } of plan.contains) {
    let index = min === 0 ? 0 : Math.max(0, placeFor(shape, plan, planner, schema, height - 1));
    for (let count = 0; count < min && index < LONGEST_ARRAY; index++) {
      if (index >= plan.max) break;
      const together = [...(places.get(index) ?? []), schema];
      // Two `contains` share an item only where one item can be both.
      if (!planner.plan([...itemSchemas(shape, index), ...together]).fits(height - 1)) continue;
      places.set(index, together);
      count++;
    }
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
  return undefined;
}
