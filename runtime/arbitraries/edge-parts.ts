import { arrayPart } from './generate/array-maker.ts';
import type { Draw } from './generate/draw.ts';
import { firstChoice, fixedRng, newDraw } from './generate/draw.ts';
import { spread } from './edge-share.ts';
import { finiteMembers } from './generate/finite-members.ts';
import { edgeNumbers } from './generate/number-maker.ts';
import { objectPlan, setOwn } from './generate/object-maker.ts';
import type { PropertyPlan } from './generate/object-maker.ts';
import type { Part, Plan, Planner } from './generate/contract.ts';
import { HIGHEST, MOST_NODES } from './generate/contract.ts';
import type { CanonicalLeaf } from '../schema/canonical/leaf.ts';
import { stringMaker } from './generate/string-maker.ts';
import { ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING } from '../schema/canonical/value-types.ts';

/** A value for one place, on an edge of what is allowed there. */
export interface EdgePart {
  readonly scenario: string;
  readonly value: unknown;
}

const LONGEST_EDGE_TEXT = 20_000;
const LONGEST_EDGE_ARRAY = 200;

const VALID: Readonly<Record<number, string>> = {
  [NULL]: 'null_value',
  [BOOLEAN]: 'valid_boolean',
  [NUMBER]: 'valid_number',
  [STRING]: 'valid_string',
  [ARRAY]: 'valid_array',
  [OBJECT]: 'object_only_required',
};

/** How much of what is very large is given. */
export interface EdgeLimits {
  /** So many optional properties are added alone. */
  readonly properties: number;
  /** So large a part of an enumeration, 1 for all of it. */
  readonly shareOfMembers: number;
}

const LEAST_MEMBERS = 8;

/** The edges of a plan without open choices. They still have to be judged. */
export function* edgeParts(leaf: Plan, planner: Planner, limits: EdgeLimits): IterableIterator<EdgePart> {
  const { shape } = leaf;
  if (shape.finite !== undefined) {
    const scenario = shape.nodes.some((node) => node.enum !== undefined) ? 'enum_value' : 'const_value';
    const members = finiteMembers(shape);
    const most = Math.max(LEAST_MEMBERS, members.length * limits.shareOfMembers);
    for (const value of spread(members, most)) yield { scenario, value };
    return;
  }
  for (const part of leaf.parts()) {
    const value = smallest(part);
    const plainest = value === undefined ? [] : [{ scenario: VALID[part.type] ?? 'valid_value', value }];
    // What is the plainest and an edge has the edge's name; but objects are made around the plainest.
    if (part.type === OBJECT) {
      yield* plainest;
      yield* edgeObjects(shape, planner, value, limits.properties);
      continue;
    }
    if (part.type === STRING) yield* edgeTexts(shape, planner);
    else if (part.type === NUMBER) yield* edgeNumberParts(shape, planner);
    else if (part.type === ARRAY) yield* edgeArrays(shape, planner);
    yield* plainest;
    if (part.type === BOOLEAN) yield { scenario: 'valid_boolean', value: true };
  }
}

/** The draws that are tried for one edge: the plainest first. */
function* fixedDraws(): IterableIterator<Draw> {
  yield newDraw({ rng: firstChoice, edgy: false, strict: false, left: 0 });
  for (let seed = 1; seed < 5; seed++) yield newDraw({ rng: fixedRng(seed), edgy: false, strict: true, left: 0 });
}

/** A value of a part as low and plain as it can be; nothing where chance found none. */
export function smallest(part: Part): unknown {
  let height = 0;
  while (height <= HIGHEST && part.least(height) > MOST_NODES) height++;
  if (height > HIGHEST) return undefined;
  for (const draw of fixedDraws()) {
    const value = part.make(draw, height);
    if (value !== undefined) return value;
  }
  return undefined;
}

function* edgeTexts(shape: CanonicalLeaf, planner: Planner): IterableIterator<EdgePart> {
  const { minLength: min, maxLength: max } = shape;
  const lengths: [string, number][] = [];
  if (min > 0) lengths.push(['minimum_length_string', min]);
  if (min > 0 && min < max) lengths.push(['near_boundary_length_string', min + 1]);
  if (Number.isFinite(max) && max > min)
    lengths.push(['near_boundary_length_string', max - 1], ['maximum_length_string', max]);
  for (const [scenario, length] of lengths) {
    if (length > LONGEST_EDGE_TEXT || length < min) continue;
    const maker = stringMaker({ ...shape, minLength: length, maxLength: length }, planner.profile);
    for (const draw of maker === undefined ? [] : fixedDraws()) {
      const value = maker?.make(draw);
      if (value === undefined) continue;
      yield { scenario, value };
      break;
    }
  }
}

function* edgeNumberParts(shape: CanonicalLeaf, planner: Planner): IterableIterator<EdgePart> {
  for (const { value, end, isOuter } of edgeNumbers(shape, planner.profile)) {
    if ((end === 'low' ? shape.minimum : shape.maximum) === undefined) continue;
    const outermost = end === 'low' ? 'minimum_value' : 'maximum_value';
    yield { scenario: isOuter ? outermost : 'near_boundary_number', value };
  }
}

function* edgeArrays(shape: CanonicalLeaf, planner: Planner): IterableIterator<EdgePart> {
  const { minItems: min, maxItems: max } = shape;
  const lengths: [string, number][] = [];
  if (min > 0) lengths.push(['minimum_items_array', min], ['near_boundary_items_array', min + 1]);
  if (Number.isFinite(max)) lengths.push(['near_boundary_items_array', max - 1], ['maximum_items_array', max]);
  if (shape.unique) lengths.push(['unique_items_array', 2]);
  if (min === 0 && max > 0) lengths.push(['valid_array', 1]);
  for (const [scenario, length] of lengths) {
    if (length < min || length > max || length > LONGEST_EDGE_ARRAY) continue;
    const part = arrayPart({ ...shape, minItems: length, maxItems: length }, planner);
    const value = part === undefined ? undefined : smallest(part);
    if (value !== undefined) yield { scenario, value };
  }
}

/** With each optional property added to what is required, with all of them, and with one that only `additionalProperties` speaks of. */
function* edgeObjects(shape: CanonicalLeaf, planner: Planner, base: unknown, most: number): IterableIterator<EdgePart> {
  if (typeof base !== 'object' || base === null) return;
  const members = objectPlan(shape, planner);
  const optional = members.properties.filter((property) => !property.required);
  const alone = new Set(spread(optional, most));
  const all: Record<string, unknown> = { ...base };
  let added = 0;
  for (const property of optional) {
    const value = smallestProperty(property);
    if (value === undefined) continue;
    setOwn(all, property.name, value);
    added++;
    if (alone.has(property))
      yield { scenario: 'object_required_and_optional', value: withMember(base, property.name, value) };
  }
  if (added > 1) yield { scenario: 'object_required_and_optional', value: all };
  const other = describesOthers(shape) ? members.other('additionalProperty') : undefined;
  const value = other && smallestProperty(other);
  if (value !== undefined)
    yield { scenario: 'object_additional_property', value: withMember(base, 'additionalProperty', value) };
}

function withMember(base: object, name: string, value: unknown): unknown {
  const copy: Record<string, unknown> = { ...base };
  setOwn(copy, name, value);
  return copy;
}

/** Whether a schema says what properties hold that it does not list. (That it lets them be there alone is no reason to send any.) */
function describesOthers(shape: CanonicalLeaf): boolean {
  return shape.objects.some(
    ({ additionalProperties: others }) => typeof others === 'object' && Object.keys(others).length > 0,
  );
}

function smallestProperty(property: PropertyPlan): unknown {
  const plan = property.plan();
  let height = 0;
  while (height <= HIGHEST && !plan.fits(height)) height++;
  if (height > HIGHEST) return undefined;
  for (const draw of fixedDraws()) {
    const value = plan.make(draw, height);
    if (value !== undefined) return value;
  }
  return undefined;
}
