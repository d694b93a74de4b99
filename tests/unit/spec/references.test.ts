import { describe, expect, it } from 'vitest';
import type { SchemaRef } from '../../../runtime/model/schema-ref.ts';
import { loadApi } from '../../../runtime/spec/load-api.ts';
import { failure, loadText, only, operation, withPaths } from './support.ts';

const responseOf = (ref: string): object => ({ '/a': { get: { responses: { 200: { $ref: ref } } } } });

async function schemaIn(components: object, schema: object, version = '3.1.0'): Promise<SchemaRef> {
  const parameters = [{ name: 'x', in: 'query', schema }];
  const built = await only({ '/a': { get: { parameters } } }, { openapi: version, components });
  return built.parameters[0]?.schema ?? expect.fail();
}

describe('references in the document', () => {
  it.each([
    ['#/components/responses/a~1b', { 'a/b': { description: 'it' } }],
    ['#/components/responses/a~0b', { 'a~b': { description: 'it' } }],
    ['#/components/responses/a%20b%7B%7D', { 'a b{}': { description: 'it' } }],
    ['#/components/responses/100%25', { '100%': { description: 'it' } }],
    ['#/components/responses/100%', { '100%': { description: 'it' } }],
    ['#/components/responses/a%2fb', { a: { b: { description: 'not it' } }, 'a%2fb': { description: 'it' } }],
    [
      '#/components/responses/first',
      { first: { $ref: '#/components/responses/second' }, second: { description: 'it' } },
    ],
    [
      '#/components/responses/first/inner',
      { first: { $ref: '#/components/responses/second' }, second: { inner: { description: 'it' } } },
    ],
  ])('%s is found', async (ref, responses) => {
    const built = await only(responseOf(ref), { components: { responses } });
    expect(built.responses[0]?.location.pointer).toMatch(/^\/components\/responses\//u);
  });

  it('in a chain without end is an error that names the chain', async () => {
    const responses = { a: { $ref: '#/components/responses/b' }, b: { $ref: '#/components/responses/a' } };
    const error = await failure(() => only(responseOf('#/components/responses/a'), { components: { responses } }));
    expect(error).toMatchObject({
      code: 'ATG_SPEC_CYCLIC_REF',
      message:
        'A chain of $refs never reaches a value: #/components/responses/a → #/components/responses/b → #/components/responses/a.',
      where: '<object> (/paths/~1a/get/responses/200)',
    });
  });

  it('to itself is an error', async () => {
    const responses = { a: { $ref: '#/components/responses/a' } };
    const error = await failure(() => only(responseOf('#/components/responses/a'), { components: { responses } }));
    expect(error.code).toBe('ATG_SPEC_CYCLIC_REF');
  });

  it('that lead nowhere are errors with line, column and the nearest name', async () => {
    const { api } = await loadText(
      'openapi: 3.0.0\npaths:\n  /a:\n    get:\n      responses:\n        200:\n          $ref: "#/components/responses/Itm"\ncomponents: { responses: { Item: {}, Other: {} } }\n',
    );
    const error = await failure(() => operation(api, 'GET /a'));
    expect(error).toMatchObject({
      code: 'ATG_SPEC_UNRESOLVED_REF',
      message: 'Cannot resolve $ref "#/components/responses/Itm".',
      where: '<stdin>:6:9 (/paths/~1a/get/responses/200)',
      hint: 'Did you mean "#/components/responses/Item"?',
    });
  });

  it('never lead to inherited members', async () => {
    for (const ref of ['#/constructor', '#/components/responses/__proto__', '#/components/responses/toString']) {
      const error = await failure(() => only(responseOf(ref), { components: { responses: {} } }));
      expect(error.code).toBe('ATG_SPEC_UNRESOLVED_REF');
    }
  });

  it('of a schema are followed one step at a time', async () => {
    const ref = await schemaIn(
      { schemas: { A: { $ref: '#/components/schemas/B' }, B: { type: 'string' } } },
      { $ref: '#/components/schemas/A' },
    );
    const first = ref.scope.resolve('#/components/schemas/A', ref.location);
    expect(first.schema).toEqual({ $ref: '#/components/schemas/B' });
    const second = ref.scope.resolve('#/components/schemas/B', first.location);
    expect(second).toMatchObject({ schema: { type: 'string' }, location: { pointer: '/components/schemas/B' } });
  });

  it('do not make examples of a schema that cannot be found', async () => {
    const ref = await schemaIn({}, { $ref: '#/components/schemas/Gone' });
    expect((await failure(() => ref.scope.resolve('#/components/schemas/Gone', ref.location))).code).toBe(
      'ATG_SPEC_UNRESOLVED_REF',
    );
  });
});

describe('identifiers of 3.1 schemas', () => {
  const components = {
    schemas: {
      Anchored: { $anchor: 'here', type: 'string' },
      Named: {
        $id: 'https://example.com/named',
        $defs: { part: { type: 'integer' }, other: { $anchor: 'other', type: 'null' } },
        properties: { a: { $ref: '#/$defs/part' } },
      },
      Relative: { $id: 'schemas/relative', $defs: { Inner: { $id: 'inner', type: 'boolean' } } },
    },
  };

  it('$anchor is found', async () => {
    const ref = await schemaIn(components, { $ref: '#here' });
    expect(ref.scope.resolve('#here', ref.location).location.pointer).toBe('/components/schemas/Anchored');
  });

  it('$id is found, and fragments are read within it', async () => {
    const ref = await schemaIn(components, {});
    const pointers = [
      'https://example.com/named',
      'https://example.com/named#/$defs/part',
      'https://example.com/named#other',
      'schemas/inner',
    ].map((target) => ref.scope.resolve(target, ref.location).location.pointer);
    expect(pointers).toEqual([
      '/components/schemas/Named',
      '/components/schemas/Named/$defs/part',
      '/components/schemas/Named/$defs/other',
      '/components/schemas/Relative/$defs/Inner',
    ]);
  });

  it('#/… inside a schema with $id starts there, and else at the document', async () => {
    const ref = await schemaIn(components, {});
    const inside = ref.scope.resolve('https://example.com/named#/properties/a', ref.location).location;
    expect(ref.scope.resolve('#/$defs/part', inside).location.pointer).toBe('/components/schemas/Named/$defs/part');
    expect(ref.scope.resolve('#/components/schemas/Anchored', inside).location.pointer).toBe(
      '/components/schemas/Anchored',
    );
  });
});

describe('path items', () => {
  it('are indexed where their $ref leads, with what stands beside it', async () => {
    const api = await loadApi(
      withPaths(
        { '/a': { $ref: '#/x-items/a', parameters: [{ name: 'q', in: 'query' }] } },
        { 'x-items': { a: { get: {}, parameters: [{ name: 'h', in: 'header' }] } } },
      ),
    );
    expect(api.operations.map(({ label, location }) => [label, location.pointer])).toEqual([
      ['GET /a', '/x-items/a/get'],
    ]);
    expect(operation(api, 'GET /a').parameters.map(({ name }) => name)).toEqual(['h', 'q']);
  });

  it('that no operation can be made of are problems, and the others are indexed', async () => {
    const { api, problems } = await loadText(
      JSON.stringify(
        withPaths({
          '/a': { $ref: '#/nowhere' },
          '/b': 5,
          c: { get: {} },
          '/d': { GET: {} },
          '/e': { get: {} },
          'x-f': 1,
        }),
      ),
    );
    expect(api.operations.map(({ label }) => label)).toEqual(['GET /e']);
    expect(problems.map(({ code }) => code)).toEqual([
      'ATG_SPEC_UNRESOLVED_REF',
      'ATG_SPEC_INVALID',
      'ATG_SPEC_INVALID',
      'ATG_SPEC_INVALID',
    ]);
    expect(problems[2]).toMatchObject({
      message: 'The path "c" does not begin with a slash.',
      hint: 'Write it as "/c".',
    });
  });
});

it('an object that contains itself is refused', async () => {
  const document: Record<string, unknown> = { ...withPaths({}) };
  document['x-self'] = { document };
  expect((await failure(() => loadApi(document))).message).toContain('contains itself');
});
