import { describe, expect, it } from 'vitest';
import { edgeValues } from '../../runtime/arbitraries/edge-values.ts';
import type { InvalidValue } from '../../runtime/arbitraries/violations/violating-arbitrary.ts';
import { violatingArbitrary } from '../../runtime/arbitraries/violations/violating-arbitrary.ts';
import { bareSchema } from '../../runtime/schema/bare-schema.ts';
import { createSchemas } from '../../runtime/schema/create-schemas.ts';
import { generateAt } from '../laws/generate-at.ts';
import { otherIssues } from '../laws/other-issues.ts';

const schemas = createSchemas();

function invalidValues(schema: unknown, keyword: string): readonly InvalidValue[] {
  const ref = bareSchema(schema);
  const arbitrary = violatingArbitrary(ref, schemas, 'any');
  const found: InvalidValue[] = [];
  for (const { value, violation } of edgeValues(ref, schemas, 'any'))
    if (violation !== undefined) found.push({ value, violation });
  if (arbitrary !== undefined) for (let seed = 0; seed < 80; seed++) found.push(generateAt(arbitrary, seed));
  return found.filter(({ violation }) => violation.keyword === keyword);
}

describe('a violation breaks one keyword:', () => {
  it.each([
    ['maxItems', { type: 'array', maxItems: 3, uniqueItems: true, items: { type: 'string' } }],
    ['maxItems', { type: 'array', maxItems: 2, uniqueItems: true, items: { enum: ['a', 'b', 'c'] } }],
    ['maxItems', { type: 'array', maxItems: 2, uniqueItems: true, items: { type: 'integer', minimum: 1 } }],
    ['uniqueItems', { type: 'array', prefixItems: [{ type: 'string' }], items: { type: 'integer' }, minItems: 3, uniqueItems: true }], // prettier-ignore
    ['maxProperties', { type: 'object', maxProperties: 2, additionalProperties: { type: 'integer' } }],
    ['maxProperties', { type: 'object', maxProperties: 1, properties: { a: { type: 'integer' }, b: { type: 'boolean' } }, additionalProperties: false }], // prettier-ignore
    ['minProperties', { type: 'object', minProperties: 3, required: ['z'], properties: { a: {}, b: {}, z: { type: 'integer' } } }], // prettier-ignore
    ['multipleOf', { type: 'integer', allOf: [{ multipleOf: 4 }, { multipleOf: 6 }] }],
    ['multipleOf', { type: 'integer', multipleOf: 2.5 }],
    ['pattern', { type: 'string', allOf: [{ pattern: '^a' }, { pattern: 'z$' }] }],
    ['pattern', { type: 'string', pattern: '^[a-z]*$', minLength: 3, maxLength: 3 }],
    ['maxLength', { type: 'string', pattern: '^[A-Z]+$', maxLength: 4 }],
    ['maxLength', { type: 'string', pattern: '^x-[0-9]+$', maxLength: 6 }],
    ['minLength', { type: 'string', pattern: '[0-9]$', minLength: 4 }],
    ['maxLength', { type: 'string', format: 'email', maxLength: 20 }],
  ])('%s of %j', (keyword, schema) => {
    const invalid = invalidValues(schema, keyword);
    expect(invalid.length).toBeGreaterThan(0);
    const ref = bareSchema(schema);
    for (const { value, violation } of invalid)
      expect(
        schemas.issues(ref, value, 'request').filter((issue) => issue.location.pointer !== violation.schemaPointer),
        JSON.stringify(value),
      ).toEqual([]);
  });

  it('where each value beyond maxItems repeats one, maxItems is not broken', () => {
    const schema = { type: 'array', maxItems: 2, uniqueItems: true, items: { enum: ['a', 'b'] } };
    expect(invalidValues(schema, 'maxItems')).toEqual([]);
  });
});

describe('a required violation', () => {
  const schema = {
    type: 'object',
    required: ['a', 'b', 'c'],
    properties: {
      a: { type: 'string' },
      b: { type: 'object', required: ['x', 'y'], properties: { x: { type: 'integer' }, y: { type: 'integer' } } },
      c: { type: 'array', items: { type: 'integer' } },
    },
  };
  const ref = bareSchema(schema);

  it('names the property, and keeps to it when it shrinks', () => {
    const arbitrary = violatingArbitrary(ref, schemas, 'any');
    const missing = new Set<string>();
    for (let seed = 0; seed < 120; seed++) {
      let invalid = arbitrary && generateAt(arbitrary, seed);
      if (invalid?.violation.keyword !== 'required') continue;
      const { demand } = invalid.violation;
      missing.add(demand ?? '');
      for (let steps = 0; invalid !== undefined && steps < 20; steps++) {
        expect(invalid.violation.demand).toBe(demand);
        expect(schemas.issues(ref, invalid.value, 'request').map(({ message }) => message)).toEqual([demand]);
        const smaller: { readonly value: InvalidValue }[] = [...(arbitrary?.shrink(invalid, undefined) ?? [])];
        invalid = smaller[(seed + steps) % Math.max(1, smaller.length)]?.value;
      }
    }
    expect([...missing].sort()).toEqual(
      ['a', 'b', 'c', 'x', 'y'].map((name) => `must have required property '${name}'`),
    );
  });

  it('is not one of another property', () => {
    const arbitrary = violatingArbitrary(ref, schemas, 'any');
    const of = (name: string): unknown => ({
      value: { a: '', b: { x: 0, y: 0 } },
      violation: {
        keyword: 'required',
        valuePointer: '',
        schemaPointer: '/required',
        demand: `must have required property '${name}'`,
      },
    });
    expect(arbitrary?.canShrinkWithoutContext(of('c'))).toBe(true);
    expect(arbitrary?.canShrinkWithoutContext(of('a'))).toBe(false);
  });

  it.each([schema, { anyOf: [{ type: 'integer' }, schema] }, { type: 'object', additionalProperties: false }])(
    'and any other says what was demanded: %j',
    (any) => {
      for (const { violation } of edgeValues(bareSchema(any), schemas, 'any'))
        if (violation !== undefined) expect(violation.demand).toMatch(/^must /);
    },
  );
});

it('what follows from a violation is told from a second one', () => {
  const pair = { type: 'array', maxItems: 1, uniqueItems: true };
  const issues = schemas.issues(bareSchema(pair), [1, 1], 'request');
  const [violation] = issues.filter(({ keyword }) => keyword === 'maxItems');
  expect(violation && otherIssues(issues, violation)).toMatchObject([{ keyword: 'uniqueItems' }]);
});
