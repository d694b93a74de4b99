import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../../runtime/model/schema-ref.ts';
import { bareSchema } from '../../../../runtime/schema/bare-schema.ts';
import { createSchemas } from '../../../../runtime/schema/create-schemas.ts';

const schemas = createSchemas();
const issues = (schema: unknown, value: unknown, dialect?: Dialect) =>
  schemas
    .issues(bareSchema(schema, dialect), value, 'request')
    .map(({ keyword, valuePointer, location, message }) => [keyword, valuePointer, location.pointer, message]);

describe('issues of the interpreter', () => {
  it('are all there are, with escaped pointers', () => {
    const schema = {
      type: 'object',
      required: ['x', 'y'],
      additionalProperties: false,
      properties: { 'a/b~': { items: { type: ['integer', 'null'], minimum: 2 } } },
    };
    expect(issues(schema, { 'a/b~': [1, 'x', 2], c: 1 })).toEqual([
      ['required', '', '/required', "must have required property 'x'"],
      ['required', '', '/required', "must have required property 'y'"],
      ['additionalProperties', '', '/additionalProperties', 'must NOT have additional properties'],
      ['minimum', '/a~1b~0/0', '/properties/a~1b~0/items/minimum', 'must be >= 2'],
      ['type', '/a~1b~0/1', '/properties/a~1b~0/items/type', 'must be integer,null'],
    ]);
  });

  it('tell one property that nothing allows, not those beside it that are wrong for another reason', () => {
    const schema = {
      allOf: [{ properties: { a: { type: 'string' } } }, { properties: { b: { type: 'string' } } }],
      anyOf: [{ properties: { c: { type: 'string' } }, required: ['c'] }],
      unevaluatedProperties: false,
    };
    expect(issues(schema, { a: 1, b: 'x', c: 2, d: 3 }).map(([keyword, at]) => [keyword, at])).toEqual([
      ['anyOf', ''],
      ['type', '/a'],
      ['unevaluatedProperties', ''],
    ]);
    expect(schemas.issues(bareSchema(schema), { a: 1, b: 'x', c: 2, d: 3 }, 'request').at(-1)?.params).toEqual({
      unevaluatedProperty: 'd',
    });
  });

  it('of composites are one, with the reason of the branch that came nearest', () => {
    const schema = {
      oneOf: [
        {
          type: 'object',
          required: ['kind', 'lives'],
          properties: { kind: { const: 'cat' }, lives: { type: 'integer' } },
        },
        { type: 'object', required: ['kind', 'bark'], properties: { kind: { const: 'dog' } } },
      ],
    };
    expect(issues(schema, { kind: 'cat', lives: 'nine' }).map(([, , , message]) => message)).toEqual([
      'must match exactly one schema in oneOf (nearest: /lives must be integer)',
    ]);
  });

  it('are uncertain below a dynamic reference', () => {
    const schema = { items: { $dynamicRef: '#n' }, $defs: { n: { $dynamicAnchor: 'n', type: 'string' } } };
    expect(schemas.issues(bareSchema(schema), [1], 'request')).toMatchObject([{ keyword: 'type', uncertain: true }]);
  });

  it('of a response include writeOnly properties of a value that is valid', () => {
    const schema = {
      properties: { secret: { type: 'string', writeOnly: true }, open: {} },
      unevaluatedProperties: false,
    };
    const ref = bareSchema(schema, 'openapi-3.1');
    expect(schemas.isValid(ref, { secret: 'x' }, 'response')).toBe(true);
    expect(schemas.issues(ref, { secret: 'x' }, 'response')).toMatchObject([
      { keyword: 'writeOnly', valuePointer: '/secret' },
    ]);
    expect(schemas.issues(ref, { secret: 'x', other: 1 }, 'response').map(({ keyword }) => keyword)).toEqual([
      'writeOnly',
      'unevaluatedProperties',
    ]);
  });

  it('keep their instance path where compiled code hands over to the interpreter', () => {
    const schema = {
      properties: { list: { items: { $ref: '#/$defs/closed' } } },
      $defs: { closed: { properties: { a: { type: 'string' } }, unevaluatedProperties: false } },
    };
    const told = schemas.issues(bareSchema(schema), { list: [{ a: 1 }, { b: 1 }] }, 'response');
    expect(told.map(({ keyword, valuePointer }) => [keyword, valuePointer])).toEqual([
      ['type', '/list/0/a'],
      ['unevaluatedProperties', '/list/1'],
    ]);
    expect(schemas.isValid(bareSchema(schema), { list: [{ a: 'x' }, { b: 1 }] }, 'response')).toBe(false);
    expect(schemas.isValid(bareSchema(schema), { list: [{ a: 'x' }] }, 'response')).toBe(true);
  });
});

describe('formats', () => {
  const asserts = (dialect: Dialect, extra: Readonly<Record<string, unknown>> = {}): boolean => {
    const documents = {
      'https://example.com/meta': {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $vocabulary: {
          'https://json-schema.org/draft/2020-12/vocab/core': true,
          'https://json-schema.org/draft/2020-12/vocab/validation': true,
          'https://json-schema.org/draft/2020-12/vocab/format-assertion': true,
        },
      },
    };
    const schema = { format: 'date', ...extra };
    const ref = bareSchema(schema, dialect, schema, documents);
    const draft = createSchemas({ formats: 'draft' });
    const verdicts = (['request', 'response'] as const).map((direction) => draft.isValid(ref, 'x', direction));
    expect(verdicts[0]).toBe(verdicts[1]);
    return verdicts[0] === false;
  };

  it.each<readonly [Dialect, boolean]>([
    ['draft-04', true],
    ['draft-07', true],
    ['2019-09', false],
    ['2020-12', false],
    ['openapi-3.0', true],
    ['openapi-3.1', true],
  ])('as %s defines them are asserted: %s', (dialect, expected) => {
    expect(asserts(dialect)).toBe(expected);
  });

  it('are asserted where the meta-schema says so', () => {
    expect(asserts('2020-12', { $schema: 'https://example.com/meta' })).toBe(true);
  });
});
