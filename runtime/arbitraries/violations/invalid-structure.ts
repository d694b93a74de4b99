import { canonicalJson } from '../../schema/canonical-json.ts';
import type { LoweredSchema } from '../../schema/lowered-schema.ts';
import { LONGEST_ARRAY } from '../generate/array-maker.ts';
import { arrayPlan } from '../generate/array-maker.ts';
import type { Draw } from '../generate/draw.ts';
import { fixedRng } from '../generate/draw.ts';
import type { PropertyPlan } from '../generate/object-maker.ts';
import { objectPlan, setOwn } from '../generate/object-maker.ts';
import type { Plan, Planner } from '../generate/contract.ts';
import { HIGHEST } from '../generate/contract.ts';
import type { Breaker } from './breaker.ts';

const MOST_ADDED = 1_000;

function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

function without(object: Readonly<Record<string, unknown>>, gone: (name: string) => boolean): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(object)) if (!gone(name)) setOwn(copy, name, value);
  return copy;
}

/** Leaves a required property out. */
export function requiredBreaker(name: string): Breaker {
  return (_, valid) => {
    const object = asObject(valid);
    return object === undefined || !Object.hasOwn(object, name)
      ? undefined
      : without(object, (other) => other === name);
  };
}

/** Adds a property of a name. */
export function withMember(valid: unknown, name: string): unknown {
  const object = asObject(valid);
  if (object === undefined) return undefined;
  const copy = without(object, () => false);
  setOwn(copy, name, 'unexpected');
  return copy;
}

/** How to break a keyword about the members of an object, and no other one of the plan's where that can be. */
export function objectBreaker(keyword: string, node: LoweredSchema, leaf: Plan, planner: Planner): Breaker | undefined {
  switch (keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return node[keyword] === false ? (_, valid) => addUnexpected(valid) : () => undefined;
    case 'maxProperties': {
      const max = node.maxProperties ?? 0;
      return max >= MOST_ADDED ? undefined : tooManyMembers(max, leaf, planner);
    }
    case 'minProperties': {
      const min = node.minProperties ?? 0;
      const { required } = leaf.shape;
      // With fewer, a required one is missing as well: that is a violation of `required`.
      if (min === 0 || required.size >= min) return undefined;
      return (_, valid) => {
        const object = asObject(valid);
        if (object === undefined) return undefined;
        const names = Object.keys(object).filter((name) => !required.has(name));
        const kept = new Set([...required, ...names.slice(0, min - 1 - required.size)]);
        return without(object, (name) => !kept.has(name));
      };
    }
    default:
      return undefined;
  }
}

function addUnexpected(valid: unknown): unknown {
  const object = asObject(valid);
  if (object === undefined) return undefined;
  const copy = without(object, () => false);
  let name = 'unexpectedProperty';
  for (let index = 1; Object.hasOwn(copy, name); index++) name = `unexpectedProperty${index}`;
  copy[name] = 'unexpected';
  return copy;
}

/** Adds the properties that are declared, then others, each with a value that is right for it. */
function tooManyMembers(max: number, leaf: Plan, planner: Planner): Breaker {
  const members = objectPlan(leaf.shape, planner);
  return (draw, valid) => {
    const object = asObject(valid);
    if (object === undefined) return undefined;
    const copy = without(object, () => false);
    const missing = max + 1 - Object.keys(object).length;
    if (missing < 1) return undefined;
    const others = Array.from({ length: missing + Object.keys(object).length }, (_, index) =>
      index === 0 ? 'extra' : `extra${index}`,
    );
    let added = 0;
    for (const property of [...members.properties, ...others]) {
      if (added === missing) break;
      if (addMember(copy, typeof property === 'string' ? members.other(property) : property, draw)) added++;
    }
    return added === missing ? copy : undefined;
  };
}

function addMember(object: Record<string, unknown>, property: PropertyPlan | undefined, draw: Draw): boolean {
  if (property === undefined || Object.hasOwn(object, property.name) || !property.plan().fits(HIGHEST)) return false;
  const value = property.plan().make({ ...draw, edgy: false, left: 5 }, HIGHEST);
  if (value === undefined) return false;
  setOwn(object, property.name, value);
  return true;
}

/** How to break a keyword about the items of an array. */
export function arrayBreaker(keyword: string, node: LoweredSchema, plan: Plan, planner: Planner): Breaker | undefined {
  switch (keyword) {
    case 'minItems': {
      const min = node.minItems ?? 0;
      if (min === 0 || min > LONGEST_ARRAY || (min === 1 && planner.profile !== 'any')) return undefined;
      return (_, valid) =>
        Array.isArray(valid) && valid.length >= min ? (valid as unknown[]).slice(0, min - 1) : undefined;
    }
    case 'maxItems': {
      const max = node.maxItems ?? 0;
      return max >= MOST_ADDED ? undefined : tooManyItems(max, plan, planner);
    }
    case 'x-atg-unique-items':
      return repeatItem(plan, planner);
    default:
      return undefined;
  }
}

const TRIES_UNIQUE = 20;

/** Adds items; different ones where equal ones would break `uniqueItems` as well. */
function tooManyItems(max: number, plan: Plan, planner: Planner): Breaker {
  const items = arrayPlan({ ...plan.shape, maxItems: Number.POSITIVE_INFINITY }, planner);
  return (draw, valid) => {
    if (!Array.isArray(valid)) return undefined;
    const longer: unknown[] = [...(valid as unknown[])];
    const seen = plan.shape.unique ? new Set(longer.map(canonicalJson)) : undefined;
    for (let index = longer.length; index <= max; index++) {
      const item = items.item(index);
      const value = item.fits(HIGHEST) ? newItem(item, draw, seen) : undefined;
      if (value === undefined) return undefined;
      longer.push(value);
    }
    return longer;
  };
}

function newItem(item: Plan, draw: Draw, seen: Set<string> | undefined): unknown {
  for (let attempt = 0; attempt < (seen === undefined ? 1 : TRIES_UNIQUE); attempt++) {
    // The generator's fixed choice is always the same one.
    const rng = attempt === 0 ? draw.rng : fixedRng(attempt + (seen?.size ?? 0) * TRIES_UNIQUE);
    const value = item.make({ ...draw, rng, edgy: false, left: 5 }, HIGHEST);
    if (value === undefined) continue;
    const key = seen === undefined ? '' : canonicalJson(value);
    if (seen?.has(key)) continue;
    seen?.add(key);
    return value;
  }
  return undefined;
}

function repeatItem(plan: Plan, planner: Planner): Breaker {
  const items = arrayPlan(plan.shape, planner);
  return (draw, valid) => {
    if (!Array.isArray(valid)) return undefined;
    const list = valid as unknown[];
    if (list.length >= 2) {
      // What is right in one place of a tuple may be wrong in the next.
      const same = list.findIndex((_, index) => index > 0 && items.item(index) === items.item(index - 1));
      const at = same === -1 ? 1 : same;
      return list.with(at, list[at - 1]);
    }
    if (items.max < 2) return undefined;
    const first =
      list.length === 1
        ? list[0]
        : items.item(0).fits(HIGHEST)
          ? items.item(0).make({ ...draw, left: 5 }, HIGHEST)
          : undefined;
    return first === undefined ? undefined : [first, first];
  };
}
