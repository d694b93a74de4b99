import type { LoweredSchema } from '../../schema/lowered-schema.ts';
import { LONGEST_ARRAY } from '../generate/array-maker.ts';
import { arrayPlan } from '../generate/array-maker.ts';
import { setOwn } from '../generate/object-maker.ts';
import type { Plan, Planner } from '../generate/contract.ts';
import { HIGHEST } from '../generate/contract.ts';
import type { Breaker } from './invalid-text.ts';

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

/** How to break a keyword about the members of an object. */
export function objectBreaker(keyword: string, node: LoweredSchema): Breaker | undefined {
  switch (keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return node[keyword] === false ? (_, valid) => addMembers(valid, 1, 'unexpectedProperty') : undefined;
    case 'maxProperties': {
      const max = node.maxProperties ?? 0;
      return max >= MOST_ADDED
        ? undefined
        : (_, valid) => addMembers(valid, max + 1 - Object.keys(asObject(valid) ?? {}).length, 'extra');
    }
    case 'minProperties': {
      const min = node.minProperties ?? 0;
      if (min === 0) return undefined;
      return (_, valid) => {
        const object = asObject(valid);
        if (object === undefined) return undefined;
        const kept = new Set(Object.keys(object).slice(0, min - 1));
        return without(object, (name) => !kept.has(name));
      };
    }
    default:
      return undefined;
  }
}

function addMembers(valid: unknown, count: number, stem: string): unknown {
  const object = asObject(valid);
  if (object === undefined || count < 1) return undefined;
  const copy = without(object, () => false);
  let index = 0;
  for (let added = 0; added < count; index++) {
    const name = index === 0 ? stem : `${stem}${index}`;
    if (Object.hasOwn(copy, name)) continue;
    copy[name] = 'unexpected';
    added++;
  }
  return copy;
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

function tooManyItems(max: number, plan: Plan, planner: Planner): Breaker {
  const items = arrayPlan({ ...plan.shape, maxItems: Number.POSITIVE_INFINITY }, planner);
  return (draw, valid) => {
    if (!Array.isArray(valid)) return undefined;
    const longer: unknown[] = [...(valid as unknown[])];
    for (let index = longer.length; index <= max; index++) {
      const item = items.item(index);
      if (!item.fits(HIGHEST)) return undefined;
      const value = item.make({ ...draw, edgy: false, left: 5 }, HIGHEST);
      if (value === undefined) return undefined;
      longer.push(value);
    }
    return longer;
  };
}

function repeatItem(plan: Plan, planner: Planner): Breaker {
  const items = arrayPlan(plan.shape, planner);
  return (draw, valid) => {
    if (!Array.isArray(valid)) return undefined;
    const list = valid as unknown[];
    if (list.length >= 2) return list.with(1, list[0]);
    const first =
      list.length === 1
        ? list[0]
        : items.item(0).fits(HIGHEST)
          ? items.item(0).make({ ...draw, left: 5 }, HIGHEST)
          : undefined;
    return first === undefined ? undefined : [first, first];
  };
}
