import { describe, expect, it } from 'vitest';
import { constraintPlace } from '../../../runtime/learning/constraint-place.ts';
import type { Demand, FieldPath } from '../../../runtime/learning/contract.ts';
import { demandSchema } from '../../../runtime/learning/demand-schema.ts';
import { documentedWords, placeWords } from '../../../runtime/learning/demand-words.ts';
import { isContradiction } from '../../../runtime/learning/is-contradiction.ts';
import { proposeChanges } from '../../../runtime/learning/propose-changes.ts';
import { pointerTo } from '../../../runtime/model/json.ts';
import type { Operation } from '../../../runtime/model/operation.ts';
import type { RequestLocation } from '../../../runtime/model/violation.ts';
import { only } from '../spec/support.ts';

const name = { type: 'string' } as const;
const schemas = {
  Name: name,
  Base: {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'integer' }, tags: { type: 'array', items: name } },
  },
  Pet: {
    allOf: [
      { $ref: '#/components/schemas/Base' },
      {
        type: 'object',
        properties: {
          name: { $ref: '#/components/schemas/Name' },
          size: { type: 'string', enum: ['S', 'XL'], pattern: '^[A-Z]+$' },
          note: { type: 'string', nullable: true },
          kind: { oneOf: [{ type: 'object', properties: { legs: { type: 'integer' } } }, { type: 'string' }] },
        },
      },
    ],
  },
};

const ok = { '200': { description: 'Fine.' } };
const posting = await only(
  {
    '/pets/{id}': {
      post: {
        parameters: [
          { $ref: '#/components/parameters/Limit' },
          { name: 'ids', in: 'query', schema: { type: 'array', items: { type: 'integer' } } },
        ],
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } },
        responses: ok,
      },
    },
  },
  { components: { schemas, parameters: { Limit: { name: 'limit', in: 'query', schema: { type: 'integer' } } } } },
);

function constraint(location: RequestLocation, path: FieldPath, demand: Demand, parameter?: string) {
  return {
    location,
    ...(parameter !== undefined && { parameter }),
    path,
    pointer: pointerTo('', ...path),
    demand,
    confidence: 'likely',
    message: 'No',
    framework: 'ajv',
    identity: 'x',
  } as const;
}

const json = 'application/json';

function changes(one: ReturnType<typeof constraint>, operation: Operation = posting): readonly unknown[] {
  const place = constraintPlace(operation, one, json);
  return proposeChanges(operation, one, place).map((change) => ({ ...change, file: undefined }));
}

const body = (path: FieldPath, demand: Demand) => constraint('body', path, demand);

describe('the change that a demand suggests', () => {
  it('is made where the schema is written, behind references and beside what it is combined with', () => {
    expect(changes(body(['name'], { keyword: 'minLength', limit: 3 }))).toEqual([
      { at: '/components/schemas/Name', kind: 'set', members: { minLength: 3 } },
    ]);
    expect(changes(body(['tags', 0], { keyword: 'pattern', pattern: '^a' }))).toEqual([
      { at: '/components/schemas/Base/properties/tags/items', kind: 'set', members: { pattern: '^a' } },
    ]);
    expect(changes(constraint('query', [], { keyword: 'exclusiveMaximum', limit: 9 }, 'limit'))).toEqual([
      { at: '/components/parameters/Limit/schema', kind: 'set', members: { maximum: 9, exclusiveMaximum: true } },
    ]);
  });

  it('adds to the names that are required, or lists them first', () => {
    expect(changes(body(['tags'], { keyword: 'required' }))).toEqual([
      { at: '/components/schemas/Base/required', kind: 'append', item: 'tags' },
    ]);
    expect(changes(body(['name'], { keyword: 'required' }))).toEqual([
      { at: '/components/schemas/Pet/allOf/1', kind: 'set', members: { required: ['name'] } },
    ]);
    expect(changes(body([], { keyword: 'required' }))).toEqual([
      { at: '/paths/~1pets~1{id}/post/requestBody', kind: 'set', members: { required: true } },
    ]);
    expect(changes(constraint('query', [], { keyword: 'required' }, 'limit'))).toEqual([
      { at: '/components/parameters/Limit', kind: 'set', members: { required: true } },
    ]);
  });

  it('adds a parameter that the document does not know', () => {
    expect(changes(constraint('header', [], { keyword: 'required' }, 'X-Nobody'))).toMatchObject([
      {
        at: '/paths/~1pets~1{id}/post/parameters',
        kind: 'append',
        item: { name: 'X-Nobody', in: 'header', required: true, schema: { type: 'string' } },
      },
    ]);
    expect(changes(constraint('header', [], { keyword: 'enum', members: ['1'] }, 'X-Nobody'))).toEqual([]);
  });

  it('replaces an enumeration, and lets a pattern hold beside another', () => {
    expect(changes(body(['size'], { keyword: 'enum', members: ['S'] }))).toEqual([
      { at: '/components/schemas/Pet/allOf/1/properties/size/enum', kind: 'remove' },
      { at: '/components/schemas/Pet/allOf/1/properties/size', kind: 'set', members: { enum: ['S'] } },
    ]);
    expect(changes(body(['size'], { keyword: 'pattern', pattern: 'S' }))).toEqual([
      { at: '/components/schemas/Pet/allOf/1/properties/size', kind: 'set', members: { allOf: [{ pattern: 'S' }] } },
    ]);
  });

  it('keeps a property that is not to be sent for the answers', () => {
    expect(changes(body(['note'], { keyword: 'unknown' }))).toEqual([
      { at: '/components/schemas/Pet/allOf/1/properties/note', kind: 'set', members: { readOnly: true } },
    ]);
    expect(changes(body(['note'], { keyword: 'notNull' }))).toEqual([
      { at: '/components/schemas/Pet/allOf/1/properties/note', kind: 'set', members: { nullable: false } },
    ]);
  });

  it('is none where no edit says just that', async () => {
    expect(changes(body(['kind', 'legs'], { keyword: 'maximum', limit: 4 }))).toEqual([]);
    expect(changes(body(['elsewhere'], { keyword: 'maximum', limit: 4 }))).toEqual([]);
    expect(changes(body([], { keyword: 'additionalProperties', declared: ['id'] }))).toEqual([]);
    expect(changes(constraint('path', [], { keyword: 'pattern', pattern: 'a' }, 'id'))).toEqual([]);
  });
});

describe('a demand contradicts the document', () => {
  const contradicts = (one: ReturnType<typeof constraint>, mediaType = json): boolean =>
    isContradiction(one, constraintPlace(posting, one, mediaType), mediaType);

  it('where a rule is named that the declared place breaks', () => {
    expect(contradicts(body(['name'], { keyword: 'minLength', limit: 3 }))).toBe(true);
    expect(contradicts(body(['name'], { keyword: 'required' }))).toBe(true);
    expect(contradicts(body(['note'], { keyword: 'unknown' }))).toBe(true);
    expect(contradicts(body(['name'], { keyword: 'type', types: ['number'] }))).toBe(true);
    expect(contradicts(constraint('query', [], { keyword: 'maximum', limit: 9 }, 'limit'))).toBe(true);
  });

  it('not for formats, null, open objects and what is read from text', () => {
    expect(contradicts(body(['name'], { keyword: 'format', formats: ['email'] }))).toBe(false);
    expect(contradicts(body(['note'], { keyword: 'notNull' }))).toBe(false);
    expect(contradicts(body([], { keyword: 'additionalProperties', declared: ['id'] }))).toBe(false);
    expect(contradicts(body(['elsewhere'], { keyword: 'unknown' }))).toBe(false);
    const form = 'application/x-www-form-urlencoded';
    expect(contradicts(body(['tags'], { keyword: 'type', types: ['array'] }), form)).toBe(false);
    expect(contradicts(constraint('query', [], { keyword: 'type', types: ['integer'] }, 'limit'))).toBe(false);
    expect(contradicts(constraint('query', [], { keyword: 'minItems', limit: 2 }, 'ids'))).toBe(false);
  });

  it('not where a sentence was read', () => {
    const read = { ...body(['name'], { keyword: 'minLength', limit: 3 }), confidence: 'heuristic' } as const;
    expect(isContradiction(read, constraintPlace(posting, read, json), json)).toBe(false);
  });
});

it('places and documents are told in a few words', () => {
  const words = (one: ReturnType<typeof constraint>): readonly string[] => {
    const place = constraintPlace(posting, one, json);
    return [placeWords(one, place), documentedWords(one, place)];
  };
  expect(words(body(['tags', 0], { keyword: 'pattern', pattern: 'a' }))).toEqual(['body.tags[]', 'any string']);
  expect(words(body(['size'], { keyword: 'enum', members: ['S'] }))).toEqual(['body.size', 'enum ["S","XL"]']);
  expect(words(body([], { keyword: 'required' }))).toEqual(['the body', 'optional']);
  expect(words(constraint('query', [], { keyword: 'required' }, 'limit'))).toEqual([
    'query parameter limit',
    'optional',
  ]);
});

it('demands are written in the words of each dialect', () => {
  const above: Demand = { keyword: 'exclusiveMinimum', limit: 0 };
  expect(demandSchema(above, 'openapi-3.1', false)).toEqual({ exclusiveMinimum: 0 });
  expect(demandSchema(above, 'openapi-3.0', false)).toEqual({ minimum: 0, exclusiveMinimum: true });
  expect(demandSchema({ keyword: 'type', types: ['null', 'string'] }, 'openapi-3.0', false)).toEqual({
    anyOf: [{ enum: [null] }, { type: 'string' }],
  });
  expect(demandSchema({ keyword: 'enum', members: [1, 'a'] }, 'openapi-3.0', true)).toEqual({ enum: [1, '1', 'a'] });
});
