import { describe, expect, it } from 'vitest';
import { edgeValues } from '../../runtime/arbitraries/edge-values.ts';
import { positiveArbitrary } from '../../runtime/arbitraries/positive-arbitrary.ts';
import { smallestValue } from '../../runtime/arbitraries/smallest-value.ts';
import { violatingArbitrary } from '../../runtime/arbitraries/violations/violating-arbitrary.ts';
import { ApiTestGenError } from '../../runtime/errors.ts';
import type { SchemaRef } from '../../runtime/model/schema-ref.ts';
import { bareSchema } from '../../runtime/schema/bare-schema.ts';
import { createSchemas } from '../../runtime/schema/create-schemas.ts';
import type { Schemas } from '../../runtime/schema/schemas.ts';
import { generateAt } from '../laws/generate-at.ts';

/** Choices that multiply, so that the budget for them runs out in some questions; references between all; one that is broken. */
function document(): Record<string, unknown> {
  const schemas: Record<string, unknown> = {};
  for (let index = 0; index < 50; index++) {
    const next = (step: number): unknown => ({ $ref: `#/s/n${(index * 7 + step) % 50}` });
    const impossible = { type: 'object', required: ['z'], properties: { z: false } };
    schemas[`n${index}`] = {
      ...(index % 3 === 0 ? {} : { type: 'object' }),
      required: ['a'],
      properties: {
        a: { anyOf: [{ allOf: [next(1), impossible] }, { type: 'integer', minimum: index }] },
        ...(index % 4 === 0 ? { b: { oneOf: [next(3), { type: 'string', maxLength: 5 }] } } : {}),
      },
      ...(index % 5 === 0 ? { anyOf: [next(5), { required: ['b'] }] } : {}),
    };
  }
  schemas['broken'] = { anyOf: [{ required: ['x'], properties: { x: { $ref: '#/nowhere' } } }, { type: 'integer' }] };
  return { s: schemas };
}

function valuesOf(ref: SchemaRef, schemas: Schemas): unknown {
  const attempt = (make: () => unknown): unknown => {
    try {
      return make();
    } catch (error) {
      if (!ApiTestGenError.is(error)) throw error;
      return error.code;
    }
  };
  return [
    attempt(() => {
      const positive = positiveArbitrary(ref, schemas, 'any');
      return [1, 2, 3, 4, 5].map((seed) => generateAt(positive, seed));
    }),
    attempt(() => smallestValue(ref, schemas, 'query')),
    attempt(() => {
      const negative = violatingArbitrary(ref, schemas, 'any');
      return negative && [1, 2, 3].map((seed) => generateAt(negative, seed));
    }),
    attempt(() => [...edgeValues(ref, schemas, 'any')].slice(0, 50)),
  ];
}

describe('what a schema gives', () => {
  const root = document();
  const refTo = (name: string): SchemaRef => bareSchema({ $ref: `#/s/${name}` }, '2020-12', root);

  it('is the same after 50 other schemas of the document were used', () => {
    const names = Array.from({ length: 50 }, (_, index) => `n${index}`);
    const used = createSchemas();
    for (const name of ['broken', ...names.toReversed()]) valuesOf(refTo(name), used);
    for (const name of names.filter((_, index) => index % 17 === 0))
      expect(valuesOf(refTo(name), used), name).toEqual(valuesOf(refTo(name), createSchemas()));
  });

  it('is the same after a broken reference was met', () => {
    const impossible = { type: 'object', required: ['z'], properties: { z: false } };
    const schema = { anyOf: [impossible, { anyOf: [impossible, { type: 'integer' }] }, { type: 'boolean' }] };
    const before = valuesOf(bareSchema(schema), createSchemas());
    const schemas = createSchemas();
    for (let times = 0; times < 310; times++)
      expect(() => positiveArbitrary(refTo('broken'), schemas, 'any')).toThrow(/nowhere/);
    expect(valuesOf(bareSchema(schema), createSchemas())).toEqual(before);
  });
});
