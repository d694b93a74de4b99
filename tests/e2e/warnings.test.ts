import { expect, it } from 'vitest';
import { startServer } from './api-server.ts';
import { collectRun, type CollectedRun } from './collect-run.ts';

const responses = { 200: { description: 'ok' }, '4XX': { description: 'no' } };
const slug = (schema: object) => [{ name: 'slug', in: 'path', required: true, schema }];
const document = {
  openapi: '3.0.3',
  info: { title: 'Services', version: '1' },
  paths: {
    '/services/{slug}': { get: { parameters: slug({ type: 'string', enum: ['mail', 'chat'] }), responses } },
    '/services/mail': { get: { responses } },
    '/services/chat': { get: { responses } },
    '/items/{slug}': { get: { parameters: slug({ type: 'integer', minimum: 1 }), responses } },
  },
};

const warnings = ({ events }: CollectedRun) =>
  events.flatMap((event) => (event.type === 'warning' ? [[event.code, event.operations]] : []));

it('a green run says what it did not test', async () => {
  await using server = await startServer((request, response) => {
    response.statusCode = request.url?.startsWith('/services/') === true ? 200 : 404;
    response.end();
  });
  const result = await collectRun({ spec: document, baseUrl: server.url, seed: 1, checks: ['not_a_server_error'] });
  expect(warnings(result)).toEqual([
    ['no_positive_case', ['GET /services/{slug}']],
    ['missing_test_data', ['GET /items/{slug}']],
  ]);
});

it('a run that was turned away at the door says so', async () => {
  await using server = await startServer((_, response) => {
    response.statusCode = 401;
    response.end();
  });
  const result = await collectRun({ spec: document, baseUrl: server.url, seed: 1 });
  expect(warnings(result).map(([code]) => code)).toEqual(['missing_auth']);
});

it('a login that refuses random credentials is no door that keeps the run out', async () => {
  const login = { user: 'ada', password: 'correct-horse' };
  const schema = { type: 'object', required: ['user'], properties: { user: { type: 'string' } }, example: login };
  const logIn = { requestBody: { required: true, content: { 'application/json': { schema } } }, responses };
  await using server = await startServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      response.statusCode = request.method === 'GET' || body === JSON.stringify(login) ? 200 : 401;
      response.end();
    });
  });
  const spec = {
    ...document,
    paths: {
      '/sessions': { post: logIn },
      '/mail/{slug}': { get: { parameters: slug({ type: 'integer' }), responses } },
    },
  };
  expect(warnings(await collectRun({ spec, baseUrl: server.url, seed: 1 }))).toEqual([]);
});
