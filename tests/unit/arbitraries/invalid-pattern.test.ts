import { expect, it } from 'vitest';
import { edgeValues } from '../../../runtime/arbitraries/edge-values.ts';
import { bareSchema } from '../../../runtime/schema/bare-schema.ts';
import { createSchemas } from '../../../runtime/schema/create-schemas.ts';

/** What the coverage phase sends for a broken pattern, or another keyword. */
function broken(schema: object, keyword: string): readonly unknown[] {
  return [...edgeValues(bareSchema(schema), createSchemas(), 'any')]
    .filter(({ violation }) => violation?.keyword === keyword)
    .map(({ value }) => value);
}

const time = { type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' };

it('a pattern is broken in each way that a server may fall for alone', () => {
  const values = broken(time, 'pattern').map(String);
  const falling = {
    'for one without anchors': /([01][0-9]|2[0-3]):[0-5][0-9]/,
    'for one without its end': /^([01][0-9]|2[0-3]):[0-5][0-9]/,
    'for one without its start': /([01][0-9]|2[0-3]):[0-5][0-9]$/,
    'for any digits': /^[0-9]{2}:[0-9]{2}$/,
    'for what is too short': /^[0-9]{0,2}:[0-9]{0,2}$/,
  };
  for (const [which, lax] of Object.entries(falling)) {
    expect(values.filter((value) => lax.test(value)).length, which).toBeGreaterThan(0);
  }
});

it('what breaks a pattern keeps the length', () => {
  const values = broken({ type: 'string', pattern: '^[a-z]*$', minLength: 3, maxLength: 3 }, 'pattern');
  expect(values.length).toBeGreaterThan(0);
  expect(values.filter((value) => String(value).length !== 3)).toEqual([]);
});

it('an enumeration of numbers is broken beside a member', () => {
  expect(broken({ enum: [15, 30, 60] }, 'enum')).toEqual([16]);
  expect(broken({ enum: [1, 2, 3] }, 'enum')).toEqual([4]);
});
