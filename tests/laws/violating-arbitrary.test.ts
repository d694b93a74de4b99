import { describe, expect, it } from 'vitest';
import { edgeValues } from '../../runtime/arbitraries/edge-values.ts';
import type { TextProfile } from '../../runtime/arbitraries/text-profile.ts';
import { allowsValue } from '../../runtime/arbitraries/text-profile.ts';
import type { InvalidValue } from '../../runtime/arbitraries/violations/violating-arbitrary.ts';
import { violatingArbitrary } from '../../runtime/arbitraries/violations/violating-arbitrary.ts';
import { bareSchema } from '../../runtime/schema/bare-schema.ts';
import { createSchemas } from '../../runtime/schema/create-schemas.ts';
import { assertLawful, assertSameSeedSameValue } from './arbitrary-laws.ts';
import { otherIssues } from './other-issues.ts';
import { corpus } from '../../fixtures/schemas/corpus.ts';

const profiles: readonly TextProfile[] = ['any', 'path', 'query', 'header', 'cookie'];

describe.each(corpus)('violations of: $name', ({ schema, dialect }) => {
  const schemas = createSchemas();
  const ref = bareSchema(schema, dialect);
  const holds = ({ value, violation }: InvalidValue): boolean =>
    !schemas.isValid(ref, value, 'request') &&
    schemas
      .issues(ref, value, 'request')
      .some(
        ({ keyword, valuePointer, location }) =>
          keyword === violation.keyword &&
          valuePointer === violation.valuePointer &&
          location.pointer === violation.schemaPointer,
      );

  const breaksOnlyThat = ({ value, violation }: InvalidValue): boolean =>
    otherIssues(schemas.issues(ref, value, 'request'), {
      ...violation,
      location: { pointer: violation.schemaPointer },
    }).length === 0;

  it('depend on the seed alone', () => {
    const make = (): ReturnType<typeof violatingArbitrary> =>
      violatingArbitrary(bareSchema(schema, dialect), createSchemas(), 'any');
    if (make() !== undefined) assertSameSeedSameValue(() => make() as NonNullable<ReturnType<typeof make>>, 4);
  });

  it.each(profiles)('are invalid for their keyword, and so is everything they shrink to (%s)', (profile) => {
    const arbitrary = violatingArbitrary(ref, schemas, profile, { certain: profile !== 'any' });
    if (profile === 'any') expect(arbitrary).toBeDefined();
    if (arbitrary === undefined) return;
    assertLawful(
      {
        arbitrary,
        isLawful: (invalid) => holds(invalid) && breaksOnlyThat(invalid) && allowsValue(profile, invalid.value),
        sizeOf: ({ value }) => value,
      },
      profile === 'any' ? 6 : 2,
    );
  });

  it('and edges are what they say they are, always the same', () => {
    const edges = [...edgeValues(ref, schemas, 'any')];
    for (const { value, violation } of edges) {
      if (violation === undefined) expect(schemas.issues(ref, value, 'request')).toEqual([]);
      else {
        expect(holds({ value, violation })).toBe(true);
        expect(breaksOnlyThat({ value, violation }), JSON.stringify(value)).toBe(true);
      }
    }
    expect(edges.some(({ violation }) => violation === undefined)).toBe(true);
    expect([...edgeValues(bareSchema(schema, dialect), createSchemas(), 'any')]).toEqual(edges);
  });
});
