import { expect, it } from 'vitest';
import { startServer } from '../e2e/api-server.ts';
import { collectRun } from '../e2e/collect-run.ts';

const schema = { type: 'string', enum: ['text/yaml', 'application/json'] };
const get = {
  parameters: [{ name: 'accept', in: 'header', schema }],
  responses: { 200: { description: 'ok' }, 400: { description: 'bad' } },
};

it.each([
  ['3.0.3', get],
  ['2.0', { ...get, parameters: [{ name: 'Accept', in: 'header', ...schema }] }],
])('a server that holds Accept to what OpenAPI %s lists for it gets such a value', async (version, operation) => {
  const seen = new Set<string | undefined>();
  await using server = await startServer((request, response) => {
    seen.add(request.headers.accept);
    response.statusCode = request.headers.accept === 'application/json' ? 200 : 400;
    response.end();
  });
  const document = {
    ...(version === '2.0' ? { swagger: version } : { openapi: version }),
    info: { title: 'Accept', version: '1' },
    paths: { '/x': { get: operation } },
  };
  const { failures } = await collectRun({ spec: document, baseUrl: server.url, seed: 1, mode: 'positive' });
  expect(failures).toEqual([]);
  expect([...seen]).toEqual(['application/json']);
});
