import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../../runtime/model/schema-ref.ts';
import { bareSchema } from '../../../../runtime/schema/bare-schema.ts';
import { isMember } from '../../../../runtime/schema/evaluate/is-member.ts';
import { lowerSchema } from '../../../../runtime/schema/lower-schema.ts';
import type { LoweredSchema } from '../../../../runtime/schema/lowered-schema.ts';
import { ORIGIN } from '../../../../runtime/schema/lowered-schema.ts';

const lowered = (schema: unknown, dialect?: Dialect): LoweredSchema =>
  lowerSchema(bareSchema(schema, dialect), 'request');
const member = (schema: unknown, value: unknown, dialect?: Dialect): boolean =>
  isMember(lowered(schema, dialect), value);

describe('membership', () => {
  it('is told of schemas that stand in no document', () => {
    const [origin] = [lowered({})[ORIGIN]];
    const small: LoweredSchema = { [ORIGIN]: origin, type: ['integer'], exclusiveMaximum: 3 };
    const not: LoweredSchema = { [ORIGIN]: { ...origin, synthetic: true }, not: small };
    expect([isMember(small, 2), isMember(small, 3), isMember(not, 2), isMember(not, 'x')]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it('asserts formats', () => {
    expect(member({ format: 'date' }, '2024-02-30')).toBe(false);
    expect(member({ format: 'date' }, '2024-02-29')).toBe(true);
  });

  it('is of what JSON can carry: no NaN, no infinity, and an undefined member is none', () => {
    expect(member({ type: 'number' }, Number.NaN)).toBe(false);
    expect(member({ type: 'number' }, Number.POSITIVE_INFINITY)).toBe(false);
    expect(member({ required: ['a'] }, { a: undefined })).toBe(false);
    expect(member({ properties: { a: false }, maxProperties: 0, additionalProperties: false }, { a: undefined })).toBe(
      true,
    );
    expect(member({ dependentRequired: { a: ['b'] }, propertyNames: false }, { a: undefined })).toBe(true);
  });

  it('sees own properties alone', () => {
    expect(member({ required: ['toString'] }, {})).toBe(false);
    expect(member({ properties: { constructor: { type: 'number' } } }, {})).toBe(true);
    const value: unknown = JSON.parse('{"__proto__": "text"}');
    const schema: unknown = JSON.parse('{"properties": {"__proto__": {"type": "number"}}}');
    expect(member(schema, value)).toBe(false);
    expect(member({ additionalProperties: { type: 'number' } }, value)).toBe(false);
  });

  it('counts lengths in code points, a lone surrogate as one', () => {
    expect(member({ maxLength: 2 }, '\u{1f600}\u{1f600}')).toBe(true);
    expect(member({ maxLength: 2 }, 'a\u{1f600}b')).toBe(false);
    expect(member({ minLength: 2 }, '\u{1f600}')).toBe(false);
    expect(member({ minLength: 2 }, '\ude00\ud83d')).toBe(true);
  });

  it('compares values as JSON does', () => {
    expect(member({ const: { a: [1, { b: null }] } }, { a: [1, { b: null }] })).toBe(true);
    expect(member({ enum: [{ a: 1, b: 2 }, 'x'] }, { b: 2, a: 1 })).toBe(true);
    expect(member({ enum: [0, '1', [], {}] }, false)).toBe(false);
    expect(member({ const: 0 }, -0)).toBe(true);
    expect(member({ uniqueItems: true }, [1, '1', true, [1], { a: 1 }, { a: [1] }])).toBe(true);
    expect(
      member({ uniqueItems: true }, [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ]),
    ).toBe(false);
  });

  it('takes 1.0 for an integer, in draft 4 too', () => {
    expect(member({ type: 'integer' }, JSON.parse('1.0'), 'draft-04')).toBe(true);
    expect(member({ type: 'integer' }, 1e300)).toBe(true);
    expect(member({ type: 'integer' }, 1.5)).toBe(false);
  });
});

describe('references', () => {
  const broken = { properties: { a: { $ref: '#/$defs/gone' }, b: { type: 'string' } }, type: 'object' };

  it('that lead nowhere fail only where a value gets to them', () => {
    expect(member(broken, { b: 'x' })).toBe(true);
    expect(member(broken, { b: 1 })).toBe(false);
    expect(member({ anyOf: [{ type: 'string' }, { $ref: '#/$defs/gone' }] }, 'x')).toBe(true);
    expect(() => member(broken, { a: 1 })).toThrow(expect.objectContaining({ code: 'ATG_SPEC_UNRESOLVED_REF' }));
  });

  it('can be asked whether they lead anywhere', () => {
    const resolves = (schema: unknown): boolean | undefined => lowered(schema)['x-atg-ref']?.resolves();
    expect(resolves({ $ref: '#/$defs/gone' })).toBe(false);
    expect(resolves({ $ref: '#/$defs/a', $defs: { a: {} } })).toBe(true);
    expect(resolves({ $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/a' } } })).toBe(false);
  });

  it('to the same schema for the same value end, and count as yes', () => {
    const root = { $ref: '#/$defs/a', $defs: { a: { minimum: 1, anyOf: [{ $ref: '#/$defs/a' }, { maximum: 0 }] } } };
    expect([member(root, 0), member(root, 1)]).toEqual([false, true]);
    const paradox = { $ref: '#/$defs/a', $defs: { a: { not: { $ref: '#/$defs/a' } } } };
    expect(member(paradox, 1)).toBe(false);
  });

  it('go as deep as the value, up to the call stack', () => {
    const list = { $ref: '#/$defs/l', $defs: { l: { type: 'array', items: { $ref: '#/$defs/l' } } } };
    let value: unknown = [];
    for (let depth = 0; depth < 500; depth++) value = [value];
    expect(member(list, value)).toBe(true);
    let wrong: unknown = 'x';
    for (let depth = 0; depth < 500; depth++) wrong = [wrong];
    expect(member(list, wrong)).toBe(false);
    for (let depth = 0; depth < 100_000; depth++) wrong = [wrong];
    expect(member(list, wrong)).toBe(true);
  });
});

describe('dynamic references', () => {
  const tree = {
    $id: 'https://example.com/tree',
    $dynamicAnchor: 'node',
    type: 'object',
    properties: { children: { type: 'array', items: { $dynamicRef: '#node' } } },
  };
  const strict = {
    $id: 'https://example.com/strict',
    $dynamicAnchor: 'node',
    $ref: 'tree',
    unevaluatedProperties: false,
    $defs: { tree },
  };

  it('lead to the outermost resource that was entered', () => {
    expect(member(strict, { children: [{ children: [] }] })).toBe(true);
    expect(member(strict, { children: [{ childern: [] }] })).toBe(false);
    expect(
      member({ ...strict, $dynamicAnchor: 'other', unevaluatedProperties: true }, { children: [{ childern: [] }] }),
    ).toBe(true);
  });

  it('of 2019-09 do so where $recursiveAnchor allows it', () => {
    const recursive = (anchor: boolean): unknown => ({
      $id: 'https://example.com/outer',
      $recursiveAnchor: true,
      $ref: 'inner',
      minProperties: 1,
      $defs: {
        inner: {
          $id: 'inner',
          $recursiveAnchor: anchor,
          properties: { next: { $recursiveRef: '#' } },
        },
      },
    });
    expect(member(recursive(true), { next: {} }, '2019-09')).toBe(false);
    expect(member(recursive(false), { next: {} }, '2019-09')).toBe(true);
  });
});

describe('what is evaluated', () => {
  it.each<readonly [Dialect, boolean]>([
    ['2019-09', false],
    ['2020-12', true],
  ])('in %s includes what `contains` finds: %s', (dialect, verdict) => {
    const schema = { contains: { type: 'string' }, unevaluatedItems: { type: 'number' } };
    expect(member(schema, [1, 'a'], dialect)).toBe(verdict);
    expect(member(schema, [1, true, 'a'], dialect)).toBe(false);
  });

  it('comes from branches that fit, an `if` that holds, and through references', () => {
    const schema = {
      anyOf: [{ properties: { a: { type: 'string' } }, required: ['a'] }, { $ref: '#/$defs/b' }],
      if: { properties: { c: { const: 1 } }, required: ['c'] },
      unevaluatedProperties: false,
      $defs: { b: { allOf: [{ patternProperties: { '^b': {} } }] } },
    };
    expect(member(schema, { a: 'x' })).toBe(true);
    expect(member(schema, { b1: 1, b2: 2 })).toBe(true);
    expect(member(schema, { a: 'x', b1: 1, c: 1 })).toBe(true);
    expect(member(schema, { a: 'x', c: 2 })).toBe(false);
    expect(member(schema, { a: 1 })).toBe(false);
  });

  it('does not come from `not`, from a branch that fails, nor from outside', () => {
    expect(member({ not: { not: { properties: { a: {} } } }, unevaluatedProperties: false }, { a: 1 })).toBe(false);
    expect(
      member({ oneOf: [{ properties: { a: { type: 'string' } } }, {}], unevaluatedProperties: false }, { a: 1 }),
    ).toBe(false);
    expect(member({ properties: { a: {} }, allOf: [{ unevaluatedProperties: false }] }, { a: 1 })).toBe(false);
    expect(member({ allOf: [{ unevaluatedItems: true }], unevaluatedItems: false }, [1, 2])).toBe(true);
  });
});
