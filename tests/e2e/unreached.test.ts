import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { startServer } from './api-server.ts';
import { collectRun } from './collect-run.ts';

const json = (schema: object): object => ({ content: { 'application/json': { schema } } });
const object = (properties: object, required: readonly string[] = []): object => ({
  type: 'object',
  properties,
  required,
});
const id = { type: 'string', format: 'uuid' };
const responses = {
  200: { description: '', ...json(object({ id })) },
  201: { description: '', ...json(object({ id })) },
  '4XX': { description: '' },
};
const list = { responses: { 200: { description: '', ...json({ type: 'array', items: object({ id }) }) } } };
const withId = (name: string): object => ({ parameters: [{ name, in: 'path', required: true, schema: id }] });
const create = { requestBody: { required: true, ...json(object({ name: { type: 'string' } }, ['name'])) }, responses };

const document = {
  openapi: '3.0.3',
  info: { title: 'Closed', version: '1' },
  paths: {
    '/orders': { post: create },
    '/orders/{orderId}': { ...withId('orderId'), get: { responses }, delete: { responses } },
    '/ghosts/{ghostId}': { ...withId('ghostId'), get: { responses } },
    '/users': { get: list },
    '/users/{userId}': { ...withId('userId'), get: { responses } },
    '/books': { get: list, post: create },
    '/books/{bookId}': { ...withId('bookId'), get: { responses } },
    '/reports': { get: { responses } },
    '/health': { get: { responses } },
  },
};

function reply({ method, url = '' }: IncomingMessage): readonly [status: number, body?: unknown] {
  const [path] = url.split('?');
  if (path === '/orders' && method === 'POST') return [422, { message: 'The tenant has no price list.' }];
  if (path === '/users') return [403, { message: 'Admins only.' }];
  if (path === '/reports') return [500, { message: 'no such table' }];
  if (path === '/books') return method === 'POST' ? [201, { id: '9d1f0c1e-8d0f-4c7a-9a0e-3b1f2f0f5a11' }] : [200, []];
  return path === '/health' ? [200, {}] : [404, { message: 'Nothing here.' }];
}

it('says of each operation that was never reached what stands in its way', { timeout: 60_000 }, async () => {
  await using server = await startServer((request, response) => {
    request.resume().on('end', () => {
      const [status, body] = reply(request);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  const { summary } = await collectRun({
    spec: document,
    baseUrl: server.url,
    seed: 3,
    maxExamples: 10,
    phases: ['coverage', 'stateful'],
    checks: ['response_headers_conformance'],
  });
  const reasons = (summary.unreached ?? []).map(
    ({ operation, cause, reason }) => `${operation} | ${cause} | ${reason}`,
  );
  expect(reasons).toEqual([
    'POST /orders | refused | refused with 422: The tenant has no price list.',
    'GET /orders/{orderId} | nobody-gives | needs {orderId} of /orders/{}: POST /orders answered 422: The tenant has no price list.',
    'DELETE /orders/{orderId} | nobody-gives | needs {orderId} of /orders/{}: POST /orders answered 422: The tenant has no price list.',
    'GET /ghosts/{ghostId} | nobody-gives | needs {ghostId} of /ghosts/{}: no operation is known to give it',
    'GET /users | no-access | answered 403: Admins only.',
    'GET /users/{userId} | nobody-gives | needs {userId} of /users/{}: GET /users answered 403: Admins only.',
    'GET /books/{bookId} | not-found | answered 404: Nothing here., though the ids came from answers',
    'GET /reports | server-error | answered 500: no such table',
  ]);
});
