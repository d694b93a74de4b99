import { expect, it } from 'vitest';
import { startServer } from '../e2e/api-server.ts';
import { collectRun } from '../e2e/collect-run.ts';

const ok = (schema: object) => ({ 200: { description: 'ok', content: { 'application/json': { schema } } } });
const document = {
  openapi: '3.0.3',
  info: { title: 'Fragments', version: '1' },
  paths: {
    '/files/{id}': {
      get: {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', minLength: 1 } }],
        responses: ok({ type: 'object' }),
      },
    },
    '/files/{id}#shared': {
      get: {
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string', minLength: 1 } },
          { name: 'fields', in: 'query', required: true, schema: { type: 'string', enum: ['shared'] } },
        ],
        responses: ok({ type: 'object', required: ['link'] }),
      },
    },
  },
};

it('what one of two operations on the same path forbids, the other may allow', async () => {
  await using server = await startServer((_, response) => {
    response.setHeader('content-type', 'application/json').end('{}');
  });
  const { failures, summary } = await collectRun({ spec: document, baseUrl: server.url, seed: 1 });
  expect(summary.operations.tested).toBe(2);
  expect(failures.filter(({ check }) => check === 'negative_data_rejection')).toEqual([]);
  // The body without a link is an answer of the other operation.
  const ofBodies = failures.filter(({ check }) => check === 'response_schema_conformance');
  expect(ofBodies.map(({ confidence }) => confidence)).toEqual(['heuristic']);
  expect(failures.every(({ confidence }) => confidence === 'heuristic')).toBe(true);
});
