import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { request } from 'undici';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadApi } from '../../../src/load-document.ts';
import { unobserved } from '../../../src/testing/observe-responses.ts';
import { createObserver, type Observer } from '../../../src/testing/observer.ts';
import { createResponseJudge } from '../../../src/testing/response-judge.ts';
import { notesDocument, notesListener } from '../../e2e/notes-app.ts';

const server = createServer((incoming, response) => {
  if (incoming.url === '/api/notes?broken') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(gzipSync(JSON.stringify([{ id: 'one', title: 'a' }])));
    return;
  }
  notesListener(incoming, response);
});
beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => void server.close(resolve)));

const url = (path: string): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/api${path}`;

let observer: Observer;
beforeEach(async () => {
  const { api } = await loadApi(notesDocument);
  const judge = createResponseJudge(api, 'http://localhost/api');
  observer = createObserver({ api, judge, baseUrl: undefined });
});
afterEach(() => observer.stop());

const clients: readonly (readonly [string, (path: string, method?: string) => Promise<string>])[] = [
  ['fetch', async (path, method = 'GET') => (await fetch(url(path), { method })).text()],
  ['undici', async (path, method = 'GET') => (await request(url(path), { method: method as 'GET' })).body.text()],
  [
    'node:http',
    (path, method = 'GET') =>
      new Promise((resolve, reject) => {
        const sent = get(url(path), { method, agent: false }, (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          response.on('end', () => resolve(text));
        });
        sent.on('error', reject);
      }),
  ],
];

describe.each(clients)('what %s receives', (_name, ask) => {
  test('is judged once, and reaches its reader whole', async () => {
    expect(JSON.parse(await ask('/notes/2'))).toEqual({ id: 2, title: 'a note' });
    await ask('/notes/4');
    const { answers, outside, breaches } = await observer.take();
    expect(answers).toEqual([
      ['GET /notes/{id}', 200],
      ['GET /notes/{id}', 418],
    ]);
    expect(outside).toEqual([]);
    expect(breaches.map(({ actual }) => actual)).toEqual(['418']);
    expect(await observer.take()).toEqual({ answers: [], outside: [], breaches: [] });
  });

  test('is looked into, also where it came compressed', async () => {
    await ask('/notes?broken');
    const { breaches } = await observer.take();
    expect(breaches.map(({ message }) => message)).toEqual([
      expect.stringContaining('(response_schema_conformance)') as string,
    ]);
  });

  test('is noted where the document has no operation, and is no breach where a server error was provoked', async () => {
    await ask('/notes', 'DELETE');
    await ask('/notes?offset=-1');
    const { outside, breaches } = await observer.take();
    expect(outside).toEqual(['DELETE /api/notes']);
    expect(breaches).toEqual([]);
  });

  test('is left alone for whoever asks so', async () => {
    await unobserved(() => ask('/notes/4'));
    expect(await observer.take()).toEqual({ answers: [], outside: [], breaches: [] });
  });
});

test('only what the API answers is judged', async () => {
  const { api } = await loadApi(notesDocument);
  const judge = createResponseJudge(api, 'http://localhost/api');
  const elsewhere = createObserver({ api, judge, baseUrl: 'http://127.0.0.1:1/api' });
  await (await fetch(url('/notes/4'))).text();
  expect(await elsewhere.take()).toEqual({ answers: [], outside: [], breaches: [] });
  elsewhere.stop();
});

test('fetch is what it was once nobody watches', () => {
  const watched = globalThis.fetch;
  observer.stop();
  expect(globalThis.fetch).not.toBe(watched);
});
