import { describe, expect, it } from 'vitest';
import { loadApi } from '../../../../runtime/spec/load-api.ts';
import { fixture, operation } from '../support.ts';

describe('a Swagger 2.0 document', async () => {
  const api = await loadApi(fixture('shop-2.0.yaml'));
  const list = operation(api, 'GET /items');

  it('has servers from schemes, host and basePath', () => {
    expect(api.version).toBe('2.0');
    expect(api.servers).toEqual([{ url: 'https://shop.example/v1' }, { url: 'http://shop.example/v1' }]);
  });

  it('turns inline keywords into a schema that stands at the parameter', () => {
    const [, , , size] = list.parameters;
    expect(size?.schema?.schema).toEqual({ type: 'integer', minimum: 1, maximum: 50, default: 10 });
    expect(size?.schema?.location.pointer).toBe('/paths/~1items/get/parameters/3');
    expect(size?.schema?.scope.dialect).toBe('openapi-2.0');
    expect(size?.examples.map(({ value }) => value)).toEqual([20, 10]);
    expect(operation(api, 'GET /items').parameters[3]?.schema?.schema).toBe(size?.schema?.schema);
  });

  it('reads collectionFormat as a style', () => {
    expect(list.parameters.slice(0, 3).map(({ serialization }) => serialization)).toEqual([
      { kind: 'style', style: 'form', explode: true, allowReserved: false },
      { kind: 'style', style: 'tabDelimited', explode: false, allowReserved: false },
      { kind: 'style', style: 'simple', explode: false, allowReserved: false },
    ]);
  });

  it('gives a response schema every produced media type, and examples to theirs', () => {
    const [ok, none] = list.responses;
    expect(ok?.contents.map(({ mediaType, examples }) => [mediaType, examples.map(({ value }) => value)])).toEqual([
      ['application/json', [[{ name: 'cup' }]]],
      ['text/csv', []],
    ]);
    expect(ok?.headers).toMatchObject([
      { name: 'X-Total', required: false, schema: { schema: { type: 'integer', minimum: 0 } } },
    ]);
    expect(none?.contents).toEqual([]);
  });

  it('makes a body of the body parameter in every consumed media type', () => {
    const { body } = operation(api, 'POST /items');
    expect(body?.required).toBe(true);
    expect(body?.contents.map(({ mediaType }) => mediaType)).toEqual(['application/json', 'application/xml']);
    expect(body?.contents[0]?.examples.map(({ name, value }) => [name, value])).toEqual([
      ['mug', { name: 'mug' }],
      [undefined, { name: 'jug' }],
    ]);
    expect(body?.contents[1]?.examples.map(({ name }) => name)).toEqual(['mug']);
  });

  it('makes one multipart form where a file is among the fields', () => {
    const { body, responses } = operation(api, 'POST /photos');
    expect(body?.contents).toHaveLength(1);
    expect(body?.contents[0]?.mediaType).toBe('multipart/form-data');
    expect(body?.contents[0]?.schema?.schema).toEqual({
      type: 'object',
      properties: { photo: { type: 'string', format: 'binary' }, tags: { type: 'array', items: { type: 'string' } } },
      required: ['photo'],
    });
    expect(body?.contents[0]?.encodings.get('tags')).toMatchObject({ style: 'pipeDelimited', explode: false });
    expect(responses[0]?.contents[0]?.schema?.schema).toEqual({ type: 'string', format: 'binary' });
  });

  it('makes one urlencoded form of other fields, with one example of the whole', () => {
    const { body, security } = operation(api, 'POST /login');
    expect(body?.contents[0]?.mediaType).toBe('application/x-www-form-urlencoded');
    expect(body?.contents[0]?.examples.map(({ value }) => value)).toEqual([{ user: 'ann', remember: false }]);
    expect(operation(api, 'POST /login').body?.contents[0]?.schema?.schema).toBe(body?.contents[0]?.schema?.schema);
    expect(security).toEqual([]);
  });

  it('knows its security schemes', () => {
    expect(list.security).toEqual([
      [{ kind: 'http', name: 'basic', scheme: 'basic' }],
      [
        { kind: 'apiKey', name: 'key', in: 'query', parameter: 'api_key' },
        { kind: 'other', name: 'oauth', type: 'oauth2' },
      ],
    ]);
  });
});
