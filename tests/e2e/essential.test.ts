import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Failure, RunOptions } from '../../src/index.ts';
import { startServer } from './api-server.ts';
import { collectRun } from './collect-run.ts';

const json = (schema: object): object => ({ content: { 'application/json': { schema } } });
const answers = { 200: { description: 'OK' }, 400: { description: 'Bad Request' } };
const order = {
  type: 'object',
  required: ['item', 'address'],
  properties: {
    item: { type: 'string', minLength: 1 },
    quantity: { type: 'integer', minimum: 1, maximum: 500 },
    address: {
      type: 'object',
      required: ['city', 'zip'],
      properties: { city: { type: 'string', minLength: 1 }, zip: { type: 'integer', minimum: 1, maximum: 99_999 } },
    },
  },
};
const book = {
  type: 'object',
  required: ['title', 'isbn'],
  properties: { title: { type: 'string', minLength: 1 }, isbn: { type: 'string', pattern: '^[0-9]{13}$' } },
};
const document = {
  openapi: '3.1.0',
  info: { title: 'Orders', version: '1' },
  paths: {
    '/orders': {
      get: {
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 200 } },
          { name: 'sort', in: 'query', schema: { enum: ['up', 'down'] } },
          { name: 'X-Tenant', in: 'header', required: true, schema: { type: 'integer', minimum: 1, maximum: 9 } },
        ],
        responses: answers,
      },
      post: { requestBody: { required: true, ...json(order) }, responses: answers },
    },
    '/items/{id}': {
      get: {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1, maximum: 9 } }],
        responses: answers,
      },
    },
    '/books': {
      post: { requestBody: { required: true, ...json(book) }, responses: answers },
    },
    '/health': { get: { responses: answers } },
  },
};

interface Received {
  readonly message: IncomingMessage;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** Whether the server fails on a request. */
type Fails = (received: Received) => boolean;

/** What is found in one operation by requests of one mode. */
async function failuresOf(
  [mode, method, path]: readonly ['positive' | 'negative', string, string],
  fails: Fails,
  options: Partial<RunOptions> = {},
): Promise<readonly Failure[]> {
  const listener = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const { searchParams: query } = new URL(message.url ?? '/', 'http://localhost');
    const body = read(Buffer.concat(chunks).toString());
    if (fails({ message, query, body })) response.writeHead(500, { 'content-type': 'text/plain' }).end('Error: boom');
    else response.writeHead(200).end();
  };
  await using server = await startServer((message, response) => void listener(message, response));
  const { failures } = await collectRun({
    spec: document,
    baseUrl: server.url,
    seed: 4,
    ...options,
    mode,
    maxExamples: 60,
    includePath: [path],
    includeMethod: [method],
    checks: ['not_a_server_error'],
  });
  return failures;
}

function read(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

async function essentials(method: string, path: string, fails: Fails): Promise<readonly unknown[]> {
  return (await failuresOf(['positive', method, path], fails)).map(({ essential }) => essential);
}

describe('what is essential of the smallest request', () => {
  it('is the one parameter whose value matters', async () => {
    const fails: Fails = ({ query }) => Number(query.get('limit')) > 100;
    expect(await essentials('GET', '/orders', fails)).toEqual([
      {
        kind: 'values',
        values: [{ location: 'query', parameter: 'limit', pointer: '', value: '101', matters: 'value' }],
      },
    ]);
  });

  it('is that a parameter is there, where any value of it will do', async () => {
    const fails: Fails = ({ query }) => ['up', 'down'].includes(query.get('sort') ?? '');
    expect(await essentials('GET', '/orders', fails)).toEqual([
      {
        kind: 'values',
        values: [expect.objectContaining({ location: 'query', parameter: 'sort', matters: 'presence' })],
      },
    ]);
  });

  it('is every value that must be so, headers too', async () => {
    const fails: Fails = ({ query, message }) =>
      Number(query.get('limit')) > 100 && Number(message.headers['x-tenant']) > 4;
    const [essential] = await essentials('GET', '/orders', fails);
    expect(essential).toMatchObject({
      kind: 'values',
      values: [
        { location: 'query', parameter: 'limit', value: '101' },
        { location: 'header', parameter: 'X-Tenant', value: '5' },
      ],
    });
  });

  it('is a value deep in the body', async () => {
    const fails: Fails = ({ body }) => Number(member(member(body, 'address'), 'zip')) > 90_000;
    expect(await essentials('POST', '/orders', fails)).toEqual([
      {
        kind: 'values',
        values: [{ location: 'body', pointer: '/address/zip', value: '90001', matters: 'value' }],
      },
    ]);
  });

  it.each([
    ['GET', '/health'],
    ['GET', '/items/{id}'],
    ['GET', '/orders'],
    ['POST', '/orders'],
  ])('is nothing where any request fails: %s %s', async (method, path) => {
    expect(await essentials(method, path, () => true)).toEqual([{ kind: 'any-request' }]);
  });

  it('is a value that is there already, where all others at the edges of its schema are the same', async () => {
    const isbns = new Set<unknown>();
    const [failure] = await failuresOf(['positive', 'POST', '/books'], ({ body }) => {
      const { isbn } = body as { readonly isbn?: unknown };
      const isTaken = isbns.has(isbn);
      isbns.add(isbn);
      return isTaken;
    });
    expect(failure?.essential).toEqual({
      kind: 'values',
      values: [{ location: 'body', pointer: '/isbn', value: '"0000000000000"', matters: 'value' }],
    });
  });

  it('is what is invalid, where valid requests pass', async () => {
    const fails: Fails = ({ query }) => Number(query.get('limit')) < 0;
    const found = await failuresOf(['negative', 'GET', '/orders'], fails);
    const alone = found.filter(({ violations }) => violations.length === 1);
    expect(alone.map(({ essential }) => essential)).toEqual([{ kind: 'violation' }]);
  });
});

describe('further examples', () => {
  const many: Fails = ({ query }) => Number(query.get('limit')) > 10;
  const one = async (options: Partial<RunOptions>): Promise<Failure | undefined> =>
    (await failuresOf(['positive', 'GET', '/orders'], many, { phases: ['fuzzing'], ...options }))[0];

  it('are the two next cases that showed it, in full', async () => {
    const failure = await one({});
    const { request, examples = [] } = failure ?? {};
    expect(examples).toHaveLength(2);
    expect(new Set([request, ...examples.map((example) => example.request)].map((shown) => shown?.url)).size).toBe(3);
    for (const { response, curl, seedPath, request: shown } of examples) {
      expect(response?.status).toBe(500);
      expect(curl).toContain(shown.url);
      expect(seedPath).toMatch(/^4\/fuzzing\/\d+\/GET \/orders$/);
    }
  });

  it('are the same whatever the concurrency', async () => {
    const paths = ({ examples = [] }: Partial<Failure> = {}): readonly string[] =>
      examples.map(({ seedPath }) => seedPath);
    expect(paths(await one({ concurrency: 1 }))).toEqual(paths(await one({ concurrency: 16 })));
  });

  it('are none where one case alone showed it', async () => {
    const found = await failuresOf(['positive', 'GET', '/health'], ({ message }) => message.method === 'GET');
    expect(found.map(({ occurrences, examples }) => ({ occurrences, examples }))).toEqual([
      { occurrences: 1, examples: undefined },
    ]);
  });
});
