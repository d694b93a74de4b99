import { describe, expect, it } from 'vitest';
import { edgeValues } from '../../../runtime/arbitraries/edge-values.ts';
import { positiveArbitrary } from '../../../runtime/arbitraries/positive-arbitrary.ts';
import { smallestValue } from '../../../runtime/arbitraries/smallest-value.ts';
import type { TextProfile } from '../../../runtime/arbitraries/text-profile.ts';
import { violatingArbitrary } from '../../../runtime/arbitraries/violations/violating-arbitrary.ts';
import { bareSchema } from '../../../runtime/schema/bare-schema.ts';
import { createSchemas } from '../../../runtime/schema/create-schemas.ts';
import { generateAt } from '../../laws/generate-at.ts';

const schemas = createSchemas();
const sample = (
  schema: unknown,
  profile: TextProfile = 'any',
  dialect: 'openapi-3.0' | 'openapi-3.1' = 'openapi-3.0',
  count = 300,
): unknown[] => {
  const arbitrary = positiveArbitrary(bareSchema(schema, dialect), schemas, profile);
  return Array.from({ length: count }, (_, seed) => generateAt(arbitrary, seed));
};
const broken = (schema: unknown, profile: TextProfile, count = 200): unknown[] => {
  const arbitrary = violatingArbitrary(bareSchema(schema, 'openapi-3.0'), schemas, profile);
  return arbitrary === undefined ? [] : Array.from({ length: count }, (_, seed) => generateAt(arbitrary, seed).value);
};

describe('valid values', () => {
  it('never hold read-only properties, nor null where it is only tolerated', () => {
    const schema = {
      type: 'object',
      required: ['id'],
      properties: {
        id: { type: 'integer', readOnly: true },
        a: { nullable: true, allOf: [{ type: 'integer' }] },
        b: { type: 'string', nullable: true, enum: ['x'] },
      },
    };
    const values = sample(schema) as Record<string, unknown>[];
    expect(values.some((value) => 'id' in value)).toBe(false);
    expect(values.some((value) => value['a'] === null || value['b'] === null)).toBe(false);
    expect(values.some((value) => 'a' in value && 'b' in value)).toBe(true);
  });

  it('hold no properties that are not declared', () => {
    expect(
      sample({ type: 'object', properties: { a: { type: 'integer' } } }).every((value) =>
        Object.keys(value as object).every((name) => name === 'a'),
      ),
    ).toBe(true);
  });

  it('keep maxLength in bytes too, and minLength in code points', () => {
    const values = sample({ type: 'string', minLength: 3, maxLength: 6 }) as string[];
    expect(values.every((text) => Buffer.byteLength(text) <= 6 && Array.from(text).length >= 3)).toBe(true);
  });

  it('keep the bounds of their format', () => {
    expect(sample({ type: 'integer', format: 'int32' }).every((value) => Math.abs(value as number) <= 2 ** 31)).toBe(
      true,
    );
    expect(sample({ type: 'integer' }).every((value) => Number.isSafeInteger(value) && !Object.is(value, -0))).toBe(
      true,
    );
  });

  it('are multiples in floating point too', () => {
    expect(
      sample({ type: 'number', multipleOf: 0.01, minimum: 0, maximum: 100 }).every((value) =>
        Number.isInteger((value as number) / 0.01),
      ),
    ).toBe(true);
  });

  it('are short and finite where the schema is recursive', () => {
    const root = {
      $ref: '#/d/n',
      d: {
        n: {
          type: 'object',
          required: ['v'],
          properties: {
            v: { type: 'integer' },
            l: { $ref: '#/d/n' },
            r: { $ref: '#/d/n' },
            c: { type: 'array', items: { $ref: '#/d/n' } },
          },
        },
      },
    };
    expect(Math.max(...sample(root).map((value) => JSON.stringify(value).length))).toBeLessThan(5_000);
  });

  it('use every branch and every member', () => {
    expect(
      new Set(
        sample({ oneOf: [{ type: 'integer' }, { type: 'boolean' }, { type: 'string' }] }).map((value) => typeof value),
      ),
    ).toEqual(new Set(['number', 'boolean', 'string']));
    expect(new Set(sample({ enum: ['a', 'b', 'c'] }))).toEqual(new Set(['a', 'b', 'c']));
  });

  it('for a path are never empty, dots or structure', () => {
    for (const text of sample({ type: 'string' }, 'path') as string[])
      expect(text).toMatch(/^(?!\.{1,2}$)[^/\\?#%{}\s\p{Cc}]+$/u);
  });

  it('for texts are never null where something else will do', () => {
    expect(sample({ type: 'string', nullable: true }, 'query')).not.toContain(null);
    expect(
      sample({ type: 'array', items: { type: 'integer' } }, 'query').every((value) => (value as unknown[]).length > 0),
    ).toBe(true);
  });
});

describe('invalid values', () => {
  it('in texts are never what a server may read as valid', () => {
    expect(broken({ type: 'string' }, 'query')).toEqual([]);
    expect(broken({ type: 'integer' }, 'path').every((value) => typeof value === 'string' && !/\d/.test(value))).toBe(
      true,
    );
    expect(broken({ type: 'string', minLength: 1 }, 'query')).toEqual([]);
  });

  it('never rest on what is tolerated', () => {
    expect(broken({ type: 'string', nullable: true, enum: ['x'] }, 'any')).not.toContain(null);
    expect(
      broken(
        { type: 'object', required: ['id'], properties: { id: { type: 'integer', readOnly: true } } },
        'any',
      ).every((value) => typeof value !== 'object' || value === null || Array.isArray(value)),
    ).toBe(true);
  });

  it('break lengths in code points, units and bytes', () => {
    for (const value of broken({ type: 'string', minLength: 3, maxLength: 5 }, 'path') as string[]) {
      expect(Buffer.byteLength(value) < 3 || Array.from(value).length > 5).toBe(true);
    }
  });

  it('leave out what would be huge', () => {
    expect(
      broken({ type: 'array', maxItems: 1e12 }, 'any').every((value) => JSON.stringify(value).length < 1_000),
    ).toBe(true);
    expect(
      broken({ type: 'string', maxLength: 1e12 }, 'any').every((value) => JSON.stringify(value).length < 1_000),
    ).toBe(true);
  });
});

it('the smallest value has only what is required', () => {
  const schema = {
    type: 'object',
    required: ['id', 'tags'],
    properties: {
      id: { type: 'integer', minimum: 3 },
      tags: { type: 'array', minItems: 1, items: { enum: ['a', 'b'] } },
      note: { type: 'string' },
    },
  };
  expect(smallestValue(bareSchema(schema), schemas, 'any')).toEqual({ id: 3, tags: ['a'] });
});

it('edges are on both sides of each keyword, in a fixed order', () => {
  const schema = {
    type: 'object',
    required: ['n'],
    properties: { n: { type: 'integer', minimum: 1, maximum: 9 }, s: { type: 'string', minLength: 2, maxLength: 5 } },
  };
  const edges = [...edgeValues(bareSchema(schema), schemas, 'any')].map(
    ({ scenario, value, violation, doubtful }) =>
      `${doubtful ? '?' : violation === undefined ? '+' : '-'} ${scenario} ${JSON.stringify(value)}`,
  );
  expect(edges).toMatchInlineSnapshot(`
    [
      "+ object_only_required {"n":1}",
      "+ object_required_and_optional {"n":1,"s":"aa"}",
      "+ near_boundary_number {"n":2}",
      "+ near_boundary_number {"n":8}",
      "+ maximum_value {"n":9}",
      "+ near_boundary_length_string {"n":1,"s":"aaa"}",
      "+ near_boundary_length_string {"n":1,"s":"aaaa"}",
      "+ maximum_length_string {"n":1,"s":"aaaaa"}",
      "- incorrect_type "not-valid"",
      "- object_missing_required_property {}",
      "- incorrect_type {"n":{"unexpected":"object"}}",
      "- value_below_minimum {"n":0}",
      "- value_above_maximum {"n":10}",
      "- incorrect_type {"n":1,"s":{"unexpected":"object"}}",
      "- string_below_min_length {"n":1,"s":"a"}",
      "- string_above_max_length {"n":1,"s":"aaaaaa"}",
      "? incorrect_type null",
      "? incorrect_type {"n":null}",
      "? incorrect_type {"n":1,"s":null}",
      "? unusual_text {"n":1,"s":"a\\u0000"}",
      "? unusual_text {"n":1,"s":"é😀"}",
      "? unusual_text {"n":1,"s":"%'\\"\\\\"}",
    ]
  `);
});

it('edges are linear in the number of properties', () => {
  const properties = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`p${index}`, { type: 'integer' }]));
  expect([...edgeValues(bareSchema({ type: 'object', properties }), schemas, 'any')].length).toBeLessThan(60 * 5);
});
