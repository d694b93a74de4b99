import { describe, expect, it } from 'vitest';
import {
  createKeywordCoverage,
  type KeywordCoverage,
} from '../../../../runtime/engine/keyword-coverage/keyword-coverage.ts';
import { createFindPlaces } from '../../../../runtime/engine/keyword-coverage/keyword-places.ts';
import type { Case } from '../../../../runtime/model/case.ts';
import type { JsonPointer } from '../../../../runtime/model/json.ts';
import type { Violation } from '../../../../runtime/model/violation.ts';
import { contextOf } from '../../cases/context-of.ts';

const label = 'POST /things';
const base = '/paths/~1things/post/requestBody/content/application~1json/schema';

/** The coverage of an operation whose body has this schema. */
async function coverageOf(schema: object, parameters: readonly object[] = []): Promise<KeywordCoverage> {
  const requestBody = { content: { 'application/json': { schema } } };
  const paths = { '/things': { post: { parameters, requestBody, responses: {} } } };
  const context = await contextOf(paths, label, {
    components: {
      schemas: {
        Tree: { type: 'object', properties: { kids: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } } },
      },
    },
  });
  return createKeywordCoverage(context, createFindPlaces());
}

function sent(body: unknown, more: Partial<Case> = {}): Case {
  return {
    operation: label as Case['operation'],
    phase: 'coverage',
    mode: 'positive',
    scenario: undefined,
    seedPath: { seed: 1, operation: label as Case['operation'], phase: 'coverage', index: 0 },
    inputs: {},
    values: {
      path: {},
      query: {},
      header: {},
      cookie: {},
      ...(body === undefined ? {} : { body: { kind: 'value', mediaType: 'application/json', value: body } }),
    },
    violations: [],
    ...more,
  };
}

const breaking = (keyword: string, schemaPointer: string, more: Partial<Violation> = {}): Partial<Case> => ({
  mode: 'negative',
  violations: [
    {
      keyword,
      valuePointer: '' as JsonPointer,
      schemaPointer: schemaPointer as JsonPointer,
      location: 'body',
      ...more,
    },
  ],
});

const keywords = (coverage: KeywordCoverage): object =>
  Object.fromEntries(coverage.schemas().map((schema) => [schema.pointer.replace(base, ''), schema.keywords]));

describe('a valid value', () => {
  it.each<[string, object, unknown, object]>([
    [
      'is asked by the keywords for its type alone',
      { minLength: 1, minimum: 1, minItems: 1, enum: ['a', 1] },
      'a',
      { '': { minLength: 'valid', minimum: 'neither', minItems: 'neither', enum: 'valid' } },
    ],
    [
      'asks nothing of absent members',
      { type: 'object', properties: { a: { type: 'string', pattern: '^a' }, b: { type: 'integer' } } },
      { a: 'a' },
      {
        '': { type: 'valid' },
        '/properties/a': { type: 'valid', pattern: 'valid' },
        '/properties/b': { type: 'neither' },
      },
    ],
    [
      'goes into the branch that it takes',
      {
        oneOf: [
          { type: 'string', minLength: 1 },
          { type: 'integer', maximum: 9 },
        ],
      },
      5,
      {
        '': { oneOf: 'valid' },
        '/oneOf/0': { type: 'neither', minLength: 'neither' },
        '/oneOf/1': { type: 'valid', maximum: 'valid' },
      },
    ],
    [
      'goes into all of `allOf`, and into what `additionalProperties` says',
      { allOf: [{ type: 'object' }, { minProperties: 1, additionalProperties: { type: 'boolean' } }] },
      { x: true },
      {
        '/allOf/0': { type: 'valid' },
        '/allOf/1': { minProperties: 'valid' },
        '/allOf/1/additionalProperties': { type: 'valid' },
      },
    ],
    [
      'counts `additionalProperties: false` and no keyword of another type',
      { type: 'object', additionalProperties: false, minLength: 3 },
      {},
      { '': { type: 'valid', additionalProperties: 'valid' } },
    ],
    [
      'follows references, to themselves too',
      { $ref: '#/components/schemas/Tree' },
      { kids: [{ kids: [] }] },
      {
        '/components/schemas/Tree': { type: 'valid' },
        '/components/schemas/Tree/properties/kids': { type: 'valid' },
      },
    ],
    [
      'of null is asked by `nullable` types',
      { type: 'object', properties: { a: { type: 'string', nullable: true, minLength: 1 } } },
      { a: null },
      { '': { type: 'valid' }, '/properties/a': { type: 'valid', minLength: 'neither' } },
    ],
  ])('%s', async (_, schema, value, expected) => {
    const coverage = await coverageOf(schema);
    coverage.sent(sent(value));
    expect(keywords(coverage)).toEqual(expected);
  });

  it('that is doubtful shows nothing', async () => {
    const coverage = await coverageOf({ type: 'string' });
    coverage.sent(sent('a', { doubtful: true }));
    expect(coverage.counts().valid).toEqual({ exercised: 0, total: 1 });
  });

  it('late in fuzzing is looked at by its index alone', async () => {
    const at = (index: number): Partial<Case> => ({
      phase: 'fuzzing',
      seedPath: { seed: 1, operation: label as Case['operation'], phase: 'fuzzing', index },
    });
    const coverage = await coverageOf({ type: 'string' });
    coverage.sent(sent('a', at(101)));
    expect(coverage.counts().valid.exercised).toBe(0);
    coverage.sent(sent('a', at(112)));
    expect(coverage.counts().valid.exercised).toBe(1);
  });
});

describe('a violation', () => {
  it('breaks its keyword where it stands, and no other', async () => {
    const coverage = await coverageOf({ type: 'string', minLength: 2, maxLength: 3 });
    coverage.sent(sent('a', breaking('minLength', `${base}/minLength`)));
    expect(keywords(coverage)).toEqual({ '': { type: 'neither', minLength: 'invalid', maxLength: 'neither' } });
    expect(coverage.counts()).toEqual({ valid: { exercised: 0, total: 3 }, invalid: { exercised: 1, total: 3 } });
  });

  it('of another part of the request is not the body’s', async () => {
    const parameter = { name: 'q', in: 'query', required: true, schema: { type: 'integer', maximum: 5 } };
    const coverage = await coverageOf({ type: 'integer', maximum: 5 }, [parameter]);
    const at = '/paths/~1things/post/parameters/0';
    coverage.sent(sent(1, breaking('maximum', `${at}/schema/maximum`, { location: 'query', parameter: 'q' })));
    coverage.sent(sent(1, breaking('required', `${at}/required`, { location: 'query', parameter: 'q' })));
    expect(keywords(coverage)).toEqual({
      [at]: { required: 'invalid' },
      [`${at}/schema`]: { type: 'neither', maximum: 'invalid' },
      '': { type: 'neither', maximum: 'neither' },
    });
  });

  it('is not missed where nothing breaks the keyword for certain', async () => {
    const parameters = [
      { name: 'text', in: 'query', schema: { type: 'string', minLength: 1 } },
      { name: 'list', in: 'query', schema: { type: 'array', items: { type: 'integer' } } },
    ];
    const coverage = await coverageOf({ type: 'string', format: 'of-our-own' }, parameters);
    expect(coverage.counts().invalid.total).toBe(2); // the type of the items, and of the body
    expect(coverage.schemas().flatMap(({ unbreakable = [] }) => unbreakable)).toEqual([
      'type',
      'minLength',
      'type',
      'format',
    ]);
  });
});
