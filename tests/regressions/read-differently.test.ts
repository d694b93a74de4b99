import { parse } from 'node:querystring';
import { expect, it } from 'vitest';
import { collectRun } from '../e2e/collect-run.ts';
import { startServer } from '../e2e/api-server.ts';

const responses = { 200: { description: 'ok' }, 400: { description: 'bad' } };
const point = { type: 'object', required: ['x'], properties: { x: { type: 'integer' } } };

it('a server that takes a JSON body of null for no body at all, or for none of JSON, is right', async () => {
  const bodies: string[] = [];
  await using server = await startServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      bodies.push(body);
      response.statusCode = body === 'null' ? 400 : 200;
      response.end();
    });
  });
  const document = documentOf({
    put: {
      parameters: [{ name: 'n', in: 'query', schema: { type: 'string' } }],
      requestBody: { required: true, content: { 'application/json': { schema: { ...point, nullable: true } } } },
      responses,
    },
  });
  const { failures } = await collectRun({ spec: document, baseUrl: server.url, seed: 1, mode: 'positive' });
  expect(failures).toEqual([]);
  // It is sent all the same, to see whether the server copes; but no other case stands on it.
  expect(bodies).toContain('null');
  expect(bodies.filter((body) => body === 'null').length).toBeLessThan(bodies.length / 2);
});

it('a list of objects in a query, which no style defines, is no sure case', async () => {
  await using server = await startServer((request, response) => {
    const texts = new URL(request.url ?? '', 'http://localhost').searchParams.getAll('f');
    // As a server sees it that expects f[0][x]=1, and one that looks at no text of f at all.
    response.statusCode = texts.some((text) => text.startsWith('{"x":')) ? 400 : 200;
    response.end();
  });
  const schema = { type: 'array', minItems: 1, items: point };
  const document = documentOf({
    get: { parameters: [{ name: 'f', in: 'query', required: true, schema }], responses },
  });
  const { cases, failures } = await collectRun({ spec: document, baseUrl: server.url, seed: 1 });
  expect(cases.length).toBeGreaterThan(50);
  expect(failures.filter(({ check }) => check === 'positive_data_acceptance')).toEqual([]);
  const inside = failures.filter(({ violations }) => violations.some(({ valuePointer }) => valuePointer !== ''));
  expect(inside).toEqual([]);
});

it('a list of one in a form is no sure case', async () => {
  await using server = await startServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      // As qs and querystring read it: a list only where a field is repeated.
      const { tags } = parse(Buffer.concat(chunks).toString());
      response.statusCode = tags === undefined || Array.isArray(tags) ? 200 : 400;
      response.end();
    });
  });
  const tags = { type: 'array', items: { type: 'string', minLength: 1 } };
  const schema = { type: 'object', properties: { tags, n: { type: 'integer' } } };
  const content = { 'application/x-www-form-urlencoded': { schema } };
  const document = documentOf({ post: { requestBody: { required: true, content }, responses } });
  const { cases, failures } = await collectRun({ spec: document, baseUrl: server.url, seed: 1, mode: 'positive' });
  expect(failures).toEqual([]);
  expect(cases.filter(({ doubtful }) => doubtful !== true).length).toBeGreaterThan(20);
});

it('an object in a form of no declared encoding is no sure case', async () => {
  await using server = await startServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      // As Rails and qs see it, which would make an object of place[x]=1.
      const { place } = parse(Buffer.concat(chunks).toString());
      response.statusCode = place === undefined ? 200 : 400;
      response.end();
    });
  });
  const schema = { type: 'object', properties: { place: point, n: { type: 'integer' } } };
  const content = { 'application/x-www-form-urlencoded': { schema } };
  const document = documentOf({ post: { requestBody: { required: true, content }, responses } });
  const { cases, failures } = await collectRun({ spec: document, baseUrl: server.url, seed: 1, mode: 'positive' });
  expect(failures).toEqual([]);
  expect(cases.some(({ doubtful, status }) => doubtful === true && status === 400)).toBe(true);
});

function documentOf(item: unknown): object {
  return { openapi: '3.0.3', info: { title: 'Read differently', version: '1' }, paths: { '/x': item } };
}
