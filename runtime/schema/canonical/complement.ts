import { checkedFormats } from '../formats.ts';
import type { LoweredDraft, LoweredSchema } from '../lowered-schema.ts';
import { ORIGIN } from '../lowered-schema.ts';
import { constantsOf } from './constants-of.ts';
import { wrappedForNull } from './null-wrapper.ts';
import { ANY_TYPE, INTEGER, typeBits, typeNames } from './value-types.ts';

/** The values that a schema does not allow, as a union. */
export interface Complement {
  /** Each value of one of them breaks the schema, unless it is inexact; none: nothing breaks it. */
  readonly ways: readonly LoweredSchema[];
  /** Whether the union is the complement; else a value still has to be checked, and some of the complement may be missing. */
  readonly isExact: boolean;
}

/** Of more branches, not every two are said to hold together. */
const MOST_PAIRED = 8;

const memo = new WeakMap<LoweredSchema, Complement>();
const negations = new WeakMap<LoweredSchema, LoweredSchema>();

/** What the schema does not allow; always the same objects for the same schema. */
export function complement(schema: LoweredSchema): Complement {
  let found = memo.get(schema);
  if (found === undefined) {
    found = turn(schema);
    memo.set(schema, found);
  }
  return found;
}

/** The schema that forbids the given one; always the same for the same schema. */
export function negation(schema: LoweredSchema): LoweredSchema {
  let found = negations.get(schema);
  if (found === undefined) {
    found = makerFor(schema)({ not: schema });
    negations.set(schema, found);
  }
  return found;
}

/** The part of a schema's complement that one of its keywords makes; nothing where the keyword alone breaks no value. */
export function complementOf(schema: LoweredSchema, keyword: Keyword): readonly LoweredSchema[] {
  const ways = turners[keyword]?.(schema, makerFor(schema));
  return ways ?? [];
}

type Keyword = Extract<keyof LoweredDraft, string>;
type Make = (keywords: Partial<LoweredDraft>) => LoweredSchema;
type Turn = (schema: LoweredSchema, made: Make) => readonly LoweredSchema[];

const madeHere = new WeakSet<LoweredSchema>();

/** Whether a schema was made by turning another one: what it says of a property or an item evaluates none (JSON Schema 2020-12 §11). */
export function isTurned(schema: LoweredSchema): boolean {
  return madeHere.has(schema);
}

function makerFor(schema: LoweredSchema): Make {
  const origin = { ...schema[ORIGIN], synthetic: true };
  return (keywords) => {
    const made = { ...keywords, [ORIGIN]: origin };
    madeHere.add(made);
    return made;
  };
}

/** Keywords that say nothing by themselves, or are turned with another one. */
const SILENT = new Set(['then', 'else', 'minContains', 'maxContains', 'x-atg-hidden', 'x-atg-write-only', 'x-atg-discriminator', 'x-atg-tolerates-null']); // prettier-ignore

function turn(schema: LoweredSchema): Complement {
  const made = makerFor(schema);
  if (schema['x-atg-tolerates-null']) return withoutNull(schema, made);
  const ways: LoweredSchema[] = [];
  let isExact = true;
  for (const keyword of Object.keys(schema) as Keyword[]) {
    if (SILENT.has(keyword)) continue;
    const found = turners[keyword]?.(schema, made);
    if (found === undefined || INEXACT.has(keyword)) isExact = false;
    for (const way of found ?? []) ways.push(way);
  }
  return { ways, isExact: isExact && !(schema.oneOf !== undefined && schema.oneOf.length > MOST_PAIRED) };
}

const INEXACT = new Set<string>(['unevaluatedProperties', 'unevaluatedItems', 'x-atg-negated']);

/** Null may be meant to be allowed: it breaks nothing for certain. */
function withoutNull(schema: LoweredSchema, made: Make): Complement {
  const { 'x-atg-tolerates-null': _, ...rest } = schema;
  const { ways, isExact } = complement(wrappedForNull(schema) ?? rest);
  const notNull = made({ 'x-atg-negated': { types: ['null'] } });
  return { ways: ways.map((way) => made({ allOf: [way, notNull] })), isExact };
}

const one = (way: LoweredSchema): readonly LoweredSchema[] => [way];
const number = { type: ['number'] } as const;
const string = { type: ['string'] } as const;
const array = { type: ['array'] } as const;
const object = { type: ['object'] } as const;

const turners: Partial<Record<Keyword, Turn>> = {
  type({ type = [] }, made) {
    const bits = typeBits(type);
    const names = typeNames(ANY_TYPE & ~bits);
    const whole = (bits & INTEGER) !== 0 && !type.includes('number');
    return [
      ...(names.length === 0 ? [] : one(made({ type: names }))),
      ...(whole ? one(made({ ...number, 'x-atg-negated': { types: ['integer'] } })) : []),
    ];
  },
  enum: ({ enum: values = [] }, made) => one(made({ 'x-atg-negated': { values } })),
  const: (schema, made) => one(made({ 'x-atg-negated': { values: [schema.const] } })),
  minimum: ({ minimum = 0 }, made) => one(made({ ...number, exclusiveMaximum: minimum })),
  maximum: ({ maximum = 0 }, made) => one(made({ ...number, exclusiveMinimum: maximum })),
  exclusiveMinimum: ({ exclusiveMinimum = 0 }, made) => one(made({ ...number, maximum: exclusiveMinimum })),
  exclusiveMaximum: ({ exclusiveMaximum = 0 }, made) => one(made({ ...number, minimum: exclusiveMaximum })),
  'x-atg-multiple-of': (schema, made) => one(made({ ...number, 'x-atg-negated': { multipleOf: schema['x-atg-multiple-of'] ?? 1 } })), // prettier-ignore
  minLength: ({ minLength = 0 }, made) => (minLength === 0 ? [] : one(made({ ...string, maxLength: minLength - 1 }))),
  maxLength: ({ maxLength = 0 }, made) => one(made({ ...string, minLength: maxLength + 1 })),
  pattern: ({ pattern = '' }, made) => one(made({ ...string, 'x-atg-negated': { pattern } })),
  format: ({ format = '' }, made) =>
    Object.hasOwn(checkedFormats, format) && checkedFormats[format] !== true
      ? one(made({ ...string, 'x-atg-negated': { format } }))
      : [],
  minItems: ({ minItems = 0 }, made) => (minItems === 0 ? [] : one(made({ ...array, maxItems: minItems - 1 }))),
  maxItems: ({ maxItems = 0 }, made) => one(made({ ...array, minItems: maxItems + 1 })),
  'x-atg-unique-items': (_, made) => one(made({ ...array, minItems: 2, 'x-atg-negated': { repeatedItems: true } })),
  prefixItems: ({ prefixItems = [] }, made) =>
    prefixItems.map((item, index) =>
      made({
        ...array,
        minItems: index + 1,
        prefixItems: [...prefixItems.slice(0, index).map(() => made({})), negation(item)],
      }),
    ),
  items({ items, prefixItems = [] }, made) {
    const before = prefixItems.map(() => made({}));
    const other = items === false || items === undefined ? made({}) : negation(items);
    if (before.length === 0 && items !== false) return one(made({ ...array, contains: other }));
    return one(made({ ...array, minItems: before.length + 1, prefixItems: [...before, other] }));
  },
  contains(schema, made) {
    const { contains = made({}), minContains = 1, maxContains } = schema;
    const fewer = minContains === 0 ? [] : one(made({ ...array, contains, minContains: 0, maxContains: minContains - 1 })); // prettier-ignore
    const more = maxContains === undefined ? [] : one(made({ ...array, contains, minContains: maxContains + 1 }));
    return [...fewer, ...more];
  },
  unevaluatedItems: ({ prefixItems = [], unevaluatedItems }, made) =>
    one(
      made({
        ...array,
        minItems: prefixItems.length + 1,
        ...(unevaluatedItems ? { contains: negation(unevaluatedItems) } : {}),
      }),
    ),
  required: ({ required = [] }, made) =>
    required.map((name) => made({ ...object, properties: member(name, made({ 'x-atg-false': true })) })),
  minProperties: ({ minProperties = 0 }, made) => (minProperties === 0 ? [] : one(made({ ...object, maxProperties: minProperties - 1 }))), // prettier-ignore
  maxProperties: ({ maxProperties = 0 }, made) => one(made({ ...object, minProperties: maxProperties + 1 })),
  properties: ({ properties = {} }, made) =>
    Object.entries(properties).flatMap(([name, child]) =>
      child['x-atg-hidden'] || isOpen(child)
        ? []
        : one(made({ ...object, required: [name], properties: member(name, negation(child)) })),
    ),
  patternProperties: ({ patternProperties = {} }, made) =>
    Object.entries(patternProperties).flatMap(([pattern, child]) =>
      isOpen(child) ? [] : one(someProperty(made, made({ ...string, pattern }), negation(child))),
    ),
  additionalProperties: (schema, made) =>
    one(someProperty(made, otherNames(schema, made), schema.additionalProperties ? negation(schema.additionalProperties) : made({}))), // prettier-ignore
  unevaluatedProperties: (schema, made) =>
    one(someProperty(made, otherNames(schema, made), schema.unevaluatedProperties ? negation(schema.unevaluatedProperties) : made({}))), // prettier-ignore
  propertyNames: ({ propertyNames }, made) =>
    one(someProperty(made, propertyNames === undefined ? undefined : negation(propertyNames), made({}))),
  dependentRequired: ({ dependentRequired = {} }, made) =>
    Object.entries(dependentRequired).flatMap(([name, others]) =>
      others
        .filter((other) => other !== name)
        .map((other) =>
          made({ ...object, required: [name], properties: member(other, made({ 'x-atg-false': true })) }),
        ),
    ),
  dependentSchemas: ({ dependentSchemas = {} }, made) =>
    Object.entries(dependentSchemas).map(([name, child]) => made({ ...object, required: [name], not: child })),
  allOf: ({ allOf = [] }) => allOf.map(negation),
  anyOf({ anyOf = [] }, made) {
    const values = constantsOf(anyOf, 'anyOf');
    return one(values === undefined ? made({ allOf: anyOf.map(negation) }) : made({ 'x-atg-negated': { values } }));
  },
  oneOf: ({ oneOf = [] }, made) => [made({ allOf: oneOf.map(negation) }), ...pairs(oneOf.slice(0, MOST_PAIRED), made)],
  not: ({ not }) => (not === undefined ? [] : one(not)),
  if(schema, made) {
    const { if: condition, then, else: otherwise } = schema;
    if (condition === undefined) return [];
    return [
      ...(then === undefined ? [] : one(made({ allOf: [condition, negation(then)] }))),
      ...(otherwise === undefined ? [] : one(made({ allOf: [negation(condition), negation(otherwise)] }))),
    ];
  },
  'x-atg-ref': (schema) => {
    const target = schema['x-atg-ref']?.();
    return target === undefined ? [] : one(negation(target));
  },
  'x-atg-false': (_, made) => one(made({})),
};

/** A schema that says nothing: no value breaks it. */
function isOpen(schema: LoweredSchema): boolean {
  return Object.keys(schema).length === 0;
}

function member(name: string, schema: LoweredSchema): Record<string, LoweredSchema> {
  const map = Object.create(null) as Record<string, LoweredSchema>;
  map[name] = schema;
  return map;
}

function someProperty(made: Make, name: LoweredSchema | undefined, value: LoweredSchema): LoweredSchema {
  return made({ type: ['object'], minProperties: 1, 'x-atg-negated': { someProperty: { name, value } } });
}

/** The names that neither `properties` nor `patternProperties` speak of. */
function otherNames({ properties = {}, patternProperties = {} }: LoweredSchema, made: Make): LoweredSchema {
  const listed = made({ ...string, 'x-atg-negated': { values: Object.keys(properties) } });
  const patterns = Object.keys(patternProperties).map((pattern) => made({ 'x-atg-negated': { pattern } }));
  return made({ allOf: [listed, ...patterns] });
}

function pairs(branches: readonly LoweredSchema[], made: Make): readonly LoweredSchema[] {
  return branches.flatMap((first, index) =>
    branches.slice(index + 1).map((second) => made({ allOf: [first, second] })),
  );
}
