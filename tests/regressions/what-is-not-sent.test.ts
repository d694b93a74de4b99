import { expect, it } from 'vitest';
import { startServer } from '../e2e/api-server.ts';
import { collectRun } from '../e2e/collect-run.ts';

const responses = { 200: { description: 'ok' }, 400: { description: 'bad' } };
const schema = { type: 'object', required: ['x'], properties: { x: { type: 'integer' } } };

it('a body documented beside GET is neither sent nor broken', async () => {
  await using server = await startServer((_, response) => void response.end());
  const document = {
    openapi: '3.0.3',
    info: { title: 'GET with a body', version: '1' },
    paths: {
      '/posts': {
        get: {
          parameters: [{ name: 'n', in: 'query', schema: { type: 'integer' } }],
          requestBody: { required: true, content: { 'application/json': { schema } } },
          responses,
        },
      },
    },
  };
  const { cases, failures } = await collectRun({
    spec: document,
    baseUrl: server.url,
    seed: 1,
    checks: ['negative_data_rejection'],
  });
  expect(cases.length).toBeGreaterThan(0);
  expect(failures.filter(({ violations }) => violations.some(({ location }) => location === 'body'))).toEqual([]);
});

it('an empty text where many servers see no value at all is no positive case', async () => {
  const targets: string[] = [];
  await using server = await startServer((request, response) => {
    targets.push(request.url ?? '');
    response.end();
  });
  const document = {
    openapi: '3.0.3',
    info: { title: 'Empty texts', version: '1' },
    paths: {
      '/search': {
        get: { parameters: [{ name: 'q', in: 'query', required: true, schema: { type: 'string' } }], responses },
      },
    },
  };
  await collectRun({ spec: document, baseUrl: server.url, seed: 1, mode: 'positive' });
  expect(targets.length).toBeGreaterThan(50);
  expect(targets.filter((target) => target.endsWith('q='))).toEqual([]);
});
