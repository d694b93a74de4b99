import type { JsonPointer } from '../../model/json.ts';
import { pointerTo } from '../../model/json.ts';
import { arrayPlan } from './array-maker.ts';
import type { Draw } from './draw.ts';
import { mapProperties, objectPlan, setOwn } from './object-maker.ts';
import type { Plan, Planner } from './contract.ts';
import { schemaId } from '../../schema/canonical/schema-id.ts';
import { HIGHEST, MOST_NODES } from './contract.ts';
import { ARRAY, OBJECT } from '../../schema/canonical/value-types.ts';

const DEPTH = 4;
const MOST_POSITIONS = 1_000;
const MOST_LEAVES = 12;
/** Items of a tuple that are places of their own. */
const MOST_ITEMS = 8;

/** One step into a value: a plan without open choices, and the child that is gone to. */
export interface Step {
  readonly leaf: Plan;
  readonly token: string | number;
  /** The plans of an array's items. */
  readonly item?: (index: number) => Plan;
}

/** A place in the values of a schema. */
export interface Position {
  readonly steps: readonly Step[];
  readonly pointer: JsonPointer;
  readonly plan: Plan;
  /** The plans behind the open choices of `plan`. */
  readonly leaves: readonly Plan[];
}

/** The places of a plan's values, nearest first, to a depth of 4: a value's own, its properties', its first item's. */
export function* positionsOf(root: Plan, planner: Planner): IterableIterator<Position> {
  let open: { readonly plan: Plan; readonly steps: readonly Step[] }[] = [{ plan: root, steps: [] }];
  let count = 0;
  for (let depth = 0; depth <= DEPTH && open.length > 0; depth++) {
    const next: typeof open = [];
    for (const { plan, steps } of open) {
      if (++count > MOST_POSITIONS) return;
      const leaves = leavesOf(plan);
      yield { steps, plan, leaves, pointer: pointerTo('', ...steps.map((step) => step.token)) };
      const tokens = new Set<string | number>();
      for (const leaf of leaves) {
        for (const child of childrenOf(leaf, planner)) {
          // The same child of several branches is one place, unless the branches say different things of it.
          const key = `${child.token} ${child.id}`;
          if (tokens.has(key)) continue;
          tokens.add(key);
          next.push({
            plan: child.plan,
            steps: [...steps, { leaf, token: child.token, ...(child.item && { item: child.item }) }],
          });
        }
      }
    }
    open = next;
  }
}

/** The plans behind a plan's open choices, one for each branch at least, as far as they can be satisfied. */
function leavesOf(plan: Plan, most = MOST_LEAVES): readonly Plan[] {
  if (plan.group === undefined) return plan.fits(HIGHEST) ? [plan] : [];
  const leaves: Plan[] = [];
  for (let index = 0; index < plan.group.branches.length && leaves.length < most; index++) {
    const branch = plan.branch(index);
    if (!branch.fits(HIGHEST)) continue;
    // All that lies behind the first branch, and of each other one the first: choices multiply.
    leaves.push(...leavesOf(branch, leaves.length === 0 ? most : 1));
  }
  return leaves;
}

interface Child {
  readonly token: string | number;
  readonly plan: Plan;
  readonly item?: (index: number) => Plan;
  /** Names the child's schemas. */
  readonly id: string;
}

function childrenOf(leaf: Plan, planner: Planner): readonly Child[] {
  const { shape } = leaf;
  if (shape.finite !== undefined) return [];
  const children: Child[] = [];
  if ((shape.types & OBJECT) !== 0) {
    for (const property of objectPlan(shape, planner).properties) {
      const plan = property.plan();
      if (plan.fits(HIGHEST)) children.push({ token: property.name, plan, id: idOf(plan) });
    }
    for (const property of mapProperties(shape, planner)) {
      const plan = property.plan();
      if (plan.shape.nodes.length > 0 && plan.fits(HIGHEST))
        children.push({ token: property.name, plan, id: idOf(plan) });
    }
  }
  if ((shape.types & ARRAY) !== 0 && shape.maxItems > 0) {
    const items = arrayPlan(shape, planner);
    const last = Math.min(items.fixed, MOST_ITEMS, items.max - 1);
    for (let token = 0; token <= last; token++) {
      const plan = items.item(token);
      if (plan.shape.nodes.length === 0) continue;
      if (!plan.fits(HIGHEST)) break;
      children.push({ token, plan, item: items.item, id: idOf(plan) });
    }
  }
  return children;
}

function idOf(plan: Plan): string {
  return plan.shape.nodes.map(schemaId).join();
}

/** What a value is wanted at: a place, a plan without open choices for it, and its type (0 for any). */
export interface Target {
  readonly steps: readonly Step[];
  readonly leaf: Plan;
  readonly type: number;
}

/** A value that keeps everything, and has something at the place of the place. */
export function validTwin(place: Target, draw: Draw, height: number): unknown {
  return along(place, 0, draw, height);
}

function along(place: Target, depth: number, draw: Draw, height: number): unknown {
  const step = place.steps[depth];
  if (step === undefined) return makeOfType(place.leaf, place.type, draw, height);
  const { leaf, token } = step;
  let container = makeOfType(leaf, typeof token === 'number' ? ARRAY : OBJECT, draw, height);
  if (typeof token === 'number' && Array.isArray(container) && container.length < token)
    container = fillTo(container, step, draw, height);
  if (container === undefined) return undefined;
  const child = along(place, depth + 1, draw, height - 1);
  return child === undefined ? undefined : put(container, token, child);
}

/** An array with every item before the one that is gone to. */
function fillTo(items: readonly unknown[], { token, item }: Step, draw: Draw, height: number): unknown {
  const filled = [...items];
  for (let index = items.length; index < Number(token); index++) {
    const value = item?.(index).make(draw, height - 1);
    if (value === undefined) return undefined;
    filled.push(value);
  }
  return filled;
}

function makeOfType(leaf: Plan, type: number, draw: Draw, height: number): unknown {
  if (type === 0) return leaf.make(draw, height);
  const parts = leaf.parts();
  const part = parts.find((candidate) => candidate.type === type) ?? parts[0];
  draw.left--;
  return part !== undefined && part.least(height) <= MOST_NODES ? part.make(draw, height) : undefined;
}

function put(container: unknown, token: string | number, child: unknown): unknown {
  if (typeof token === 'number')
    return Array.isArray(container)
      ? container.length > token
        ? container.with(token, child)
        : [...(container as unknown[]), child]
      : undefined;
  const copy = { ...(container as Record<string, unknown>) };
  setOwn(copy, token, child);
  return copy;
}

/** The same value with another one at the place of the place. */
export function replaceAt(value: unknown, steps: readonly Step[], change: (old: unknown) => unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return change(value);
  if (typeof value !== 'object' || value === null) return undefined;
  const child = replaceAt((value as Readonly<Record<string, unknown>>)[step.token], rest, change);
  return child === undefined ? undefined : put(value, step.token, child);
}
