import { describe, expect, it } from 'vitest';
import { variety } from '../../fixtures/schemas/variety.ts';
import { fromSchema } from '../../runtime/arbitraries/index.ts';
import { generateAt } from './generate-at.ts';

const VALUES = 1000;
describe.each(variety)('1,000 values for $name', ({ schema, features }) => {
  it('show everything that the schema has', () => {
    const arbitrary = fromSchema(schema);
    const values = Array.from({ length: VALUES }, (_, seed) => generateAt(arbitrary, seed));
    const missing = Object.keys(features).filter((feature) => !values.some((value) => features[feature]?.(value)));
    expect(missing).toEqual([]);
  });
});
