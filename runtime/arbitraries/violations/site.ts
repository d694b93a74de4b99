import type { JsonPointer } from '../../model/json.ts';
import type { LoweredSchema } from '../../schema/lowered-schema.ts';
import { documentKeyword, ORIGIN } from '../../schema/lowered-schema.ts';
import type { Plan, Planner } from '../generate/contract.ts';
import type { Target } from '../generate/position.ts';
import { positionsOf } from '../generate/position.ts';
import { ARRAY, NUMBER, OBJECT, STRING } from '../../schema/canonical/value-types.ts';
import { memberBreaker } from './invalid-member.ts';
import { numberBreaker } from './invalid-number.ts';
import { arrayBreaker, objectBreaker, requiredBreaker } from './invalid-structure.ts';
import type { Breaker } from './invalid-text.ts';
import { textBreaker } from './invalid-text.ts';
import { pickWrongType, wrongTypes } from './invalid-type.ts';

const MOST_SITES = 600;

/** A place in the values of a schema where one keyword can be broken. */
export interface Site extends Target {
  readonly pointer: JsonPointer;
  readonly keyword: string;
  readonly breaker: Breaker;
}

/** The places at which values of a plan can be broken, nearest first. */
export function sitesOf(plan: Plan, planner: Planner): readonly Site[] {
  const sites: Site[] = [];
  for (const { plan: at, leaves, steps, pointer } of positionsOf(plan, planner)) {
    if (sites.length >= MOST_SITES) break;
    const seen = new Set<string>();
    if (at.group !== undefined) addGroupSite(at, leaves, { steps, pointer }, sites, planner);
    for (const leaf of leaves) addLeafSites(leaf, { steps, pointer }, sites, planner, seen);
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

function addLeafSites(leaf: Plan, place: Place, sites: Site[], planner: Planner, seen: Set<string>): void {
  const add = (node: LoweredSchema, keyword: string, type: number, breaker: Breaker | undefined, part = ''): void => {
    const key = `${keyword} ${part} ${node[ORIGIN].ref.location.pointer}`;
    if (breaker === undefined || seen.has(key)) return;
    seen.add(key);
    sites.push({ ...place, leaf, type, keyword: documentKeyword(keyword), breaker });
  };
  const { profile } = planner;
  const { shape } = leaf;
  for (const node of shape.nodes) {
    if (node[ORIGIN].synthetic) continue;
    for (const keyword of Object.keys(node)) {
      if (keyword === 'type') {
        if (wrongTypes(shape.types, profile).length > 0)
          add(node, keyword, 0, (draw) => pickWrongType(draw, shape.types, profile));
      } else if (keyword === 'enum' || keyword === 'const') {
        add(node, keyword, 0, memberBreaker(keyword, node, profile));
      } else if (keyword === 'required') {
        if ((shape.types & OBJECT) !== 0)
          for (const name of node.required ?? []) add(node, keyword, OBJECT, requiredBreaker(name), name);
      } else {
        if ((shape.types & STRING) !== 0 && shape.finite === undefined)
          add(node, keyword, STRING, textBreaker(keyword, node, shape, profile));
        if ((shape.types & NUMBER) !== 0) add(node, keyword, NUMBER, numberBreaker(keyword, node, shape));
        if ((shape.types & OBJECT) !== 0) add(node, keyword, OBJECT, objectBreaker(keyword, node, leaf, planner));
        if ((shape.types & ARRAY) !== 0) add(node, keyword, ARRAY, arrayBreaker(keyword, node, leaf, planner));
      }
    }
  }
}
