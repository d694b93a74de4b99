import { describe, expect, it } from 'vitest';
import type { JsonPointer } from '../../../runtime/model/json.ts';
import type { SchemaRef, SchemaScope } from '../../../runtime/model/schema-ref.ts';
import { bareSchema } from '../../../runtime/schema/bare-schema.ts';
import { createSchemas } from '../../../runtime/schema/create-schemas.ts';

const schemas = createSchemas();
const valid = (
  schema: unknown,
  value: unknown,
  dialect?: SchemaRef['scope']['dialect'],
  direction: 'request' | 'response' = 'response',
): boolean => {
  const ref = bareSchema(schema, dialect);
  const verdict = schemas.isValid(ref, value, direction);
  expect(schemas.issues(ref, value, direction).length === 0).toBe(verdict);
  return verdict;
};

describe('issues', () => {
  it('say where in the value and where in the document, across references', () => {
    const root = {
      type: 'object',
      properties: { 'a/b': { type: 'array', items: { $ref: '#/$defs/positive' } } },
      $defs: { positive: { type: 'integer', minimum: 1 } },
    };
    expect(schemas.issues(bareSchema(root), { 'a/b': [1, 0, 'x'] }, 'response')).toEqual([
      {
        keyword: 'minimum',
        valuePointer: '/a~1b/1',
        location: { file: '<schema>', pointer: '/$defs/positive/minimum' },
        message: 'must be >= 1',
        params: { comparison: '>=', limit: 1 },
        uncertain: false,
      },
      {
        keyword: 'type',
        valuePointer: '/a~1b/2',
        location: { file: '<schema>', pointer: '/$defs/positive/type' },
        message: 'must be integer',
        params: { type: 'integer' },
        uncertain: false,
      },
    ]);
  });

  it('name keywords as the document does, under their old places', () => {
    const issue = (schema: unknown, value: unknown, dialect: 'draft-04' | 'draft-07'): unknown[] =>
      schemas
        .issues(bareSchema(schema, dialect), value, 'response')
        .map(({ keyword, location }) => [keyword, location.pointer]);
    expect(issue({ multipleOf: 2 }, 3, 'draft-07')).toEqual([['multipleOf', '/multipleOf']]);
    expect(issue({ uniqueItems: true }, [1, 1], 'draft-07')).toEqual([['uniqueItems', '/uniqueItems']]);
    expect(issue({ items: [{}], additionalItems: false }, [1, 1], 'draft-07')).toEqual([['items', '/additionalItems']]);
    expect(issue({ dependencies: { a: ['b'] } }, { a: 1 }, 'draft-07')).toEqual([
      ['dependentRequired', '/dependencies'],
    ]);
    expect(issue({ minimum: 1, exclusiveMinimum: true }, 1, 'draft-04')).toEqual([
      ['exclusiveMinimum', '/exclusiveMinimum'],
    ]);
    expect(issue({ properties: { a: false } }, { a: 1 }, 'draft-07')).toEqual([['false schema', '/properties/a']]);
  });

  it('are uncertain where validators disagree', () => {
    const uncertain = (schema: unknown, value: unknown): boolean | undefined =>
      schemas.issues(bareSchema(schema), value, 'response')[0]?.uncertain;
    expect(uncertain({ format: 'date' }, 'x')).toBe(true);
    expect(uncertain({ properties: { a: {} }, unevaluatedProperties: false }, { b: 1 })).toBe(true);
    expect(uncertain({ $dynamicRef: '#n', $defs: { n: { $dynamicAnchor: 'n', type: 'string' } } }, 1)).toBe(true);
    expect(uncertain({ pattern: '\\A[a-z]\\Z' }, 'a')).toBe(true);
    expect(uncertain({ pattern: '^[a-z]$' }, '1')).toBe(false);
  });
});

describe('dialects', () => {
  it('ignore what stands beside $ref where the dialect does', () => {
    const schema = { $ref: '#/definitions/s', maxLength: 1, definitions: { s: { type: 'string' } } };
    expect(valid(schema, 'long', 'draft-07')).toBe(true);
    expect(valid(schema, 'long', '2020-12')).toBe(false);
  });

  it('ignore keywords that a dialect does not have', () => {
    expect(valid({ const: 1 }, 2, 'openapi-3.0')).toBe(true);
    expect(valid({ const: 1 }, 2, 'openapi-3.1')).toBe(false);
    expect(valid({ type: 'object', oneOf: [false] }, {}, 'openapi-2.0')).toBe(true);
  });

  it('read `type: file` of Swagger 2.0 as text', () => {
    expect(valid({ type: 'file' }, 'bytes', 'openapi-2.0')).toBe(true);
    expect(() => valid({ type: 'file' }, 'bytes', 'openapi-3.0')).toThrow(
      expect.objectContaining({ code: 'ATG_SCHEMA_INVALID', keyword: 'type', pointer: '/type' }),
    );
  });
});

it.each([
  [42, '', '42'],
  [{ properties: { a: null } }, '/properties/a', 'null'],
  [{ items: { not: 'x' } }, '/items/not', '"x"'],
])('%j, where no schema stands, is an error with its place', (schema, pointer, received) => {
  expect(() => valid(schema, { a: 1, 0: 1 }) && valid(schema, [1])).toThrow(
    expect.objectContaining({
      code: 'ATG_SCHEMA_INVALID',
      pointer,
      message: `Invalid schema: expected an object or a boolean, received ${received}.`,
    }),
  );
});

describe('nullable in OpenAPI 3.0', () => {
  it.each([
    [{ type: 'string', nullable: true }],
    [{ nullable: true }],
    [{ nullable: true, allOf: [{ type: 'string' }] }],
    [{ type: 'string', nullable: true, enum: ['a'] }],
    [{ type: 'object', nullable: true, oneOf: [{ type: 'object' }] }],
  ])('%j lets null through', (schema) => {
    expect(valid(schema, null, 'openapi-3.0')).toBe(true);
    expect(valid({ ...schema, nullable: false }, null, 'openapi-3.0')).toBe(
      !('type' in schema) && !('allOf' in schema),
    );
  });

  it('beside a $ref lets null through and keeps the rest', () => {
    const root = {
      properties: { a: { $ref: '#/definitions/s', nullable: true } },
      definitions: { s: { type: 'string', minLength: 2 } },
    };
    expect(valid(root, { a: null }, 'openapi-3.0')).toBe(true);
    expect(
      schemas.issues(bareSchema(root, 'openapi-3.0'), { a: 'x' }, 'response').map((issue) => issue.location.pointer),
    ).toEqual(['/definitions/s/minLength']);
  });

  it('is x-nullable in 2.0, and nothing in 3.1', () => {
    expect(valid({ type: 'string', 'x-nullable': true }, null, 'openapi-2.0')).toBe(true);
    expect(valid({ type: 'string', nullable: true }, null, 'openapi-3.1')).toBe(false);
  });
});

describe('readOnly and writeOnly', () => {
  const root = {
    allOf: [
      { $ref: '#/definitions/base' },
      {
        type: 'object',
        required: ['id', 'name', 'secret'],
        properties: { secret: { type: 'string', writeOnly: true } },
      },
    ],
    definitions: {
      base: {
        type: 'object',
        required: ['id'],
        properties: { id: { $ref: '#/definitions/id' }, name: { type: 'string' } },
      },
      id: { type: 'integer', readOnly: true },
    },
  };
  it('lift `required` in their direction, also across allOf and $ref', () => {
    expect(valid(root, { name: 'a', secret: 's' }, 'openapi-3.0', 'request')).toBe(true);
    expect(valid(root, { name: 'a', secret: 's' }, 'openapi-3.0', 'response')).toBe(false);
    expect(valid(root, { id: 1, name: 'a' }, 'openapi-3.0', 'response')).toBe(true);
    expect(valid(root, { secret: 's' }, 'openapi-3.0', 'request')).toBe(false);
  });

  it('are never a violation', () => {
    expect(valid(root, { id: 'anything', name: 'a', secret: 's' }, 'openapi-3.0', 'request')).toBe(true);
    expect(valid(root, { id: 'anything', name: 'a' }, 'openapi-3.0', 'response')).toBe(false);
  });

  it('of an outer schema reach the references beside it', () => {
    const outer = {
      allOf: [{ $ref: '#/definitions/needs' }, { properties: { id: { readOnly: true } } }],
      definitions: { needs: { required: ['id'] } },
    };
    expect(valid(outer, {}, 'openapi-3.0', 'request')).toBe(true);
    expect(valid(outer, {}, 'openapi-3.0', 'response')).toBe(false);
  });

  it('say nothing in plain JSON Schema', () => {
    expect(valid({ required: ['id'], properties: { id: { readOnly: true } } }, {}, '2020-12', 'request')).toBe(false);
  });
});

describe('references', () => {
  it('are followed only where a value gets to', () => {
    const asked: string[] = [];
    const scope: SchemaScope = {
      dialect: 'openapi-3.0',
      resolve(ref) {
        asked.push(ref);
        return { schema: { type: 'integer' }, location: { file: 'f', pointer: '/x' as JsonPointer } };
      },
    };
    const ref: SchemaRef = {
      schema: { additionalProperties: { $ref: '#/deep' } },
      location: { file: 'f', pointer: '' as JsonPointer },
      scope,
    };
    expect(createSchemas().isValid(ref, {}, 'response')).toBe(true);
    expect(asked).toEqual([]);
    expect(createSchemas().isValid(ref, { a: 'x' }, 'response')).toBe(false);
    expect(asked).toEqual(['#/deep']);
  });

  it('to themselves are errors, not overflows', () => {
    const root = {
      $ref: '#/definitions/a',
      definitions: { a: { $ref: '#/definitions/b' }, b: { $ref: '#/definitions/a' } },
    };
    expect(() => valid(root, 1, 'draft-07')).toThrow(expect.objectContaining({ code: 'ATG_SPEC_CYCLIC_REF' }));
  });

  it('to nothing are errors, which suggest a near name where there is one', () => {
    const anchored = { $ref: '#pet', $defs: { x: { $anchor: 'pets' } } };
    expect(() => valid(anchored, 1)).toThrow(expect.objectContaining({ hint: 'Did you mean "#pets"?' }));
    expect(() => valid({ $dynamicRef: '#x' }, 1)).toThrow(
      expect.objectContaining({ hint: 'Add the component, or remove the reference.' }),
    );
  });

  it('in data may recur as deep as the data', () => {
    const root = { type: 'object', properties: { next: { $ref: '#' } }, additionalProperties: false };
    let list: unknown = {};
    for (let depth = 0; depth < 500; depth++) list = { next: list };
    expect(valid(root, list)).toBe(true);
    expect(valid(root, { next: { next: { other: 1 } } })).toBe(false);
  });

  it('of a base class and its subclasses to each other end', () => {
    const root = {
      $ref: '#/definitions/Pet',
      definitions: {
        Pet: {
          type: 'object',
          required: ['kind'],
          oneOf: [{ $ref: '#/definitions/Cat' }, { $ref: '#/definitions/Dog' }],
        },
        Cat: { allOf: [{ $ref: '#/definitions/Pet' }, { required: ['lives'] }] },
        Dog: { allOf: [{ $ref: '#/definitions/Pet' }, { required: ['tricks'] }] },
      },
    };
    expect(valid(root, { kind: 'cat', lives: 9 }, 'draft-07')).toBe(true);
    expect(valid(root, { kind: 'cat' }, 'draft-07')).toBe(false);
    expect(valid(root, { lives: 9 }, 'draft-07')).toBe(false);
  });

  it('that lead nowhere are errors with the nearest name', () => {
    expect(() => valid({ $ref: '#/$defs/nme', $defs: {} }, 1)).toThrow(
      expect.objectContaining({ code: 'ATG_SPEC_UNRESOLVED_REF' }),
    );
  });

  it('below unevaluatedProperties tell what they evaluate', () => {
    const root = {
      $ref: '#/$defs/base',
      properties: { b: {} },
      unevaluatedProperties: false,
      $defs: { base: { properties: { a: { type: 'integer' } } } },
    };
    expect(valid(root, { a: 1, b: 2 })).toBe(true);
    expect(valid(root, { a: 1, c: 2 })).toBe(false);
  });
});

describe('broken schemas', () => {
  it.each([
    [{ properties: { a: { type: 'strng' } } }, 'type', '/properties/a/type'],
    [{ items: { pattern: '(' } }, 'pattern', '/items/pattern'],
    [{ minLength: -1 }, 'minLength', '/minLength'],
    [{ maximum: '5' }, 'maximum', '/maximum'],
    [{ allOf: {} }, 'allOf', '/allOf'],
    [{ items: [{}] }, 'items', '/items'],
    [{ patternProperties: { '[': {} } }, 'patternProperties', '/patternProperties'],
    [{ required: 'id' }, 'required', '/required'],
    [{ properties: [] }, 'properties', '/properties'],
    [{ not: 3 }, 'schema', '/not'],
  ])('%j is an error that names the keyword and its place', (schema, keyword, pointer) => {
    expect(() => valid(schema, {})).toThrow(expect.objectContaining({ code: 'ATG_SCHEMA_INVALID', keyword, pointer }));
  });

  it('with habits that mean nothing are accepted', () => {
    expect(
      valid({ properties: { a: { type: 'string', required: true } }, description: null, minLength: null }, {}),
    ).toBe(true);
  });
});

describe('values of servers', () => {
  it.each([
    [0.01, 19.99, true],
    [0.01, 4.35, true],
    [0.1, 0.35, false],
    [1e-9, 123456.123456789, true],
    [3, 9007199254740991, false],
    [7, 7e20, true],
  ])('multipleOf %d is decimal: %d is %s', (multipleOf, value, verdict) => {
    expect(valid({ multipleOf }, value)).toBe(verdict);
  });

  it('cannot stall a pattern that backtracks', () => {
    const started = performance.now();
    expect(valid({ pattern: '^(a+)+$' }, `${'a'.repeat(5_000)}!`)).toBe(false);
    expect(valid({ pattern: '^(\\w|\\d)*$' }, `${'1'.repeat(5_000)}!`)).toBe(false);
    expect(valid({ pattern: '^\\s*\\s*\\s*x' }, ' '.repeat(20_000))).toBe(false);
    expect(valid({ pattern: '^(?=(a+)+$)x' }, `${'a'.repeat(5_000)}!`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('cannot stall uniqueItems, nor overflow the stack', () => {
    const items = Array.from({ length: 50_000 }, (_, index) => ({ id: index }));
    expect(valid({ uniqueItems: true }, items)).toBe(true);
    expect(valid({ uniqueItems: true }, [...items, { id: 7 }])).toBe(false);
    let deep: unknown = [];
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    expect(valid({ $ref: '#/$defs/l', $defs: { l: { type: 'array', items: { $ref: '#/$defs/l' } } } }, deep)).toBe(
      true,
    );
  });

  it('cannot make the code that judges them throw', () => {
    const schema = {
      oneOf: [{ dependentSchemas: { a: { additionalProperties: true } } }],
      patternProperties: { '^a': { minItems: 1 } },
    };
    expect(valid(schema, { 'a/b': [] })).toBe(false);
    expect(valid({ prefixItems: [true], contains: true }, [])).toBe(false);
  });

  it('may have members that JavaScript calls when it compares', () => {
    expect(valid({ const: { a: 1 } }, { valueOf: 1 })).toBe(false);
    expect(valid({ enum: [{ a: 1 }, 'x'] }, { toString: 'x', a: 1 })).toBe(false);
    expect(valid({ enum: [{ constructor: 1 }] }, { constructor: 1 })).toBe(true);
  });

  it('may leave int32 and int64, and text formats of OpenAPI', () => {
    expect(valid({ type: 'integer', format: 'int32' }, 2 ** 40, 'openapi-3.0')).toBe(true);
    expect(valid({ type: 'string', format: 'byte' }, 'not base64 !', 'openapi-3.0')).toBe(true);
    expect(valid({ type: 'string', format: 'made-up' }, 'x', 'openapi-3.0')).toBe(true);
  });
});

it('formats can be annotations', () => {
  const annotating = createSchemas({ formats: 'annotate' });
  expect(annotating.isValid(bareSchema({ format: 'date' }), 'x', 'response')).toBe(true);
  expect(schemas.isValid(bareSchema({ format: 'date' }), 'x', 'response')).toBe(false);
});

it('a small cache gives the same verdicts', () => {
  const small = createSchemas({ maxCompiled: 1 });
  const refs = [1, 2, 3].map((minimum) => bareSchema({ items: { $ref: '#/$defs/n' }, $defs: { n: { minimum } } }));
  for (let round = 0; round < 3; round++)
    expect(refs.map((ref) => small.isValid(ref, [2], 'response'))).toEqual([true, true, false]);
});
