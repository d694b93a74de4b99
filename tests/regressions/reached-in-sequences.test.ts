import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { EventOf, RunEvent } from '../../runtime/events.ts';
import { run } from '../../src/run.ts';

/** A request without the origin: what it is answered, as status and JSON. */
type Answer = (method: string, url: URL, body: unknown) => readonly [status: number, body?: unknown];

let server: Server | undefined;
afterEach(() => server?.close());

async function serve(answer: Answer): Promise<string> {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const url = new URL(request.url ?? '/', 'http://localhost');
      const [status, body] = answer(
        request.method === 'HEAD' ? 'GET' : (request.method ?? ''),
        url,
        text === '' ? undefined : JSON.parse(text),
      );
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Seen {
  readonly reached: ReadonlySet<string>;
  readonly failures: readonly EventOf<'failure-found'>['failure'][];
}

const sequencesOf = (paths: object, answer: Answer): Promise<Seen> =>
  reachedBy(paths, answer, { phases: ['stateful'] });

async function reachedBy(
  paths: object,
  answer: Answer,
  settings: Pick<NonNullable<Parameters<typeof run>[0]>, 'phases' | 'headers'>,
): Promise<Seen> {
  const baseUrl = await serve(answer);
  const spec = { openapi: '3.1.0', info: { title: 'things', version: '1' }, paths };
  const reached = new Set<string>();
  const failures: EventOf<'failure-found'>['failure'][] = [];
  const add = (event: RunEvent): void => {
    if (event.type === 'failure-found') failures.push(event.failure);
    if (event.type === 'case-finished' && (event.status ?? 500) < 300) reached.add(event.operation);
  };
  const options = { spec, baseUrl, seed: 1, maxExamples: 20, ...settings };
  for await (const event of run(options)) add(event);
  return { reached, failures };
}

const json = (schema: object): object => ({ 'application/json': { schema } });
const ok = (schema: object): object => ({ description: 'ok', content: json(schema) });
const thing = { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] };
const idInPath = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
const refused = { description: 'refused' };

/** Generators often leave `requestBody.required` out, which makes it false. */
test('a body that the document forgets to require is sent, with what is bound in it', async () => {
  const body = (properties: object): object => ({ content: json({ type: 'object', properties }) });
  const storages = {
    get: { responses: { 200: ok({ type: 'array', items: thing }) } },
    post: { requestBody: body({ project: { type: 'integer' } }), responses: { 201: ok(thing), 400: refused } },
  };
  const paths = {
    '/projects': { post: { requestBody: body({ title: { type: 'string' } }), responses: { 201: ok(thing) } } },
    '/projects/{id}': { get: { parameters: [idInPath], responses: { 200: ok(thing), 404: refused } } },
    '/storages': storages,
    '/storages/{id}': { get: { parameters: [idInPath], responses: { 200: ok(thing), 404: refused } } },
  };
  let last = 1_000_000;
  const made = new Set<string>();
  const { reached, failures } = await sequencesOf(paths, (method, { pathname }, sent) => {
    if (method === 'GET') {
      if (pathname === '/storages') return [200, []];
      return made.has(pathname) ? [200, { id: Number(pathname.split('/').at(-1)) }] : [404];
    }
    const { project } = (sent ?? {}) as { project?: number };
    if (pathname === '/storages' && !made.has(`/projects/${project}`)) return [400];
    made.add(`${pathname}/${(last += 1)}`);
    return [201, { id: last }];
  });
  expect(reached).toContain('POST /storages');
  expect(reached).toContain('GET /storages/{id}');
  expect(failures.map(({ check, message }) => `${check}: ${message}`)).toEqual([]);
});

test('a filter in the query that hides what was made is no missing thing, and it is asked for without', async () => {
  const tenant = { name: 'tenant', in: 'query', schema: { type: 'string' } };
  const paths = {
    '/things': { post: { responses: { 201: ok(thing) } } },
    '/things/{id}': { get: { parameters: [idInPath, tenant], responses: { 200: ok(thing), 404: refused } } },
  };
  let filtered = 0;
  const { reached, failures } = await sequencesOf(paths, (method, { pathname, searchParams }) => {
    if (method === 'POST') return [201, { id: 7 }];
    if (searchParams.has('tenant')) {
      filtered += 1;
      return [404];
    }
    return pathname === '/things/7' ? [200, { id: 7 }] : [404];
  });
  expect(filtered).toBeGreaterThan(0);
  expect(reached).toContain('GET /things/{id}');
  expect(failures.map(({ check, message }) => `${check}: ${message}`)).toEqual([]);
});

test('what may end the credentials is asked when they are needed for nothing else', async () => {
  const reads = { get: { responses: { 200: ok(thing), 401: refused } } };
  const paths = {
    '/logout': { post: { responses: { 204: { description: 'ended' }, 401: refused } } },
    '/first': reads,
    '/things': { post: { responses: { 201: ok(thing), 401: refused } } },
    '/things/{id}': { get: { parameters: [idInPath], responses: { 200: ok(thing), 401: refused, 404: refused } } },
  };
  let isOver = false;
  let afterwards = 0;
  const answer: Answer = (method, { pathname }) => {
    if (isOver && pathname !== '/logout') afterwards += 1;
    if (isOver) return [401];
    if (pathname === '/logout') isOver = method === 'POST';
    if (pathname === '/logout') return isOver ? [204] : [405];
    return method === 'POST' ? [201, { id: 7 }] : [200, { id: 7 }];
  };
  const { reached } = await reachedBy(paths, answer, {
    phases: ['examples', 'coverage', 'stateful', 'fuzzing'],
    headers: { Authorization: 'Bearer one' },
  });
  expect([...reached].sort()).toEqual(['GET /first', 'GET /things/{id}', 'POST /logout', 'POST /things']);
  expect(afterwards).toBe(0);
});
