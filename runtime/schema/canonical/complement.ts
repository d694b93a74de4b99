import type { LoweredDraft, LoweredSchema } from '../lowered-schema.ts';
import { ORIGIN } from '../lowered-schema.ts';
import { ANY_TYPE, INTEGER, typeBits, typeNames } from './value-types.ts';

/**
 * Schemas of which each breaks the given one, as far as single keywords can be turned round. A value made from one of
 * them may still satisfy the whole (a pattern cannot be turned round): it has to be checked.
 */
export function complement(schema: LoweredSchema): readonly LoweredSchema[] {
  const made = (keywords: Partial<LoweredDraft>): LoweredSchema => ({
    ...keywords,
    [ORIGIN]: { ...schema[ORIGIN], synthetic: true },
  });
  const not = (child: LoweredSchema): LoweredSchema => made({ not: child });
  const ways: LoweredSchema[] = [];
  if (schema['x-atg-false']) return [made({})];
  if (schema.type !== undefined) {
    const names = typeNames(ANY_TYPE & ~typeBits(schema.type) & ~(typeBits(schema.type) & INTEGER ? INTEGER : 0));
    if (names.length > 0) ways.push(made({ type: names }));
  }
  if (schema.enum !== undefined) ways.push(not(made({ enum: schema.enum })));
  if ('const' in schema) ways.push(not(made({ const: schema.const })));
  ways.push(...turnedBounds(schema, made), ...turnedParts(schema, made, not));
  if (schema['x-atg-ref'] !== undefined) ways.push(not(schema['x-atg-ref']()));
  for (const part of schema.allOf ?? []) ways.push(not(part));
  if (schema.anyOf !== undefined) ways.push(made({ allOf: schema.anyOf.map(not) }));
  if (schema.oneOf !== undefined) ways.push(made({ allOf: schema.oneOf.map(not) }));
  if (schema.not !== undefined) ways.push(schema.not);
  if (schema.if !== undefined) {
    if (schema.then !== undefined) ways.push(made({ allOf: [schema.if, not(schema.then)] }));
    if (schema.else !== undefined) ways.push(made({ allOf: [not(schema.if), not(schema.else)] }));
  }
  return ways;
}

/** The schema that forbids the given one. */
export function negation(schema: LoweredSchema): LoweredSchema {
  return { [ORIGIN]: { ...schema[ORIGIN], synthetic: true }, not: schema };
}

type Make = (keywords: Partial<LoweredDraft>) => LoweredSchema;

function turnedBounds(schema: LoweredSchema, made: Make): LoweredSchema[] {
  const ways: LoweredSchema[] = [];
  const number = { type: ['number'] };
  if (schema.minimum !== undefined) ways.push(made({ ...number, exclusiveMaximum: schema.minimum }));
  if (schema.maximum !== undefined) ways.push(made({ ...number, exclusiveMinimum: schema.maximum }));
  if (schema.exclusiveMinimum !== undefined) ways.push(made({ ...number, maximum: schema.exclusiveMinimum }));
  if (schema.exclusiveMaximum !== undefined) ways.push(made({ ...number, minimum: schema.exclusiveMaximum }));
  if (schema['x-atg-multiple-of'] !== undefined) ways.push(made(number));
  if ((schema.minLength ?? 0) > 0) ways.push(made({ type: ['string'], maxLength: (schema.minLength ?? 1) - 1 }));
  if (schema.maxLength !== undefined) ways.push(made({ type: ['string'], minLength: schema.maxLength + 1 }));
  if ((schema.minItems ?? 0) > 0) ways.push(made({ type: ['array'], maxItems: (schema.minItems ?? 1) - 1 }));
  if (schema.maxItems !== undefined) ways.push(made({ type: ['array'], minItems: schema.maxItems + 1 }));
  if ((schema.minProperties ?? 0) > 0)
    ways.push(made({ type: ['object'], maxProperties: (schema.minProperties ?? 1) - 1 }));
  if (schema.maxProperties !== undefined)
    ways.push(made({ type: ['object'], minProperties: schema.maxProperties + 1 }));
  return ways;
}

function turnedParts(schema: LoweredSchema, made: Make, not: (child: LoweredSchema) => LoweredSchema): LoweredSchema[] {
  const ways: LoweredSchema[] = [];
  const property = (name: string, value: LoweredSchema): Record<string, LoweredSchema> => {
    const map = Object.create(null) as Record<string, LoweredSchema>;
    map[name] = value;
    return map;
  };
  for (const name of schema.required ?? []) {
    ways.push(made({ type: ['object'], properties: property(name, made({ 'x-atg-false': true })) }));
  }
  for (const [name, child] of Object.entries(schema.properties ?? {})) {
    ways.push(made({ type: ['object'], required: [name], properties: property(name, not(child)) }));
  }
  if (schema.pattern !== undefined || schema.format !== undefined) ways.push(made({ type: ['string'] }));
  if ((schema.additionalProperties ?? schema.unevaluatedProperties) !== undefined)
    ways.push(made({ type: ['object'], minProperties: 1 }));
  if (schema.items) ways.push(made({ type: ['array'], minItems: 1, contains: not(schema.items) }));
  if (schema.contains !== undefined) ways.push(made({ type: ['array'], items: not(schema.contains) }));
  if (schema['x-atg-unique-items']) ways.push(made({ type: ['array'], minItems: 2 }));
  (schema.prefixItems ?? []).forEach((item, index) => {
    const before = (schema.prefixItems ?? []).slice(0, index).map(() => made({}));
    ways.push(made({ type: ['array'], minItems: index + 1, prefixItems: [...before, not(item)] }));
  });
  return ways;
}
