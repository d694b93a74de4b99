import { isSameJson } from '../canonical-json.ts';
import type { LoweredSchema } from '../lowered-schema.ts';
import type { CanonicalLeaf } from './leaf.ts';
import { NUMBER, OBJECT, STRING, typeBits, typeOf } from './value-types.ts';

/** More members than these are not compared one by one. */
const MOST_COMPARED = 50;

/** Whether a branch may hold beside what is known: false only where single keywords plainly contradict each other. */
export function mayHold(shape: CanonicalLeaf, branch: readonly LoweredSchema[]): boolean {
  return branch.every((schema) => maySatisfy(shape, schema));
}

function maySatisfy(shape: CanonicalLeaf, schema: LoweredSchema): boolean {
  if (schema['x-atg-false']) return false;
  if (schema.type !== undefined && (typeBits(schema.type) & shape.types) === 0) return false;
  if ('const' in schema && !allows(shape, [schema.const])) return false;
  if (schema.enum !== undefined && !allows(shape, schema.enum)) return false;
  return (
    boundsMeet(shape, schema) &&
    (shape.minLength <= (schema.maxLength ?? Infinity) || !isOnly(shape, schema, STRING)) &&
    (shape.maxLength >= (schema.minLength ?? 0) || !isOnly(shape, schema, STRING)) &&
    membersMeet(shape, schema)
  );
}

/** Whether both leave values of some types alone. */
function isOnly(shape: CanonicalLeaf, schema: LoweredSchema, types: number): boolean {
  const left = schema.type === undefined ? shape.types : shape.types & typeBits(schema.type);
  return (left & ~types) === 0;
}

function allows(shape: CanonicalLeaf, members: readonly unknown[]): boolean {
  if (members.length > MOST_COMPARED) return true;
  return members.some(
    (member) =>
      (typeOf(member) & shape.types) !== 0 &&
      (shape.finite === undefined ||
        shape.finite.length > MOST_COMPARED ||
        shape.finite.some((other) => isSameJson(other, member))) &&
      !shape.excluded.some((other) => isSameJson(other, member)),
  );
}

/** Where only numbers are left on one side, their ranges have to meet. */
function boundsMeet(shape: CanonicalLeaf, schema: LoweredSchema): boolean {
  if (!isOnly(shape, schema, NUMBER)) return true;
  const { minimum, maximum } = shape;
  const low = schema.exclusiveMinimum ?? schema.minimum;
  const high = schema.exclusiveMaximum ?? schema.maximum;
  if (low !== undefined && maximum !== undefined) {
    const isOpen = maximum.exclusive || schema.exclusiveMinimum !== undefined;
    if (low > maximum.value || (low === maximum.value && isOpen)) return false;
  }
  if (high !== undefined && minimum !== undefined) {
    const isOpen = minimum.exclusive || schema.exclusiveMaximum !== undefined;
    if (high < minimum.value || (high === minimum.value && isOpen)) return false;
  }
  return true;
}

/** A required property that is forbidden, or whose constants differ, leaves nothing. */
function membersMeet(shape: CanonicalLeaf, schema: LoweredSchema): boolean {
  const { required, properties } = schema;
  if (required !== undefined && isOnly(shape, schema, OBJECT)) {
    for (const name of required) if (said(shape, name).some((known) => known['x-atg-false'])) return false;
  }
  if (properties === undefined || !isOnly(shape, schema, OBJECT)) return true;
  for (const name of Object.keys(properties)) {
    if (!shape.required.has(name) && !required?.includes(name)) continue;
    const wanted = properties[name];
    if (wanted?.['x-atg-false']) return false;
    if (wanted !== undefined && 'const' in wanted && !canBe(said(shape, name), wanted.const)) return false;
  }
  return true;
}

/** Whether some required property is forbidden. */
export function forbidsRequired(shape: CanonicalLeaf): boolean {
  for (const name of shape.required) if (said(shape, name).some((known) => known['x-atg-false'])) return true;
  return false;
}

function canBe(known: readonly LoweredSchema[], value: unknown): boolean {
  return known.every((schema) => {
    if ('const' in schema) return isSameJson(schema.const, value);
    const members = schema.enum;
    if (members === undefined || members.length > MOST_COMPARED) return true;
    return members.some((member) => isSameJson(member, value));
  });
}

interface Index {
  readonly byName: Map<string, LoweredSchema[]>;
  /** How many of the leaf's objects are in it. */
  count: number;
}

const indexes = new WeakMap<CanonicalLeaf, Index>();

/** What the schemas of a leaf say of a property. */
function said(shape: CanonicalLeaf, name: string): readonly LoweredSchema[] {
  let index = indexes.get(shape);
  if (index === undefined) {
    index = { byName: new Map(), count: 0 };
    indexes.set(shape, index);
  }
  for (; index.count < shape.objects.length; index.count++) {
    for (const [key, schema] of Object.entries(shape.objects[index.count]?.properties ?? {})) {
      const known = index.byName.get(key);
      if (known === undefined) index.byName.set(key, [schema]);
      else known.push(schema);
    }
  }
  return index.byName.get(name) ?? NOTHING;
}

const NOTHING: readonly LoweredSchema[] = [];
