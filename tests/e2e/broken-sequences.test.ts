import { expect, it } from 'vitest';
import { startServer } from './api-server.ts';
import { collectRun } from './collect-run.ts';

const id = { type: 'integer', minimum: 1 };
const withId = [{ name: 'id', in: 'path', required: true, schema: id }];
const thing = {
  description: '',
  content: { 'application/json': { schema: { type: 'object', properties: { id }, required: ['id'] } } },
};
const gone = { description: '' };
const document = {
  openapi: '3.0.3',
  info: { title: 'Shaky', version: '1' },
  paths: {
    '/things': { post: { responses: { 201: thing } } },
    '/things/{id}': {
      parameters: withId,
      get: { responses: { 200: thing, 404: gone } },
      delete: { responses: { 204: gone, 404: gone } },
    },
  },
};

it('a read whose connection breaks does not end its sequence', { timeout: 60_000 }, async () => {
  const there = new Set<number>();
  const broken = new Map<number, number>();
  const deleted: number[] = [];
  let next = 0;
  await using server = await startServer((request, response) => {
    const key = Number(/\d+$/u.exec(request.url ?? '')?.[0]);
    const reply = (status: number, body?: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(body && JSON.stringify(body));
    };
    request.resume().on('end', () => {
      if (request.method === 'POST') {
        there.add((next += 1));
        reply(201, { id: next });
      } else if (!there.has(key)) reply(404);
      else if (request.method === 'DELETE') {
        deleted.push(key);
        there.delete(key);
        reply(204);
      } else if (key % 3 === 0 && (broken.get(key) ?? 0) < 2) {
        // The first time may be an idle connection that ended: that is tried again without a word.
        broken.set(key, (broken.get(key) ?? 0) + 1);
        request.socket.destroy();
      } else reply(200, { id: key });
    });
  });
  const { error, failures, events } = await collectRun({
    spec: document,
    baseUrl: server.url,
    phases: ['stateful'],
    seed: 1,
    concurrency: 1,
    cleanup: false,
    checks: ['not_a_server_error'],
  });
  expect(error).toBeUndefined();
  expect(failures).toEqual([]);
  expect(events.some((event) => event.type === 'warning' && event.code === 'connection_lost')).toBe(true);
  expect(deleted.filter((key) => broken.has(key)).length).toBeGreaterThan(0);
});
