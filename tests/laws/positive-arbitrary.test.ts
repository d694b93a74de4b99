import { describe, expect, it } from 'vitest';
import { positiveArbitrary } from '../../runtime/arbitraries/positive-arbitrary.ts';
import { smallestValue } from '../../runtime/arbitraries/smallest-value.ts';
import type { TextProfile } from '../../runtime/arbitraries/text-profile.ts';
import { allowsValue } from '../../runtime/arbitraries/text-profile.ts';
import { bareSchema } from '../../runtime/schema/bare-schema.ts';
import { createSchemas } from '../../runtime/schema/create-schemas.ts';
import { assertLawful, assertSameSeedSameValue } from './arbitrary-laws.ts';
import { corpus } from '../../fixtures/schemas/corpus.ts';

describe.each(corpus)('values for: $name', ({ schema, dialect }) => {
  const schemas = createSchemas();
  const ref = bareSchema(schema, dialect);

  it('depend on the seed alone', () => {
    assertSameSeedSameValue(() => positiveArbitrary(bareSchema(schema, dialect), createSchemas(), 'any'), 4);
  });

  it('are valid, and so is everything they shrink to', () => {
    const isLawful = (value: unknown): boolean =>
      schemas.isValid(ref, value, 'request') && schemas.issues(ref, value, 'request').length === 0;
    assertLawful({ arbitrary: positiveArbitrary(ref, schemas, 'any'), isLawful, sizeOf: (value) => value }, 8);
  });

  it('have a smallest one, which is valid', () => {
    const smallest = smallestValue(ref, schemas, 'any');
    expect(schemas.issues(ref, smallest, 'request')).toEqual([]);
    expect(smallestValue(ref, schemas, 'any')).toEqual(smallest);
  });
});

describe.each<TextProfile>(['path', 'query', 'header', 'cookie'])('values for a %s', (profile) => {
  const schemas = createSchemas();
  it.each([
    { type: 'string' },
    { type: 'number' },
    { type: 'string', maxLength: 3 },
    { type: 'array', items: { type: 'string' } },
    { enum: ['a', 'b'] },
    { type: ['string', 'null'] },
  ])('of %j hold only what can be sent there', (schema) => {
    const ref = bareSchema(schema);
    const isLawful = (value: unknown): boolean => schemas.isValid(ref, value, 'request') && allowsValue(profile, value);
    assertLawful({ arbitrary: positiveArbitrary(ref, schemas, profile), isLawful, sizeOf: (value) => value }, 20);
  });
});
