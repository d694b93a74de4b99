import { compilePattern } from '../../schema/compile-pattern.ts';
import { isMember } from '../../schema/evaluate/is-member.ts';
import type { JsonObject } from '../../schema/evaluate/json-object.ts';
import type { LoweredSchema } from '../../schema/lowered-schema.ts';
import type { KeywordPlaces } from './keyword-places.ts';

/** Where the marks of some places are kept: a bit for each keyword, place by place from `offset` on. */
interface Marking {
  readonly places: KeywordPlaces;
  readonly marks: Uint32Array;
  readonly offset: number;
}

/** Marks the keywords that a valid value is asked by: those of the schemas that hold for it and its parts, and for their types. */
export function markExercised(marking: Marking, value: unknown): void {
  visit(marking, marking.places.root, value, 0);
}

/** A reference that leads to itself in place ends here; no value of a test is nested so deep. */
const DEEPEST = 100;

function visit(marking: Marking, node: LoweredSchema, value: unknown, depth: number): void {
  if (depth > DEEPEST) return;
  const { places, marks, offset } = marking;
  const index = places.indexOf.get(node);
  if (index !== undefined) {
    const asked = places.places[index]?.set.asked[kindOf(value)] ?? 0;
    marks[offset + index] = (marks[offset + index] ?? 0) | asked;
  }
  visitBranches(marking, node, value, depth + 1);
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) visitItems(marking, node, value, depth + 1);
  else visitMembers(marking, node, value as JsonObject, depth + 1);
}

function visitBranches(marking: Marking, node: LoweredSchema, value: unknown, depth: number): void {
  const { allOf, anyOf, oneOf, dependentSchemas } = node;
  const target = node['x-atg-ref'];
  if (target !== undefined) visit(marking, target(), value, depth);
  if (allOf !== undefined) for (const child of allOf) visit(marking, child, value, depth);
  if (anyOf !== undefined) visitChosen(marking, anyOf, value, depth);
  if (oneOf !== undefined) visitChosen(marking, oneOf, value, depth);
  if (node.if !== undefined) {
    const child = isMember(node.if, value) ? node.then : node.else;
    if (child !== undefined) visit(marking, child, value, depth);
  }
  if (dependentSchemas === undefined || typeof value !== 'object' || value === null) return;
  for (const name of Object.keys(dependentSchemas)) {
    const child = dependentSchemas[name];
    if (child !== undefined && Object.hasOwn(value, name)) visit(marking, child, value, depth);
  }
}

function visitChosen(marking: Marking, branches: readonly LoweredSchema[], value: unknown, depth: number): void {
  for (const child of branches) if (isMember(child, value)) visit(marking, child, value, depth);
}

function visitMembers(marking: Marking, node: LoweredSchema, value: JsonObject, depth: number): void {
  const { properties, patternProperties, additionalProperties } = node;
  if ((properties ?? patternProperties ?? additionalProperties) === undefined) return;
  const patterns = patternProperties === undefined ? none : Object.keys(patternProperties);
  for (const name of Object.keys(value)) {
    const own = properties?.[name];
    let isNamed = own !== undefined;
    if (own !== undefined && own['x-atg-hidden'] !== true) visit(marking, own, value[name], depth);
    for (const pattern of patterns) {
      const child = patternProperties?.[pattern];
      if (child === undefined || !compilePattern(pattern).test(name)) continue;
      isNamed = true;
      visit(marking, child, value[name], depth);
    }
    if (!isNamed && typeof additionalProperties === 'object') visit(marking, additionalProperties, value[name], depth);
  }
}

const none: readonly string[] = [];

/** Of many items some are enough: they are told apart by little. */
const MOST_ITEMS = 20;

function visitItems(marking: Marking, node: LoweredSchema, value: readonly unknown[], depth: number): void {
  const { prefixItems, items } = node;
  for (let index = 0; index < value.length && index < MOST_ITEMS; index += 1) {
    const child = prefixItems?.[index] ?? items;
    if (typeof child === 'object') visit(marking, child, value[index], depth);
  }
}

function kindOf(value: unknown): 'any' | 'number' | 'string' | 'array' | 'object' {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'number';
  if (typeof value !== 'object' || value === null) return 'any';
  return Array.isArray(value) ? 'array' : 'object';
}
