import type { JsonPointer } from '../../model/json.ts';
import { brokenAlone, conjunctsOf } from '../../schema/canonical/without-keyword.ts';
import type { LoweredSchema } from '../../schema/lowered-schema.ts';
import { documentKeyword, ORIGIN } from '../../schema/lowered-schema.ts';
import type { Plan, Planner } from '../generate/contract.ts';
import { HIGHEST } from '../generate/contract.ts';
import type { Draw } from '../generate/draw.ts';
import { firstChoice, fixedRng } from '../generate/draw.ts';
import type { Target } from '../generate/position.ts';
import { positionsOf } from '../generate/position.ts';
import { ARRAY, NUMBER, OBJECT, STRING } from '../../schema/canonical/value-types.ts';
import { memberBreaker } from './invalid-member.ts';
import { numberBreaker } from './invalid-number.ts';
import { arrayBreaker, objectBreaker, requiredBreaker, withMember } from './invalid-structure.ts';
import type { Breaker } from './breaker.ts';
import { textBreaker } from './invalid-text.ts';
import { patternBreakers } from './invalid-pattern.ts';
import { pickWrongType, wrongTypes } from './invalid-type.ts';

const MOST_SITES = 600;

/** A place in the values of a schema where one keyword can be broken. */
export interface Site extends Target {
  readonly pointer: JsonPointer;
  /** The keyword that the validator has to name there; nothing where any keyword at or below the place will do. */
  readonly keyword: string | undefined;
  readonly breaker: Breaker;
  /** Another way, for where the breaker finds none or breaks more. */
  readonly turned?: Breaker;
  /** The single ways that the breaker chooses from, where a server may well fall for one of them alone. */
  readonly ways?: readonly Breaker[];
  /** Its plan makes what is wrong itself, not what is right before it is broken. */
  readonly isOutside?: true;
}

/** The places at which values of a plan can be broken, nearest first. */
export function sitesOf(plan: Plan, planner: Planner): readonly Site[] {
  const sites: Site[] = [];
  for (const { plan: at, leaves, steps, pointer } of positionsOf(plan, planner)) {
    if (sites.length >= MOST_SITES) break;
    const seen = new Set<string>();
    const [leaf] = leaves;
    if (at.group !== undefined) addGroupSite(at, leaves, { steps, pointer }, sites, planner);
    for (const each of leaves) addLeafSites(each, { steps, pointer }, sites, planner, seen);
    if (leaf !== undefined) addTurnedSites(at, leaf, { steps, pointer }, sites, planner);
  }
  return sites;
}

type Place = Pick<Site, 'steps' | 'pointer'>;

/** A value of a type that no branch of a choice has. */
function addGroupSite(plan: Plan, leaves: readonly Plan[], place: Place, sites: Site[], planner: Planner): void {
  const [leaf] = leaves;
  const keyword = plan.group?.keyword;
  if (leaf === undefined || (keyword !== 'anyOf' && keyword !== 'oneOf')) return;
  let types = 0;
  for (const { shape } of leaves) types |= shape.types;
  if (wrongTypes(types, planner.profile).length === 0) return;
  sites.push({ ...place, leaf, type: 0, keyword, breaker: (draw) => pickWrongType(draw, types, planner.profile) });
}

/** Keywords that are broken by a value of their complement, all else kept. */
const TURNED = new Set<string>(['not', 'anyOf', 'oneOf', 'if', 'contains', 'propertyNames', 'dependentRequired', 'dependentSchemas', 'unevaluatedProperties', 'unevaluatedItems']); // prettier-ignore

/** Of these only `false` is no place of its own. */
const UNEVALUATED = new Set<string>(['unevaluatedProperties', 'unevaluatedItems']);

/** What the validator names is the broken keyword within them. */
const TRANSPARENT = new Set<string>(['dependentSchemas', 'unevaluatedProperties', 'unevaluatedItems', 'items', 'prefixItems', 'patternProperties']); // prettier-ignore

/** Keywords whose parts are places of their own, unless a part allows nothing. */
const PARTS: Readonly<Record<string, (schema: LoweredSchema) => readonly (LoweredSchema | false)[]>> = {
  items: ({ items = false }) => [items],
  prefixItems: ({ prefixItems = [] }) => prefixItems,
  patternProperties: ({ patternProperties = {} }) => Object.values(patternProperties),
};

function hasFalsePart(schema: LoweredSchema, keyword: string): boolean {
  return PARTS[keyword]?.(schema).some((part) => part === false || part['x-atg-false']) ?? false;
}

function addTurnedSites(at: Plan, leaf: Plan, place: Place, sites: Site[], planner: Planner): void {
  const conjuncts = conjunctsOf(at.schemas);
  for (const node of conjuncts) {
    if (node['x-atg-false']) sites.push({ ...place, leaf, type: 0, keyword: 'false schema', breaker: () => null });
    for (const keyword of Object.keys(node) as Extract<keyof LoweredSchema, string>[]) {
      if (node[keyword] !== false && UNEVALUATED.has(keyword)) continue;
      if (!TURNED.has(keyword) && !(keyword in PARTS && hasFalsePart(node, keyword))) continue;
      if (node[ORIGIN].synthetic && keyword !== 'not') continue;
      const named = TRANSPARENT.has(keyword) ? undefined : documentKeyword(keyword);
      sites.push({
        ...place,
        leaf,
        type: 0,
        keyword: named,
        breaker: turnedBreaker(conjuncts, node, keyword, planner),
      });
    }
    for (const [name, child] of Object.entries(node.properties ?? {})) {
      if (child['x-atg-hidden'] || node[ORIGIN].synthetic || planner.plan([child]).fits(HIGHEST)) continue;
      const breaker: Breaker = (_, valid) => withMember(valid, name);
      sites.push({ ...place, leaf, type: OBJECT, keyword: undefined, breaker });
    }
  }
}

/** A value that keeps everything but one keyword, made from scratch. */
function turnedBreaker(
  conjuncts: readonly LoweredSchema[],
  node: LoweredSchema,
  keyword: Extract<keyof LoweredSchema, string>,
  planner: Planner,
): Breaker {
  let plans: readonly Plan[] | undefined;
  return (draw) => {
    plans ??= brokenAlone(conjuncts, node, keyword)
      .map((schemas) => planner.plan(schemas))
      .filter((plan) => plan.fits(HIGHEST));
    for (const rng of draw.rng === firstChoice ? [firstChoice, fixedRng(1), fixedRng(2)] : [draw.rng]) {
      const value = oneOf(plans, { ...draw, rng, strict: true, left: Math.min(draw.left, 20) });
      if (value !== undefined) return value;
    }
    return undefined;
  };
}

/** A value of one of some plans, beginning anywhere. */
function oneOf(plans: readonly Plan[], draw: Draw): unknown {
  const start = plans.length === 0 ? 0 : draw.rng.nextInt(0, plans.length - 1);
  for (let step = 0; step < plans.length; step++) {
    const plan = plans[(start + step) % plans.length];
    const value = plan?.make(draw, Math.min(HIGHEST, plan.lowest() + 2));
    if (value !== undefined) return value;
  }
  return undefined;
}

function addLeafSites(leaf: Plan, place: Place, sites: Site[], planner: Planner, seen: Set<string>): void {
  const { profile } = planner;
  const { shape } = leaf;
  const add = (
    node: LoweredSchema,
    keyword: Extract<keyof LoweredSchema, string>,
    type: number,
    breaker: Breaker | undefined,
    part = '',
  ): void => {
    const key = `${keyword} ${part} ${node[ORIGIN].ref.location.pointer}`;
    if (seen.has(key)) return;
    seen.add(key);
    const turned = turnedBreaker(leaf.shape.nodes, node, keyword, planner);
    const breakers =
      breaker === undefined ? { breaker: turned } : keyword === 'required' ? { breaker } : { breaker, turned };
    const ways = keyword === 'pattern' ? { ways: patternBreakers(node.pattern ?? '', shape, profile) } : {};
    sites.push({ ...place, leaf, type, keyword: documentKeyword(keyword), ...breakers, ...ways });
  };
  for (const node of shape.nodes) {
    if (node[ORIGIN].synthetic) continue;
    for (const keyword of Object.keys(node) as Extract<keyof LoweredSchema, string>[]) {
      if (keyword === 'type') {
        // Where all is text, a value of another type is a text like any other, unless it is a word for a number.
        if (profile === 'any' || wrongTypes(shape.types, profile).length > 0)
          add(node, keyword, 0, (draw) => pickWrongType(draw, shape.types, profile));
      } else if (keyword === 'enum' || keyword === 'const') {
        add(node, keyword, 0, memberBreaker(keyword, node, profile));
      } else if (keyword === 'required') {
        if ((shape.types & OBJECT) !== 0)
          for (const name of node.required ?? []) add(node, keyword, OBJECT, requiredBreaker(name), name);
      } else if ((shape.types & STRING) !== 0 && shape.finite === undefined && TEXT.has(keyword)) {
        add(node, keyword, STRING, textBreaker(keyword, node, shape, profile));
      } else if ((shape.types & NUMBER) !== 0 && shape.finite === undefined && NUMBERS.has(keyword)) {
        add(node, keyword, NUMBER, numberBreaker(keyword, node, shape));
      } else if ((shape.types & OBJECT) !== 0 && MEMBERS.has(keyword)) {
        add(node, keyword, OBJECT, objectBreaker(keyword, node, leaf, planner));
      } else if ((shape.types & ARRAY) !== 0 && ITEMS.has(keyword)) {
        add(node, keyword, ARRAY, arrayBreaker(keyword, node, leaf, planner));
      }
    }
  }
}

const TEXT = new Set(['minLength', 'maxLength', 'pattern', 'format']);
const NUMBERS = new Set(['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'x-atg-multiple-of']);
const MEMBERS = new Set(['additionalProperties', 'unevaluatedProperties', 'minProperties', 'maxProperties']);
const ITEMS = new Set(['minItems', 'maxItems', 'x-atg-unique-items']);
