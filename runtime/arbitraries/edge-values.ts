import type { SchemaRef } from '../model/schema-ref.ts';
import type { Violation } from '../model/violation.ts';
import { canonicalJson } from '../schema/canonical-json.ts';
import { lowerSchema } from '../schema/lower-schema.ts';
import { ORIGIN } from '../schema/lowered-schema.ts';
import type { Schemas } from '../schema/schemas.ts';
import { doubtfulValues } from './edge-doubtful.ts';
import { edgeParts, type EdgeLimits } from './edge-parts.ts';
import { sizeOf, spread } from './edge-share.ts';
import { firstChoice, fixedRng, newDraw } from './generate/draw.ts';
import type { Plan } from './generate/contract.ts';
import { HIGHEST } from './generate/contract.ts';
import { plannerOf } from './generate/plan.ts';
import type { Position } from './generate/position.ts';
import { positionsOf, replaceAt, validTwin } from './generate/position.ts';
import type { TextProfile } from './text-profile.ts';
import { allowsValue } from './text-profile.ts';
import type { BreakTask } from './violations/break-site.ts';
import { provenValue } from './violations/break-site.ts';
import { sitesOf, type Site } from './violations/site.ts';

/** One value on, or just beyond, an edge of what a schema allows. */
export type EdgeValue = {
  /** Stable: `minimum_length_string`, `value_above_maximum`, … */
  readonly scenario: string;
  readonly value: unknown;
  /** What the value breaks; absent for a valid one. */
  readonly violation: Violation | undefined;
  /** Sane servers may decide otherwise. */
  readonly doubtful?: boolean;
};

/** More are not given for one schema, a half of them valid. */
const MOST = 2_000;
/** Nor more than so many members in all of them, where the schema requires many: each value has what is required. */
const MOST_MEMBERS = 250_000;
const LEAST = 40;
/** So many unusual texts are given for one schema: what cannot be kept in one place mostly cannot be in another. */
const MOST_UNUSUAL = 48;
/** The parts of a text or number with all its keywords have so many valid edges. */
const EDGES_A_PLACE = 4;

const BROKEN: Readonly<Record<string, string>> = {
  maximum: 'value_above_maximum',
  exclusiveMaximum: 'value_above_maximum',
  minimum: 'value_below_minimum',
  exclusiveMinimum: 'value_below_minimum',
  maxLength: 'string_above_max_length',
  minLength: 'string_below_min_length',
  maxItems: 'array_above_max_items',
  minItems: 'array_below_min_items',
  maxProperties: 'object_above_max_properties',
  minProperties: 'object_below_min_properties',
  additionalProperties: 'object_unexpected_properties',
  unevaluatedProperties: 'object_unexpected_properties',
  required: 'object_missing_required_property',
  type: 'incorrect_type',
  anyOf: 'incorrect_type',
  oneOf: 'incorrect_type',
  enum: 'invalid_enum_value',
  const: 'invalid_enum_value',
  format: 'invalid_format',
  pattern: 'invalid_pattern',
  multipleOf: 'not_multiple_of',
  uniqueItems: 'non_unique_items',
};

/**
 * The values on both sides of every edge of a schema, valid ones first, doubtful ones last: without chance, always in the same order, each
 * once, and as many as the schema is large. Of schemas that are very large a part, evenly spread. Nothing where no value can be built. Throws
 * `InvalidSchemaError`.
 */
export function* edgeValues(schema: SchemaRef, schemas: Schemas, text: TextProfile): Iterable<EdgeValue> {
  schemas.isValid(schema, null, 'request'); // throws here what would otherwise seem to come from single places
  const planner = plannerOf(schemas, text);
  const plan = planner.plan([lowerSchema(schema, 'request')]);
  const height = plan.lowest();
  if (height > HIGHEST) return;
  let seen = new Set<string>();
  const isNew = (value: unknown): boolean => seen.size !== seen.add(canonicalJson(value)).size;
  const accepts = (value: unknown): boolean =>
    value !== undefined && allowsValue(text, value) && schemas.isValid(schema, value, 'request');
  const all = [...positionsOf(plan, planner)];
  const half = halfOf(all[0], height, accepts);
  const positions = spread(all, half / EDGES_A_PLACE);
  const limits = { properties: half / 2, shareOfMembers: Math.min(1, (2 * half) / countMembers(positions)) };
  for (const position of positions) {
    for (const { scenario, value } of validAt(position, height, { accepts, planner, limits })) {
      if (isNew(value)) yield { scenario, value, violation: undefined };
    }
  }
  const valid = new Set(seen);
  const task: BreakTask = { schema, schemas, text, certain: true };
  const sites = spread(sitesOf(plan, planner), half);
  for (const site of [...sites, ...waysBeside(sites).slice(0, Math.max(0, half - sites.length))]) {
    const broken = provenValue(site, task, height);
    if (broken === undefined || !isNew(broken.value)) continue;
    yield { scenario: BROKEN[broken.violation.keyword] ?? 'incorrect_type', ...broken };
  }
  let unusual = 0;
  seen = valid; // What is broken is not sent where a server may read it as valid: it may be doubtful yet.
  for (const position of positions) {
    for (const leaf of position.leaves) {
      const base = baseOf(position, leaf, height, accepts);
      if (base === undefined) continue;
      for (const edge of doubtfulValues(base, position, leaf, task, planner)) {
        if (edge.scenario === 'unusual_text' && ++unusual > MOST_UNUSUAL) continue;
        if (isNew(edge.value)) yield { ...edge, doubtful: true };
      }
    }
  }
}

/** The sites at which a keyword can be broken in several ways that servers fall for one by one, once for each. */
function waysBeside(sites: readonly Site[]): readonly Site[] {
  return sites.flatMap(({ steps, leaf, type, pointer, keyword, ways = [] }) =>
    ways.map((breaker) => ({ steps, leaf, type, pointer, keyword, breaker })),
  );
}

/** How many members all enumerations have together. */
function countMembers(positions: readonly Position[]): number {
  let count = 0;
  for (const { leaves } of positions) for (const { shape } of leaves) count += shape.finite?.length ?? 0;
  return count;
}

/** How many valid values are given, and how many invalid ones. */
function halfOf(root: Position | undefined, height: number, accepts: (value: unknown) => boolean): number {
  const [leaf] = root?.leaves ?? [];
  const base = root && leaf && baseOf(root, leaf, height, accepts);
  return Math.max(LEAST, Math.min(MOST, MOST_MEMBERS / sizeOf(base))) / 2;
}

interface Judge {
  accepts(value: unknown): boolean;
  readonly planner: Parameters<typeof positionsOf>[1];
  readonly limits: EdgeLimits;
}

function* validAt(
  position: Position,
  height: number,
  { accepts, planner, limits }: Judge,
): IterableIterator<{ scenario: string; value: unknown }> {
  for (const leaf of position.leaves) {
    const base = baseOf(position, leaf, height, accepts);
    if (base === undefined) continue;
    let found = false;
    for (const { scenario, value: part } of edgeParts(leaf, planner, limits)) {
      const value = replaceAt(base, position.steps, () => part);
      if (!accepts(value)) continue;
      found = true;
      yield { scenario, value };
    }
    if (!found) yield { scenario: 'valid_value', value: base };
    const [first] = leaf.shape.nodes;
    const raw = first?.[ORIGIN].ref.schema;
    if (typeof raw === 'object' && raw !== null && 'default' in raw) {
      const value = replaceAt(base, position.steps, () => raw.default);
      if (accepts(value)) yield { scenario: 'default_value', value };
    }
  }
}

/** A small valid value that has something at the position. */
function baseOf(position: Position, leaf: Plan, height: number, accepts: (value: unknown) => boolean): unknown {
  const target = { steps: position.steps, leaf, type: 0 };
  for (let attempt = 0; attempt < 8; attempt++) {
    const rng = attempt === 0 ? firstChoice : fixedRng(attempt);
    const draw = newDraw({ rng, edgy: false, strict: attempt > 0, left: 0 });
    const value = validTwin(target, draw, Math.min(HIGHEST, height + position.steps.length + 1));
    if (accepts(value)) return value;
  }
  return undefined;
}
