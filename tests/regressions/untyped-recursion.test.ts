import { describe, expect, it } from 'vitest';
import { positiveArbitrary } from '../../runtime/arbitraries/positive-arbitrary.ts';
import type { TextProfile } from '../../runtime/arbitraries/text-profile.ts';
import { bareSchema } from '../../runtime/schema/bare-schema.ts';
import { createSchemas } from '../../runtime/schema/create-schemas.ts';
import { generateAt } from '../laws/generate-at.ts';

describe.each<TextProfile>(['any', 'query'])('a schema without type that leads back to itself (%s)', (profile) => {
  it.each([
    { required: ['a'], properties: { a: { $ref: '#' } } },
    { minItems: 1, items: { $ref: '#' } },
    { required: ['a'], properties: { a: { required: ['b'], properties: { b: { $ref: '#' } } } } },
  ])('is generated for: %j', (schema) => {
    const schemas = createSchemas();
    const ref = bareSchema(schema);
    const arbitrary = positiveArbitrary(ref, schemas, profile);
    for (let seed = 0; seed < 10; seed++)
      expect(schemas.isValid(ref, generateAt(arbitrary, seed), 'request')).toBe(true);
  });

  it('stays an object where an object can be had', () => {
    const ref = bareSchema({ required: ['n'], properties: { n: { type: 'integer' }, next: { $ref: '#' } } });
    const arbitrary = positiveArbitrary(ref, createSchemas(), profile);
    for (let seed = 0; seed < 10; seed++) expect(generateAt(arbitrary, seed)).toHaveProperty('n');
  });
});
