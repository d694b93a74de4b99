import { expect, it } from 'vitest';
import { startServer } from './api-server.ts';
import { collectRun } from './collect-run.ts';

const text = { type: 'string', minLength: 3, maxLength: 9, pattern: '^[a-z]+$' };
const parameters = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ name, in: 'query', schema: text }));
const responses = { 200: { description: '' }, 400: { description: '' } };
const things = Array.from({ length: 400 }, (_, at) => [`/things${at}`, { get: { parameters, responses } }]);
const id = { type: 'integer' };
const item = { description: '', content: { 'application/json': { schema: { type: 'object', properties: { id } } } } };

const document = {
  openapi: '3.0.3',
  info: { title: 'Many', version: '1' },
  paths: {
    ...(Object.fromEntries(things) as object),
    '/orders': { post: { responses: { 201: item } } },
    '/orders/{id}': { get: { parameters: [{ name: 'id', in: 'path', required: true, schema: id }], responses } },
  },
};

const server = () =>
  startServer((request, response) => {
    request.resume().on('end', () => {
      const isCreation = request.method === 'POST' && request.url === '/orders';
      response.writeHead(isCreation ? 201 : 200, { 'content-type': 'application/json' }).end('{"id":7}');
    });
  });

it('leaves every phase its share, however large the document', { timeout: 60_000 }, async () => {
  await using many = await server();
  const { summary, error } = await collectRun({
    spec: document,
    baseUrl: many.url,
    phases: ['coverage', 'stateful', 'fuzzing'],
    seed: 1,
    maxTime: 4,
    checks: ['not_a_server_error'],
  });
  expect(error).toBeUndefined();
  expect(summary.stopped).toBe('max-time');
  const { coverage, stateful, fuzzing } = summary.cases.byPhase;
  expect(Math.min(coverage, stateful, fuzzing)).toBeGreaterThan(0);
});

it('keeps time for what may end the credentials, and so comes last', { timeout: 60_000 }, async () => {
  await using many = await server();
  const paths = { ...document.paths, '/logout': { post: { responses } } };
  const { summary, error } = await collectRun({
    spec: { ...document, paths },
    baseUrl: many.url,
    headers: { Authorization: 'Bearer of-a-client' },
    phases: ['coverage', 'stateful', 'fuzzing'],
    seed: 1,
    maxTime: 4,
    checks: ['not_a_server_error'],
  });
  expect(error).toBeUndefined();
  expect(summary.stopped).toBe('max-time');
  expect(summary.unreached?.map(({ operation }) => operation) ?? []).not.toContain('POST /logout');
});

it('changes nothing where the time is enough', { timeout: 60_000 }, async () => {
  await using few = await server();
  const paths = Object.fromEntries(Object.entries(document.paths).slice(-4));
  const run = async (maxTime?: number) =>
    await collectRun({
      spec: { ...document, paths },
      baseUrl: few.url,
      phases: ['coverage', 'stateful', 'fuzzing'],
      seed: 1,
      maxExamples: 10,
      checks: ['not_a_server_error'],
      ...(maxTime === undefined ? {} : { maxTime }),
    });
  const [free, limited] = [await run(), await run(50)];
  expect(limited.summary.stopped).toBeUndefined();
  expect(limited.summary.cases.byPhase).toEqual(free.summary.cases.byPhase);
});
