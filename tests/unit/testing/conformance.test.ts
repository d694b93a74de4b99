import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inject } from 'light-my-request';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadApi } from '../../../src/load-document.ts';
import { conformanceTo, conformanceToApi } from '../../../src/testing/conformance.ts';
import { readResponse } from '../../../src/testing/received-response.ts';
import { createResponseJudge, type ResponseJudge } from '../../../src/testing/response-judge.ts';
import { fetchNotes, notesDocument, notesListener } from '../../e2e/notes-app.ts';

let judge: ResponseJudge;
beforeAll(async () => {
  judge = createResponseJudge((await loadApi(notesDocument)).api, 'http://localhost/api');
});

async function verdict(received: unknown, operation: string): Promise<readonly [boolean, string, string]> {
  const { conforms, expected, actual } = conformanceTo(judge, judge.operation(operation), await readResponse(received));
  return [conforms, expected, actual];
}

describe('a response', () => {
  test.each([
    ['as documented', 'GET /notes', Response.json([{ id: 1, title: 'a' }]), [true, '', '']],
    ['of an undocumented status', 'GET /notes', Response.json({}, { status: 418 }), [false, 'one of 200, 400', '418']],
    ['of another type', 'GET /notes', new Response('[]', { headers: { 'content-type': 'text/html' } }), [false]],
    ['with a body that breaks the schema', 'GET /notes', Response.json([{ id: '1', title: 'a' }]), [false]],
    ['that is a server error', 'GET /notes', Response.json({}, { status: 500 }), [false]],
    ['of a documented refusal without a schema', 'POST /notes', Response.json({ any: 1 }, { status: 400 }), [true]],
  ] as const)('%s is told', async (_name, operation, response, expected) => {
    expect((await verdict(response, operation)).slice(0, expected.length)).toEqual(expected);
    expect(response.bodyUsed).toBe(false);
  });

  test('says all that is wrong, and where', async () => {
    const response = await readResponse(Response.json({ id: '1' }, { status: 201 }));
    const { message } = conformanceTo(judge, judge.operation('POST /notes'), response);
    expect(message).toMatchInlineSnapshot(`
      "The answer 201 to POST /notes breaks the contract in 2 places.

        The body breaks \`required\`: must have required property 'title'. (response_schema_conformance)
        Where  <object>#/components/schemas/Note/required
        Next   Correct the response, or the schema it is documented with.

        The value at /id breaks \`type\`: must be integer. (response_schema_conformance)
        Where  <object>#/components/schemas/Note/properties/id/type
        Next   Correct the response, or the schema it is documented with.
      "
    `);
  });

  test('of an unknown operation names the closest', () => {
    expect(() => judge.operation('GET /note')).toThrow('The document has no operation "GET /note".');
    expect(() => judge.operation('GET /note')).toThrow(expect.objectContaining({ hint: 'Did you mean "GET /notes"?' }));
  });
});

describe('a response of a client', () => {
  const server = createServer(notesListener);
  beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise((resolve) => void server.close(resolve)));
  const url = (path: string): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/api${path}`;

  const clients: readonly (readonly [string, (path: string) => Promise<unknown>])[] = [
    ['fetch', (path) => fetch(url(path))],
    ['undici', (path) => request(url(path))],
    [
      'undici, its body read before',
      async (path) => {
        const { statusCode, headers, body } = await request(url(path));
        return { statusCode, headers, body: await body.json() };
      },
    ],
    ['light-my-request', (path) => inject(notesListener, { url: `/api${path}` })],
    ['a fetch handler', (path) => fetchNotes(new Request(`http://localhost/api${path}`))],
    [
      'axios, by the members that it documents',
      async (path) => {
        const answered = await fetch(url(path));
        const headers = Object.fromEntries(answered.headers);
        const config = { method: 'get', url: url(path) };
        return { status: answered.status, headers, config, data: await answered.json() };
      },
    ],
    [
      'supertest, by the members that it documents',
      async (path) => {
        const answered = await fetch(url(path));
        const text = await answered.text();
        const headers = Object.fromEntries(answered.headers);
        const req = { method: 'GET', path: `/api${path}` };
        return { status: answered.status, headers, text, body: JSON.parse(text) as unknown, req };
      },
    ],
  ];

  test.each(clients)('%s is read', async (_name, get) => {
    expect(await verdict(await get('/notes'), 'GET /notes')).toEqual([true, '', '']);
    expect(await verdict(await get('/notes/2'), 'GET /notes/{id}')).toEqual([true, '', '']);
    expect(await verdict(await get('/notes/4'), 'GET /notes/{id}')).toEqual([false, 'one of 200, 404', '418']);
    expect((await verdict(await get('/notes/2'), 'GET /notes'))[0]).toBe(false);
  });

  test.each(clients.filter(([name]) => /^(fetch|light|axios|supertest)/.test(name)))(
    '%s tells what it answers',
    async (_name, get) => {
      expect(conformanceToApi(judge, await readResponse(await get('/notes/2'))).conforms).toBe(true);
      const { conforms, message } = conformanceToApi(judge, await readResponse(await get('/notes/4')));
      expect([conforms, message.split('\n')[0]]).toEqual([
        false,
        'The answer 418 to GET /notes/{id} breaks the contract in 1 place.',
      ]);
      const elsewhere = conformanceToApi(judge, await readResponse(await get('/nothing')));
      expect([elsewhere.conforms, elsewhere.actual]).toEqual([false, expect.stringMatching(/\/api\/nothing$/)]);
    },
  );

  test('that was read already says what to do', async () => {
    const response = await fetch(url('/notes'));
    await response.json();
    await expect(async () => await readResponse(response)).rejects.toThrow('was read already');
  });

  test.each([[null], ['text'], [{}], [{ status: '200', headers: {} }]])('%j is none', (value) => {
    expect(() => readResponse(value)).toThrow('This is no response');
  });
});

test('keeps to what stands before the paths, and to the method', () => {
  const labels = (method: string | undefined, url: string): readonly string[] =>
    judge.operationsAt(method, url).map(({ label }) => label);
  expect(labels('get', 'http://x/api/notes/7?a=b')).toEqual(['GET /notes/{id}']);
  expect(labels(undefined, '/api/notes')).toEqual(['GET /notes', 'POST /notes']);
  expect(labels('DELETE', '/api/notes')).toEqual([]);
  expect(labels('GET', '/apis/notes')).toEqual([]);
  expect(labels('GET', '/notes')).toEqual([]);
});
