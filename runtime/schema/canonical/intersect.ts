import type { LoweredSchema, NegatedKeyword } from '../lowered-schema.ts';
import { canonicalJson } from '../canonical-json.ts';
import { choicesOf } from './choices-of.ts';
import { isTurned } from './complement.ts';
import type { Bound, CanonicalLeaf, Group } from './leaf.ts';
import { emptyLeaf } from './leaf.ts';
import { forbidsRequired, mayHold } from './may-hold.ts';
import { wrappedForNull } from './null-wrapper.ts';
import { ANY_TYPE, ARRAY, INTEGER, NULL, NUMBER, OBJECT, STRING, typeBits } from './value-types.ts';

/** The branches taken so far, by the key of their group. */
export type Choices = ReadonlyMap<string, number>;

/** More schemas for one value than this are a paradox (`not` of itself), or might as well be one. */
const MOST_NODES = 20_000;

/** What the schemas say together, once the given choices are made. Choices that are still open are its `groups`. */
export function intersect(schemas: readonly LoweredSchema[], choices: Choices): CanonicalLeaf {
  const nodes: LoweredSchema[] = [];
  const inPlace = new Map<LoweredSchema, readonly LoweredSchema[]>();
  const shape = emptyLeaf(nodes, inPlace, ANY_TYPE);
  const pending = [...schemas].reverse();
  const seen = new Set<LoweredSchema>();
  const take = (node: LoweredSchema, chosen: readonly LoweredSchema[], keyword: Group['keyword']): void => {
    for (let i = chosen.length - 1; i >= 0; i--) pending.push(chosen[i] as LoweredSchema);
    // What `not` holds evaluates nothing, nor does what was made by turning a schema round.
    if (keyword !== 'not')
      inPlace.set(node, [...(inPlace.get(node) ?? []), ...chosen.filter((other) => !isTurned(other))]);
  };
  for (;;) {
    const node = pending.pop();
    if (node === undefined) {
      if (shape.types === 0 || !settle(shape, take)) break;
      continue;
    }
    if (seen.has(node)) continue;
    seen.add(node);
    const wrapped = wrappedForNull(node);
    if (wrapped !== undefined) {
      shape.types &= ~NULL;
      inPlace.set(node, [wrapped]);
      pending.push(wrapped);
      continue;
    }
    nodes.push(node);
    addKeywords(shape, node);
    const more: LoweredSchema[] = [];
    if (node['x-atg-ref'] !== undefined) more.push(node['x-atg-ref']());
    if (node.allOf !== undefined) more.push(...node.allOf);
    const { groups, guard, impossible, sets } = choicesOf(node);
    if (impossible || nodes.length > MOST_NODES) shape.types = 0;
    if (nodes.length > MOST_NODES) break;
    if (guard) shape.guards.push(node);
    for (const values of sets) restrict(shape, values);
    if (more.length > 0) inPlace.set(node, more);
    for (const group of groups) {
      const choice = group.branches.length === 1 ? 0 : choices.get(group.key);
      if (choice === undefined) shape.groups.push(group);
      else take(node, group.branches[choice] ?? group.lastResorts[choice - group.branches.length] ?? [], group.keyword);
    }
    for (let i = more.length - 1; i >= 0; i--) pending.push(more[i] as LoweredSchema);
  }
  // What choices have brought together may be seen to be nothing before a value is looked for.
  if ((choices.size > 0 || shape.groups.length > 0) && (shape.types & OBJECT) !== 0 && forbidsRequired(shape))
    shape.types &= ~OBJECT;
  if (!shape.typed) inferTypes(shape);
  return shape;
}

/** Choices of more branches are not looked into. */
const MOST_BRANCHES = 60;

/** Makes the first choice that only one branch is left for; false where there is none. */
function settle(
  shape: CanonicalLeaf,
  take: (node: LoweredSchema, chosen: readonly LoweredSchema[], keyword: Group['keyword']) => void,
): boolean {
  let changed = false;
  shape.groups = shape.groups.filter((group) => {
    if (group.branches.length > MOST_BRANCHES || shape.types === 0) return true;
    const possible = group.branches.filter((branch) => mayHold(shape, branch));
    const [only] = possible;
    if (only === undefined) shape.types = 0;
    if (only === undefined || possible.length > 1) return true;
    take(group.node, only, group.keyword);
    changed = true;
    return false;
  });
  return changed;
}

function addKeywords(shape: CanonicalLeaf, node: LoweredSchema): void {
  if (node['x-atg-false']) shape.types = 0;
  if (node.type !== undefined) {
    shape.types &= typeBits(node.type);
    shape.typed = true;
  }
  if (node['x-atg-tolerates-null']) shape.types &= ~NULL;
  if (node.enum !== undefined) restrict(shape, node.enum);
  if ('const' in node) restrict(shape, [node.const]);
  addNumberKeywords(shape, node);
  if (node.minLength !== undefined) shape.minLength = Math.max(shape.minLength, node.minLength);
  if (node.maxLength !== undefined) shape.maxLength = Math.min(shape.maxLength, node.maxLength);
  if (node.pattern !== undefined && !shape.patterns.includes(node.pattern)) shape.patterns.push(node.pattern);
  if (node.format !== undefined && !shape.formats.includes(node.format)) shape.formats.push(node.format);
  addArrayKeywords(shape, node);
  addObjectKeywords(shape, node);
  if (node['x-atg-negated'] !== undefined) addNegated(shape, node['x-atg-negated']);
}

function addNegated(shape: CanonicalLeaf, negated: NegatedKeyword): void {
  if (negated.types !== undefined) shape.types &= ~typeBits(negated.types);
  for (const value of negated.values ?? []) shape.excluded.push(value);
  if (negated.pattern !== undefined) shape.notPatterns.push(negated.pattern);
  if (negated.format !== undefined) shape.notFormats.push(negated.format);
  if (negated.multipleOf !== undefined) shape.notMultiples.push(negated.multipleOf);
  if (negated.repeatedItems) shape.repeated = true;
  if (negated.someProperty !== undefined) shape.someProperties.push(negated.someProperty);
}

function restrict(shape: CanonicalLeaf, values: readonly unknown[]): void {
  const before = shape.finite;
  if (before === undefined || before === values) {
    shape.finite = values;
    return;
  }
  const allowed = new Set(values.map(canonicalJson));
  shape.finite = before.filter((value) => allowed.has(canonicalJson(value)));
}

function addNumberKeywords(shape: CanonicalLeaf, node: LoweredSchema): void {
  const lower = (bound: Bound): void => {
    const now = shape.minimum;
    if (now === undefined || bound.value > now.value || (bound.value === now.value && bound.exclusive))
      shape.minimum = bound;
  };
  const upper = (bound: Bound): void => {
    const now = shape.maximum;
    if (now === undefined || bound.value < now.value || (bound.value === now.value && bound.exclusive))
      shape.maximum = bound;
  };
  if (node.minimum !== undefined) lower({ value: node.minimum, exclusive: false });
  if (node.exclusiveMinimum !== undefined) lower({ value: node.exclusiveMinimum, exclusive: true });
  if (node.maximum !== undefined) upper({ value: node.maximum, exclusive: false });
  if (node.exclusiveMaximum !== undefined) upper({ value: node.exclusiveMaximum, exclusive: true });
  if (node['x-atg-multiple-of'] !== undefined) shape.multiples.push(node['x-atg-multiple-of']);
}

function addArrayKeywords(shape: CanonicalLeaf, node: LoweredSchema): void {
  if (node.minItems !== undefined) shape.minItems = Math.max(shape.minItems, node.minItems);
  if (node.maxItems !== undefined) shape.maxItems = Math.min(shape.maxItems, node.maxItems);
  if (node['x-atg-unique-items']) shape.unique = true;
  const { items, prefixItems, contains, unevaluatedItems } = node;
  if ((items ?? prefixItems ?? contains ?? unevaluatedItems) === undefined) return;
  shape.arrays.push(node);
  if (items === false) shape.maxItems = Math.min(shape.maxItems, prefixItems?.length ?? 0);
  if (unevaluatedItems !== undefined) shape.guards.push(node);
}

function addObjectKeywords(shape: CanonicalLeaf, node: LoweredSchema): void {
  for (const name of node.required ?? []) shape.required.add(name);
  if (node.minProperties !== undefined) shape.minProperties = Math.max(shape.minProperties, node.minProperties);
  if (node.maxProperties !== undefined) shape.maxProperties = Math.min(shape.maxProperties, node.maxProperties);
  const {
    properties,
    patternProperties,
    additionalProperties,
    propertyNames,
    dependentRequired,
    unevaluatedProperties,
  } = node;
  const any =
    properties ??
    patternProperties ??
    additionalProperties ??
    propertyNames ??
    dependentRequired ??
    unevaluatedProperties;
  if (any !== undefined) shape.objects.push(node);
}

/** A schema without `type` means the type that its keywords speak of: other values are valid, and beside the point. */
function inferTypes(shape: CanonicalLeaf): void {
  if (shape.finite !== undefined) return;
  let bits = 0;
  if (
    shape.objects.length > 0 ||
    shape.required.size > 0 ||
    shape.minProperties > 0 ||
    Number.isFinite(shape.maxProperties)
  )
    bits |= OBJECT;
  if (shape.arrays.length > 0 || shape.minItems > 0 || shape.unique || Number.isFinite(shape.maxItems)) bits |= ARRAY;
  if (shape.patterns.length > 0 || shape.minLength > 0 || Number.isFinite(shape.maxLength)) bits |= STRING;
  if (shape.minimum !== undefined || shape.maximum !== undefined || shape.multiples.length > 0) bits |= NUMBER;
  for (const format of shape.formats) bits |= numberFormat(format) ? NUMBER : STRING;
  if (shape.formats.some((format) => format.startsWith('int'))) bits &= ~(NUMBER & ~INTEGER);
  if ((bits & shape.types) !== 0) shape.types &= bits;
}

function numberFormat(format: string): boolean {
  return format === 'int32' || format === 'int64' || format === 'float' || format === 'double';
}
