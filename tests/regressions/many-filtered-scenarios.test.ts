import { expect, it } from 'vitest';
import { startServer } from '../e2e/api-server.ts';
import { collectRun } from '../e2e/collect-run.ts';

it('hundreds of scenarios of the other mode do not end the coverage of an operation', async () => {
  await using server = await startServer((_, response) => {
    response.statusCode = 400;
    response.end();
  });
  const parameters = [
    { name: 'code', in: 'query', schema: { type: 'string', enum: Array.from({ length: 400 }, (_, i) => `code-${i}`) } },
    { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 10 } },
  ];
  const document = {
    openapi: '3.0.3',
    info: { title: 'Many codes', version: '1' },
    paths: { '/codes': { get: { parameters, responses: { 400: { description: 'bad' } } } } },
  };
  const { cases } = await collectRun({
    spec: document,
    baseUrl: server.url,
    seed: 1,
    phases: ['coverage'],
    mode: 'negative',
  });
  expect(cases.map(({ scenario }) => scenario)).toContain('value_above_maximum');
});
