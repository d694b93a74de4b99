import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../../../runtime/model/exchange.ts';
import type { TransportResult } from '../../../runtime/transport/contract.ts';
import { get, httpServer, post, rawServer, transportTo, unaborted } from './servers.ts';

/** undici refuses this header, so that the request takes the other way. */
const refused: HeaderList = [['Keep-Alive', 'x']];

function summary(result: TransportResult): string {
  if (result.kind === 'fault') return result.fault;
  const { status, body, truncated } = result.response;
  return `${status} ${Buffer.from(body).toString()}${truncated ? '…' : ''}`;
}

test.each<[string, HeaderList, string]>([
  ['Expect', [['Expect', '100-continue']], 'Expect: 100-continue'],
  ['Upgrade', [['Upgrade', 'h2c']], 'Upgrade: h2c'],
  ['Keep-Alive', [['Keep-Alive', 'x']], 'Keep-Alive: x'],
  ['an invalid Content-Length', [['Content-Length', 'abc']], 'Content-Length: abc'],
  ['Transfer-Encoding', [['transfer-encoding', 'gzip']], 'transfer-encoding: gzip'],
])('%s goes out as it is given', async (_name, headers, line) => {
  let seen = '';
  const { origin, port } = await rawServer((socket, text) => {
    seen += text;
    socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\nno');
  });
  const result = await transportTo(origin).send(
    get('/a%2e/../b?x=|', [['X-b', '1'], ...headers, ['x-A', '2']]),
    unaborted,
  );
  expect(summary(result)).toBe('400 no');
  expect(seen).toBe(
    `GET /a%2e/../b?x=| HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-b: 1\r\n${line}\r\nx-A: 2\r\nConnection: close\r\n\r\n`,
  );
});

test('a body has its length, and the response its headers', async () => {
  const { origin } = await httpServer((request, response) => {
    request.on('data', (chunk: Buffer) => {
      response.setHeader('Set-Cookie', ['a', 'b']).end(`${request.headers['content-length']} ${chunk.toString()}`);
    });
  });
  const result = await transportTo(origin).send(post('{"ü":1}', [['Keep-Alive', 'x']]), unaborted);
  expect(summary(result)).toBe('200 8 {"ü":1}');
  expect(result.kind === 'response' && result.response.headers.filter(([name]) => name === 'set-cookie')).toEqual([
    ['set-cookie', 'a'],
    ['set-cookie', 'b'],
  ]);
});

test('a protocol switch that was asked for is an answer', async () => {
  const { origin } = await rawServer((socket) =>
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
  );
  const result = await transportTo(origin).send(
    get('/', [
      ['Upgrade', 'x'],
      ['Connection', 'upgrade'],
    ]),
    unaborted,
  );
  expect(summary(result)).toBe('101 ');
});

describe('faults are the same', () => {
  test.each([
    ['connection-lost', ''],
    ['connection-lost', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'],
    ['malformed-response', 'SSH-2.0\r\n'],
  ])('%s', async (expected, bytes) => {
    const { origin } = await rawServer((socket) => socket.end(bytes));
    expect(summary(await transportTo(origin).send(get('/', refused), unaborted))).toBe(expected);
  });

  test('timeout, with and without a head', async () => {
    for (const bytes of ['', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc']) {
      const { origin } = await rawServer((socket) => socket.write(bytes));
      const result = await transportTo(origin, { timeoutMs: 100 }).send(get('/', refused), unaborted);
      expect(summary(result)).toBe('timeout');
    }
  });

  test('a stream without an end is an answer', async () => {
    const { origin } = await rawServer((socket) =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n'),
    );
    const result = await transportTo(origin, { timeoutMs: 300 }).send(get('/', refused), unaborted);
    expect(result).toMatchObject({ kind: 'response', response: { status: 200, truncated: true } });
  });

  test('refused', async () => {
    const server = await rawServer(() => undefined);
    await server.close();
    expect(summary(await transportTo(server.origin).send(get('/', refused), unaborted))).toBe('refused');
  });

  test('aborted', async () => {
    const controller = new AbortController();
    const { origin } = await rawServer(() => {
      controller.abort();
    });
    expect(summary(await transportTo(origin).send(get('/', refused), controller.signal))).toBe('aborted');
  });

  test('a body beyond the cap is cut', async () => {
    const { origin } = await httpServer((_request, response) => {
      response.end('x'.repeat(1000));
    });
    const result = await transportTo(origin, { maxResponseBytes: 3 }).send(get('/', refused), unaborted);
    expect(summary(result)).toBe('200 xxx…');
  });
});
