import { expect, it } from 'vitest';
import type { Operation } from '../../../../runtime/model/operation.ts';
import { loadApi } from '../../../../runtime/spec/load-api.ts';

/** The one operation of a document. */
async function operationOf(document: object): Promise<Operation> {
  const api = await loadApi(document);
  const [entry] = api.operations;
  if (entry === undefined) throw new Error('The document has no operation.');
  return api.operation(entry);
}

const info = { title: 'x', version: '1' };
const responses = { 200: { description: 'ok' } };

it('Swagger 2.0: lists in lists, in parameters and forms', async () => {
  const nested = {
    type: 'array',
    collectionFormat: 'pipes',
    items: { type: 'array', collectionFormat: 'ssv', items: { type: 'array', items: { type: 'string' } } },
  };
  const { parameters, body } = await operationOf({
    swagger: '2.0',
    info,
    paths: {
      '/x': {
        post: {
          consumes: ['application/x-www-form-urlencoded'],
          parameters: [
            { name: 'q', in: 'query', allowEmptyValue: true, ...nested },
            { name: 'f', in: 'formData', ...nested },
            { name: 'h', in: 'header', type: 'array', collectionFormat: 'tsv', items: { type: 'string' } },
          ],
          responses,
        },
      },
    },
  });
  expect(parameters.map(({ serialization, allowEmptyValue }) => [serialization, allowEmptyValue])).toEqual([
    [
      {
        kind: 'style',
        style: 'pipeDelimited',
        explode: false,
        allowReserved: false,
        itemStyles: ['spaceDelimited', 'form'],
      },
      true,
    ],
    [{ kind: 'style', style: 'tabDelimited', explode: false, allowReserved: false }, undefined],
  ]);
  expect(body?.contents[0]?.encodings.get('f')).toMatchObject({
    style: 'pipeDelimited',
    itemStyles: ['spaceDelimited', 'form'],
  });
});

it('OpenAPI 3.2: the style cookie, headers of parts, and schemas of items', async () => {
  const { parameters, body } = await operationOf({
    openapi: '3.2.0',
    info,
    paths: {
      '/x': {
        post: {
          parameters: [
            { name: 'c', in: 'cookie', style: 'cookie', schema: { type: 'string' } },
            { name: 'q', in: 'query', allowEmptyValue: true, schema: { type: 'integer' } },
            { name: 'p', in: 'header', allowEmptyValue: true, schema: { type: 'integer' } },
          ],
          requestBody: {
            content: {
              'multipart/form-data': {
                schema: { type: 'object' },
                encoding: {
                  file: {
                    contentType: 'image/png',
                    headers: {
                      'X-Example': { required: true, example: 'a', schema: { type: 'string' } },
                      'X-Default': { schema: { type: 'integer', default: 5 } },
                      'X-Const': { schema: { const: 'c' } },
                      'X-Enum': { $ref: '#/components/headers/Enum' },
                      'X-None': { schema: { type: 'string' } },
                      'Content-Type': { schema: { type: 'string' } },
                    },
                  },
                },
              },
              'application/jsonl': { itemSchema: { type: 'integer' } },
            },
          },
          responses,
        },
      },
    },
    components: { headers: { Enum: { schema: { enum: ['e', 'f'] } } } },
  });
  expect(parameters.map(({ serialization, allowEmptyValue }) => [serialization, allowEmptyValue])).toEqual([
    [{ kind: 'style', style: 'cookie', explode: true, allowReserved: false }, undefined],
    [{ kind: 'style', style: 'form', explode: true, allowReserved: false }, true],
    [{ kind: 'style', style: 'simple', explode: false, allowReserved: false }, undefined],
  ]);
  const [multipart, lines] = body?.contents ?? [];
  expect(multipart?.encodings.get('file')?.headers).toEqual([
    { name: 'X-Example', required: true, value: 'a' },
    { name: 'X-Default', required: false, value: 5 },
    { name: 'X-Const', required: false, value: 'c' },
    { name: 'X-Enum', required: false, value: 'e' },
    { name: 'X-None', required: false, value: undefined },
  ]);
  expect(lines?.schema?.schema).toEqual({ type: 'array', items: { type: 'integer' } });
  expect(lines?.itemSchema?.schema).toEqual({ type: 'integer' });
});
