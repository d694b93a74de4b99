import { expect, it } from 'vitest';
import { startServer } from './api-server.ts';
import { collectRun } from './collect-run.ts';

const document = {
  openapi: '3.0.3',
  info: { title: 'Prefixed', version: '1' },
  servers: [{ url: 'https://api.example.com/v2' }],
  paths: {
    '/pets': { get: { responses: { 200: { description: 'ok' }, 404: { description: 'none' } } } },
    '/pets/{id}': {
      get: {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        responses: { 200: { description: 'ok' }, 400: { description: 'bad' }, 404: { description: 'none' } },
      },
    },
  },
};

it('a base URL that misses the path of the server is said, with the one to use', async () => {
  await using server = await startServer((request, response) => {
    response.statusCode = request.url?.startsWith('/v2/') === true ? 200 : 404;
    response.end();
  });
  const { error, summary } = await collectRun({ spec: document, baseUrl: server.url, seed: 1 });
  expect(error).toMatchObject({
    code: 'ATG_USAGE',
    where: '--base-url',
    hint: `The document's server path answers 200: try --base-url ${server.url}/v2`,
  });
  expect(summary.stopped).toBe('base-url-suspect');
});

it('an API that answers nothing but 404 everywhere is tested all the same', async () => {
  await using server = await startServer((_, response) => {
    response.statusCode = 404;
    response.end();
  });
  const { error, summary } = await collectRun({ spec: document, baseUrl: server.url, seed: 1 });
  expect(error).toBeUndefined();
  expect(summary.stopped).toBeUndefined();
  expect(summary.operations).toMatchObject({ tested: 2, reached: 0 });
});
