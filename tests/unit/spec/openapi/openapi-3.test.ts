import { describe, expect, it } from 'vitest';
import { loadApi } from '../../../../runtime/spec/load-api.ts';
import { failure, fixture, only, operation } from '../support.ts';

describe('an OpenAPI 3.0 document', async () => {
  const api = await loadApi(fixture('shop-3.0.json'));
  const get = operation(api, 'GET /items/{id}');
  const put = operation(api, 'PUT /items/{id}');

  it('is indexed in its own order', () => {
    expect(api.operations.map(({ label }) => label)).toEqual([
      'GET /items/{id}',
      'PUT /items/{id}',
      'POST /search',
      'DELETE /orders/{order}/lines/{line}',
    ]);
    expect(api).toMatchObject({ format: 'openapi', version: '3.0.3', title: 'Shop' });
    expect(api.operations[0]).toMatchObject({
      method: 'GET',
      path: '/items/{id}',
      operationId: 'getItem',
      tags: ['items'],
      deprecated: false,
      location: { pointer: '/paths/~1items~1{id}/get' },
    });
    expect(api.operations[1]?.deprecated).toBe(true);
  });

  it('has its server variables replaced by their defaults, else by their first value', () => {
    expect(api.servers).toEqual([{ url: 'https://eu.shop.example/v1' }]);
  });

  it('merges path-level parameters, and ignores what is not in the template or named by other means', () => {
    expect(get.parameters.map(({ name }) => name)).toEqual(['id', 'lang', 'X-Trace', 'filter', 'ids', 'deep']);
    expect(get.parameters[1]).toMatchObject({ required: true, location: { pointer: '/components/parameters/lang' } });
    expect(put.parameters.map(({ name }) => name)).toEqual(['id', 'lang']);
    expect(put.parameters[1]).toMatchObject({
      required: false,
      location: { pointer: '/paths/~1items~1{id}/parameters/1' },
    });
  });

  it('fills in style and explode', () => {
    expect(Object.fromEntries(get.parameters.map(({ name, serialization }) => [name, serialization]))).toEqual({
      id: { kind: 'style', style: 'simple', explode: false, allowReserved: false },
      lang: { kind: 'style', style: 'form', explode: true, allowReserved: false },
      'X-Trace': { kind: 'style', style: 'simple', explode: false, allowReserved: false },
      filter: { kind: 'content', mediaType: 'application/json' },
      ids: { kind: 'style', style: 'pipeDelimited', explode: false, allowReserved: false },
      deep: { kind: 'style', style: 'deepObject', explode: true, allowReserved: false },
    });
  });

  it('collects examples of parameters, named ones and those of the schema', () => {
    expect(get.parameters[0]?.examples).toEqual([
      {
        name: undefined,
        value: 7,
        location: { file: fixture('shop-3.0.json'), pointer: '/paths/~1items~1{id}/parameters/0/example' },
      },
    ]);
    expect(get.parameters[1]?.examples.map(({ name, value, external }) => [name, value ?? external])).toEqual([
      ['german', 'de'],
      ['french', 'fr'],
      ['far', 'https://example.com/far.json'],
      [undefined, 'en'],
    ]);
  });

  it('builds bodies with the examples behind their schema reference', () => {
    expect(put.body?.required).toBe(true);
    expect(put.body?.contents.map(({ mediaType }) => mediaType)).toEqual(['application/json', 'text/plain']);
    expect(put.body?.contents[0]?.examples.map(({ value }) => value)).toEqual([{ name: 'mug' }, { name: 'cup' }]);
    expect(put.body?.contents[0]?.schema?.schema).toEqual({ $ref: '#/components/schemas/Item' });
    expect(put.body?.contents[1]?.schema).toBeUndefined();
  });

  it('builds encodings', () => {
    expect(operation(api, 'POST /search').body?.contents[0]?.encodings).toEqual(
      new Map([
        ['photo', { contentType: 'image/png', style: undefined, explode: undefined, allowReserved: false }],
        ['tags', { contentType: undefined, style: 'spaceDelimited', explode: false, allowReserved: false }],
      ]),
    );
  });

  it('builds responses, ranges in capitals, without the header Content-Type', () => {
    expect(get.responses.map(({ status }) => status)).toEqual(['200', '4XX', 'default']);
    const [ok] = get.responses;
    expect(ok?.headers.map(({ name, required, serialization }) => [name, required, serialization.kind])).toEqual([
      ['ETag', true, 'style'],
      ['X-Meta', false, 'content'],
    ]);
    expect(ok?.contents[0]?.mediaType).toBe('application/json');
    expect(get.responses[1]?.contents).toEqual([]);
  });

  it('knows which security holds', () => {
    const token = { kind: 'http', name: 'token', scheme: 'bearer' };
    expect(get.security).toEqual([[token]]);
    expect(put.security).toEqual([
      [],
      [token, { kind: 'apiKey', name: 'key', in: 'header', parameter: 'X-Key' }],
      [{ kind: 'other', name: 'ghost', type: 'undeclared' }],
    ]);
    expect(operation(api, 'POST /search').security).toEqual([]);
  });

  it('makes path parameters of template variables that nothing declares', () => {
    const { parameters } = operation(api, 'DELETE /orders/{order}/lines/{line}');
    expect(parameters.map(({ name, in: place, required, schema }) => [name, place, required, schema?.schema])).toEqual([
      ['order', 'path', true, { type: 'string' }],
      ['line', 'path', true, { type: 'string' }],
    ]);
  });

  it('hands out the same raw schema each time, in one scope', () => {
    const again = operation(api, 'PUT /items/{id}');
    expect(again.body?.contents[0]?.schema?.schema).toBe(put.body?.contents[0]?.schema?.schema);
    expect(again.parameters[0]?.schema?.scope).toBe(get.parameters[0]?.schema?.scope);
    const schema = put.body?.contents[0]?.schema;
    const target = schema?.scope.resolve('#/components/schemas/Item', schema.location);
    expect(target?.location.pointer).toBe('/components/schemas/Item');
    expect(target?.schema).toBe(schema?.scope.resolve('#/components/schemas/Item', schema.location).schema);
  });
});

describe('an OpenAPI 3.2 document', async () => {
  const api = await loadApi(fixture('shop-3.2.yaml'));

  it('has QUERY, additional methods and querystring', () => {
    expect(api.operations.map(({ label }) => label)).toEqual(['QUERY /items', 'COPY /items', 'GET /items']);
    expect(operation(api, 'QUERY /items').parameters[0]).toMatchObject({
      in: 'querystring',
      serialization: { kind: 'content', mediaType: 'application/x-www-form-urlencoded' },
      examples: [{ value: { a: 1 } }],
    });
  });

  it('honours jsonSchemaDialect and $schema', () => {
    const get = operation(api, 'GET /items');
    expect(get.parameters[0]?.schema?.scope.dialect).toBe('draft-07');
    expect(get.responses[0]?.contents[0]?.schema?.scope.dialect).toBe('2020-12');
    expect(get.parameters[0]?.examples).toMatchObject([{ name: 'first', value: 1 }]);
  });

  it('leaves a server relative where the document came from a file', () => {
    expect(api.servers).toEqual([{ url: '/api' }]);
  });
});

describe('a broken part', () => {
  it.each<[string, object, string, string]>([
    [
      'operation',
      { '/a': { get: 5 } },
      'The operation GET /a should be an object, but it is the number 5.',
      '/paths/~1a/get',
    ],
    [
      'parameter list',
      { '/a': { get: { parameters: {} } } },
      '`parameters` should be an array, but it is an object.',
      '/paths/~1a/get/parameters',
    ],
    [
      'parameter',
      { '/a': { get: { parameters: [null] } } },
      'The parameter should be an object, but it is null.',
      '/paths/~1a/get/parameters/0',
    ],
    [
      'parameter name',
      { '/a': { get: { parameters: [{ in: 'query' }] } } },
      "The parameter's name should be a string, but it is missing.",
      '/paths/~1a/get/parameters/0/name',
    ],
    [
      'parameter location',
      { '/a': { get: { parameters: [{ name: 'x', in: 'body' }] } } },
      'should be one of path, query, querystring, header, cookie, but it is the string "body".',
      '/paths/~1a/get/parameters/0/in',
    ],
    [
      'body',
      { '/a': { get: { requestBody: [] } } },
      'The request body should be an object, but it is an array.',
      '/paths/~1a/get/requestBody',
    ],
    [
      'content',
      { '/a': { get: { requestBody: { content: 'json' } } } },
      '`content` should be an object',
      '/paths/~1a/get/requestBody/content',
    ],
    [
      'response',
      { '/a': { get: { responses: { 200: 'ok' } } } },
      'The response 200 should be an object',
      '/paths/~1a/get/responses/200',
    ],
    ['security', { '/a': { get: { security: 'none' } } }, '`security` should be an array', '/paths/~1a/get/security'],
  ])('%s stops its operation with its place', async (_, paths, message, pointer) => {
    const error = await failure(() => only(paths));
    expect(error.code).toBe('ATG_SPEC_INVALID');
    expect(error.message).toContain(message);
    expect(error.where).toBe(`<object> (${pointer})`);
    expect(error.hint).toBeTruthy();
  });
});
