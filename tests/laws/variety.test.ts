import { describe, expect, it } from 'vitest';
import { variety } from '../../fixtures/schemas/variety.ts';
import { fromSchema } from '../../runtime/arbitraries/index.ts';
import { generateAt } from './generate-at.ts';

const VALUES = 1000;
/** Features that 1,000 values do not show yet; what comes to be shown must be taken off. */
const notYet: Readonly<Record<string, readonly string[]>> = {
  'any number': ['one', 'below a thousandth', 'beyond the safe integers'],
  'any integer': ['minus one'],
  cents: ['19.99'],
  'any text': ['plane 2'],
  'time stamps': ['leap day'],
  'a map': ['3 properties', '6 properties'],
  'items in number': ['7 items'],
  'any array': ['five or more'],
  'different items': ['4 items'],
  'a tree': ['6 levels'],
};

describe.each(variety)('1,000 values for $name', ({ name, schema, features }) => {
  it('show everything that the schema has', () => {
    const arbitrary = fromSchema(schema);
    const values = Array.from({ length: VALUES }, (_, seed) => generateAt(arbitrary, seed));
    const missing = Object.keys(features).filter((feature) => !values.some((value) => features[feature]?.(value)));
    expect(missing).toEqual(notYet[name] ?? []);
  });
});
