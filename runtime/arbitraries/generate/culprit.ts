import type { Location } from '../../model/location.ts';
import { pointerTo } from '../../model/json.ts';
import type { CanonicalLeaf } from '../../schema/canonical/leaf.ts';
import { ARRAY, NUMBER, OBJECT, STRING } from '../../schema/canonical/value-types.ts';
import { compilePattern } from '../../schema/compile-pattern.ts';
import { matchLengths } from '../../schema/regex/pattern-node.ts';
import type { LoweredSchema } from '../../schema/lowered-schema.ts';
import { documentKeyword, ORIGIN } from '../../schema/lowered-schema.ts';
import { arrayPlan, LONGEST_ARRAY } from './array-maker.ts';
import type { Plan, Planner } from './contract.ts';
import { HIGHEST } from './contract.ts';
import { objectPlan } from './object-maker.ts';
import { LONGEST_TEXT } from './string-maker.ts';

/** The keyword that most likely leaves no value, and where it stands. */
export interface Culprit {
  readonly keyword: string;
  readonly location: Location;
  /** Why a value there may be but is not made: `"minItems" of 1000000000 asks for …`. */
  readonly unmade?: string;
}

type Keyword = Extract<keyof LoweredSchema, string>;

/** Looks for the place in a plan without values where the contradiction is: the deepest one that everything above needs. */
export function culpritOf(plan: Plan, planner: Planner, above: ReadonlySet<Plan> = new Set()): Culprit {
  const { shape, group } = plan;
  const large = unmadeOf(shape);
  if (large !== undefined) return large;
  if (group !== undefined) return at(group.node, group.keyword);
  const here = at(plan.schemas[0] ?? shape.nodes[0], 'type');
  if (above.has(plan)) return here;
  if (above.size > HIGHEST) return { ...here, unmade: `Values nested more than ${HIGHEST} levels deep are not made.` };
  return insidePart(shape, planner, new Set([...above, plan])) ?? named(shape, suspects(shape)) ?? here;
}

function unmadeOf(shape: CanonicalLeaf): Culprit | undefined {
  const huge = [
    ['minLength', shape.minLength, LONGEST_TEXT, shape.maxLength],
    ['minItems', shape.minItems, LONGEST_ARRAY, shape.maxItems],
    ['minProperties', shape.minProperties, LONGEST_ARRAY, shape.maxProperties],
  ] as const;
  for (const [keyword, value, limit, most] of huge) {
    if (value <= limit || value > most) continue;
    const node = shape.nodes.find((candidate) => candidate[keyword] === value);
    const reason = `"${keyword}" of ${value} asks for values larger than the ${limit} that are made.`;
    if (node !== undefined) return { ...at(node, keyword), unmade: reason };
  }
  for (const node of shape.arrays) {
    const { minContains = 1, contains } = node;
    if (contains === undefined || minContains <= LONGEST_ARRAY || minContains > shape.maxItems) continue;
    const reason = `"minContains" of ${minContains} asks for values larger than the ${LONGEST_ARRAY} that are made.`;
    return { ...at(node, 'minContains'), unmade: reason };
  }
  for (const pattern of shape.patterns) {
    const { unsupported } = compilePattern(pattern);
    const owner = shape.nodes.find((candidate) => candidate.pattern === pattern);
    if (unsupported !== undefined && owner !== undefined) {
      const reason = `The pattern "${pattern}" uses ${unsupported}, which ECMAScript's regular expressions cannot express.`;
      return { ...at(owner, 'pattern'), unmade: reason };
    }
    const [fewest] = matchLengths(compilePattern(pattern).tree);
    const node = shape.nodes.find((candidate) => candidate.pattern === pattern);
    if (fewest <= LONGEST_TEXT || fewest > shape.maxLength || node === undefined) continue;
    const reason = `A match of the pattern has at least ${fewest} characters, more than the ${LONGEST_TEXT} that are made.`;
    return { ...at(node, 'pattern'), unmade: reason };
  }
  return undefined;
}

/** A required property or item that has no value. */
function insidePart(shape: CanonicalLeaf, planner: Planner, above: ReadonlySet<Plan>): Culprit | undefined {
  if (shape.types === OBJECT || (shape.types & OBJECT) !== 0) {
    const { named: properties } = objectPlan(shape, planner);
    for (const name of shape.required) {
      const property = properties.get(name);
      if (property === undefined) return forbidden(shape, name);
      if (!property.plan().fits(HIGHEST)) return culpritOf(property.plan(), planner, above);
    }
  }
  if ((shape.types & ARRAY) === 0 || shape.minItems === 0) return undefined;
  const items = arrayPlan(shape, planner);
  for (let index = 0; index < Math.min(items.min, items.fixed + 1, 20); index++)
    if (!items.item(index).fits(HIGHEST)) return culpritOf(items.item(index), planner, above);
  return undefined;
}

function forbidden(shape: CanonicalLeaf, name: string): Culprit | undefined {
  const node = shape.nodes.find(({ required }) => required?.includes(name));
  return node === undefined ? undefined : at(node, 'required');
}

/** The keywords that may contradict each other, the likeliest first. */
function suspects(shape: CanonicalLeaf): readonly Keyword[] {
  if (shape.types === 0) return ['x-atg-false', 'type', 'not'];
  if (shape.finite !== undefined) return ['const', 'enum'];
  const { types } = shape;
  const found: Keyword[] = [];
  if ((types & STRING) !== 0) found.push(...(shape.minLength > shape.maxLength ? (['minLength', 'maxLength'] as const) : []), 'pattern', 'format', 'minLength', 'maxLength'); // prettier-ignore
  if ((types & NUMBER) !== 0) found.push(...(isReversed(shape) ? BOUNDS : []), 'x-atg-multiple-of', ...BOUNDS);
  if ((types & ARRAY) !== 0) found.push(...(shape.minItems > shape.maxItems ? (['minItems', 'maxItems'] as const) : []), 'contains', 'x-atg-unique-items', 'items', 'minItems', 'maxItems'); // prettier-ignore
  if ((types & OBJECT) !== 0) found.push('minProperties', 'maxProperties', 'propertyNames', 'additionalProperties', 'required', 'dependentRequired'); // prettier-ignore
  return [...found, 'type'];
}

const BOUNDS: readonly Keyword[] = ['minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum'];

function isReversed({ minimum, maximum }: CanonicalLeaf): boolean {
  return minimum !== undefined && maximum !== undefined && minimum.value >= maximum.value;
}

function named(shape: CanonicalLeaf, keywords: readonly Keyword[]): Culprit | undefined {
  for (const keyword of keywords) {
    const node = shape.nodes.find((candidate) => keyword in candidate && !candidate[ORIGIN].synthetic);
    if (node !== undefined) return at(node, keyword);
  }
  return undefined;
}

function at(node: LoweredSchema | undefined, keyword: Keyword): Culprit {
  const name = documentKeyword(keyword);
  if (node === undefined) return { keyword: name, location: { file: '', pointer: pointerTo('') } };
  const { ref, keywords } = node[ORIGIN];
  const tokens = name === 'false schema' ? [] : (keywords[name] ?? [name]);
  return { keyword: name, location: { ...ref.location, pointer: pointerTo(ref.location.pointer, ...tokens) } };
}
