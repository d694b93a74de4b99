import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromSchema, violating } from '../../../runtime/arbitraries/index.ts';

describe('fromSchema', () => {
  it('works as any arbitrary of fast-check', () => {
    fc.assert(
      fc.property(fromSchema({ type: 'integer', minimum: 1 }), (value) => Number.isInteger(value) && value >= 1),
    );
  });

  it('shrinks a failure to the smallest', () => {
    const schema = {
      type: 'object',
      required: ['n'],
      properties: { n: { type: 'integer', minimum: 0 }, note: { type: 'string' } },
    };
    const run = fc.check(
      fc.property(fromSchema(schema), (value) => (value as { n: number }).n < 10),
      { seed: 1, numRuns: 200 },
    );
    expect(run.counterexample).toEqual([{ n: 10 }]);
  });

  it('keeps a format that only annotates while it shrinks', () => {
    const run = fc.check(
      fc.property(fromSchema({ type: 'string', format: 'uuid' }), () => false),
      { seed: 1, numRuns: 5 },
    );
    expect(run.counterexample).toEqual(['00000000-0000-4000-8000-000000000000']);
  });

  it('says what is wrong with its arguments where types did not', () => {
    const usage = expect.objectContaining({ code: 'ATG_USAGE' }) as unknown;
    expect(() => fromSchema(undefined)).toThrow(usage);
    expect(() => fromSchema({}, { dialect: 'draft-05' as never })).toThrow(/Unknown dialect "draft-05"/);
    expect(() => violating({ type: 'string' }, { formats: 'yes' as never })).toThrow(usage);
  });

  it('follows references into the document it stands in', () => {
    const root = { components: { schemas: { Id: { type: 'integer', minimum: 7, maximum: 7 } } } };
    expect(
      fc.sample(fromSchema({ $ref: '#/components/schemas/Id' }, { root, dialect: 'openapi-3.0' }), {
        seed: 1,
        numRuns: 3,
      }),
    ).toEqual([7, 7, 7]);
  });

  it.each([
    ['ATG_SCHEMA_UNSATISFIABLE', { type: 'integer', minimum: 5, maximum: 3 }],
    ['ATG_SCHEMA_UNSATISFIABLE', false],
    ['ATG_SCHEMA_UNSATISFIABLE', { type: 'object', required: ['a'], properties: { a: { $ref: '#' } } }],
    ['ATG_SCHEMA_UNSUPPORTED', { type: 'array', minItems: 1e9 }],
    ['ATG_SCHEMA_UNSUPPORTED', { type: 'string', minLength: 1e12 }],
    ['ATG_SCHEMA_UNSUPPORTED', { type: 'string', pattern: '^a{1000000}$' }],
    ['ATG_SCHEMA_INVALID', { type: 'int' }],
    ['ATG_SPEC_UNRESOLVED_REF', { $ref: '#/nowhere' }],
  ])('throws %s for %j at once', (code, schema) => {
    expect(() => fromSchema(schema)).toThrow(expect.objectContaining({ code }));
  });

  it('names the keyword and its place', () => {
    expect(() => fromSchema({ properties: {}, allOf: [{ type: 'array', minItems: 1e9 }] })).toThrow(
      expect.objectContaining({ keyword: 'minItems', pointer: '/allOf/0/minItems' }),
    );
  });
});

describe('violating', () => {
  it('gives values with what they break', () => {
    const [first] = fc.sample(violating({ type: 'integer', minimum: 5 }), { seed: 3, numRuns: 1 });
    expect(first).toEqual({
      value: expect.anything(),
      keyword: expect.stringMatching(/^(type|minimum)$/),
      valuePointer: '',
      schemaPointer: expect.stringMatching(/^\/(type|minimum)$/),
      demand: expect.stringMatching(/^must be (integer|>= 5)$/),
    });
  });

  it('reaches every keyword', () => {
    const schema = {
      type: 'object',
      required: ['s'],
      additionalProperties: false,
      maxProperties: 4,
      properties: {
        s: { type: 'string', minLength: 2, maxLength: 4, pattern: '^[a-z]*$' },
        f: { type: 'string', format: 'uuid' },
        n: { type: 'number', minimum: 0, exclusiveMaximum: 10, multipleOf: 0.5 },
        e: { enum: ['x', 'y'] },
        a: { type: 'array', minItems: 1, maxItems: 2, uniqueItems: true, items: { type: 'integer' } },
        k: { const: 1 },
      },
    };
    const seen = new Set(
      fc.sample(violating(schema, { formats: 'assert' }), { seed: 5, numRuns: 1_500 }).map(({ keyword }) => keyword),
    );
    expect([...seen].sort()).toEqual(
      [
        'additionalProperties',
        'const',
        'enum',
        'exclusiveMaximum',
        'format',
        'maxItems',
        'maxLength',
        'minItems',
        'minLength',
        'minimum',
        'multipleOf',
        'pattern',
        'required',
        'type',
        'uniqueItems',
      ]
        .concat(seen.has('maxProperties') ? ['maxProperties'] : [])
        .sort(),
    );
  });

  it('throws where nothing can be broken', () => {
    for (const schema of [true, {}, { description: 'anything' }]) {
      expect(() => violating(schema)).toThrow(expect.objectContaining({ code: 'ATG_SCHEMA_UNSATISFIABLE' }));
    }
  });
});
