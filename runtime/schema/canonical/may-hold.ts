import { isSameJson } from '../canonical-json.ts';
import type { LoweredSchema } from '../lowered-schema.ts';
import type { CanonicalLeaf } from './leaf.ts';
import { typeBits, typeOf } from './value-types.ts';

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
    (shape.minLength <= (schema.maxLength ?? Infinity) || !isOnly(schema, 'string')) &&
    (shape.maxLength >= (schema.minLength ?? 0) || !isOnly(schema, 'string')) &&
    membersMeet(shape, schema)
  );
}

function isOnly(schema: LoweredSchema, type: string): boolean {
  return schema.type?.length === 1 && schema.type[0] === type;
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
function boundsMeet({ minimum, maximum }: CanonicalLeaf, schema: LoweredSchema): boolean {
  if (!isOnly(schema, 'number') && !isOnly(schema, 'integer')) return true;
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
  if (required !== undefined && isOnly(schema, 'object')) {
    for (const name of required) if (isForbidden(shape, name)) return false;
  }
  if (properties === undefined || shape.required.size === 0 || shape.types !== OBJECT_ONLY) return true;
  for (const name of shape.required) {
    if (!Object.hasOwn(properties, name)) continue;
    const wanted = properties[name];
    if (wanted?.['x-atg-false']) return false;
    if (wanted !== undefined && 'const' in wanted && !canBe(shape, name, wanted.const)) return false;
  }
  return true;
}

const OBJECT_ONLY = typeBits(['object']);

function isForbidden(shape: CanonicalLeaf, name: string): boolean {
  return shape.objects.some(
    ({ properties }) =>
      properties !== undefined && Object.hasOwn(properties, name) && properties[name]?.['x-atg-false'],
  );
}

function canBe(shape: CanonicalLeaf, name: string, value: unknown): boolean {
  return shape.objects.every(({ properties }) => {
    const known = properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (known === undefined) return true;
    if ('const' in known) return isSameJson(known.const, value);
    return (
      known.enum === undefined ||
      known.enum.length > MOST_COMPARED ||
      known.enum.some((member) => isSameJson(member, value))
    );
  });
}
