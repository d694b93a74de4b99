import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { InternalError, UsageError } from '../../../runtime/errors.ts';
import type { TransportResult } from '../../../runtime/transport/contract.ts';
import { createUndiciTransport } from '../../../runtime/transport/undici-transport.ts';
import { get, httpServer, post, rawServer, transportTo, unaborted } from './servers.ts';

const ok = (body: string, extra = ''): string =>
  `HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${extra}\r\n${body}`;

function answer(result: TransportResult): { status: number; body: string; truncated: boolean; throttled: number } {
  if (result.kind !== 'response') throw new Error(`no response: ${result.fault}: ${result.message}`);
  const { status, body, truncated } = result.response;
  return { status, body: Buffer.from(body).toString(), truncated, throttled: result.throttled };
}

function fault(result: TransportResult): string {
  return result.kind === 'fault' ? result.fault : `response ${result.response.status}`;
}

function closeOf(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', () => {
      resolve();
    });
  });
}

test('the target, the headers and the body go out as they are given', async () => {
  let seen = '';
  const { origin } = await rawServer((socket, text) => {
    seen += text;
    socket.write(ok('hi'));
  });
  const target = '/a/%2e%2e/b%2Fc//d?x=%7e&x=&y=a+b|{}';
  const body = new Uint8Array([0, 255, 13, 10]);
  const headers = [
    ['X-One', 'a'],
    ['x-ONE', 'b'],
    ['Accept', '*/*'],
    ['Content-Type', 'application/octet-stream'],
    ['X-Latin', 'é'],
  ] as const;
  const result = await transportTo(origin).send({ method: 'POST', target, headers, body }, unaborted);
  expect(answer(result)).toEqual({ status: 200, body: 'hi', truncated: false, throttled: 0 });
  expect(seen.replace(/host: .*\r\n/, '')).toBe(
    `POST ${target} HTTP/1.1\r\nconnection: keep-alive\r\nX-One: a\r\nx-ONE: b\r\nAccept: */*\r\n` +
      'Content-Type: application/octet-stream\r\nX-Latin: é\r\ncontent-length: 4\r\n\r\n\x00ÿ\r\n',
  );
});

test('response headers keep repetition and its order, with names in lower case, as UTF-8 where they are', async () => {
  const { origin } = await rawServer((socket) => {
    socket.write(
      Buffer.concat([
        Buffer.from('HTTP/1.1 200 OK\r\nX-B: 1\r\nSet-Cookie: a\r\nX-a: Zoë\r\nSet-Cookie: b\r\nX-L: '),
        Buffer.from([0x5a, 0xe9]),
        Buffer.from('\r\nContent-Length: 0\r\n\r\n'),
      ]),
    );
  });
  const result = await transportTo(origin).send(get(), unaborted);
  expect(result).toMatchObject({
    response: {
      headers: [
        ['x-b', '1'],
        ['set-cookie', 'a'],
        ['set-cookie', 'b'],
        ['x-a', 'Zoë'],
        ['x-l', 'Zé'],
        ['content-length', '0'],
      ],
    },
  });
});

test('connections are kept and never more than allowed; requests beyond wait their turn', async () => {
  const connections = new Set<number>();
  const { origin } = await rawServer((socket, _text, connection) => {
    connections.add(connection);
    setImmediate(() => socket.write(ok('x')));
  });
  const transport = transportTo(origin, { connections: 3 });
  const results = await Promise.all(Array.from({ length: 60 }, () => transport.send(get(), unaborted)));
  expect(results.map(answer).filter(({ status }) => status === 200)).toHaveLength(60);
  expect(connections.size).toBe(3);
});

test('informational responses are passed over', async () => {
  const { origin } = await rawServer((socket) => {
    socket.write(`HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n${ok('done')}`);
  });
  expect(answer(await transportTo(origin).send(get(), unaborted))).toMatchObject({ status: 200, body: 'done' });
});

test('a 100 Continue that nobody asked for is passed over, and the server not asked twice again', async () => {
  const heads: string[] = [];
  const { origin } = await rawServer((socket, text) => {
    heads.push(text.split(' ')[0] ?? '');
    socket.write(`HTTP/1.1 100 Continue\r\n\r\n${ok('done')}`);
  });
  const transport = transportTo(origin);
  expect(answer(await transport.send(get(), unaborted))).toMatchObject({ status: 200, body: 'done' });
  expect(answer(await transport.send(post('{}'), unaborted))).toMatchObject({ status: 200, body: 'done' });
  expect(heads).toEqual(['GET', 'GET', 'POST']);
});

test('redirects are answers', async () => {
  const { origin } = await httpServer((_request, response) => {
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  expect(answer(await transportTo(origin).send(get(), unaborted)).status).toBe(302);
});

test.each([
  ['304 with Content-Length', 'GET', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n', 304],
  ['204 with a body', 'GET', 'HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\nabc', 204],
  [
    '204 with a chunked body',
    'GET',
    'HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n',
    204,
  ],
  ['HEAD with Content-Length', 'HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n', 200],
  ['HEAD with a body', 'HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc', 200],
])('%s is the response it is, and does not disturb the next', async (_name, method, bytes, status) => {
  let requests = 0;
  const { origin } = await rawServer((socket) => {
    socket.write(++requests === 1 ? bytes : ok('next'));
  });
  const transport = transportTo(origin, { connections: 1 });
  const first = await transport.send({ method, target: '/', headers: [], body: undefined }, unaborted);
  expect(answer(first)).toMatchObject({ status, body: '' });
  expect(answer(await transport.send(get(), unaborted))).toMatchObject({ status: 200, body: 'next' });
});

test('a body that ends with the connection is whole', async () => {
  const { origin } = await rawServer((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nuntil the end'));
  expect(answer(await transportTo(origin).send(get(), unaborted))).toMatchObject({
    body: 'until the end',
    truncated: false,
  });
});

test('an endless body is cut at the cap, and reading ends', async () => {
  let closed: Promise<void> | undefined;
  const { origin } = await rawServer((socket) => {
    closed = closeOf(socket);
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
    const chunk = `10000\r\n${'x'.repeat(65536)}\r\n`;
    const pour = (): void => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.on('drain', pour);
    pour();
  });
  const transport = transportTo(origin, { maxResponseBytes: 100_000 });
  const { body, truncated } = answer(await transport.send(get(), unaborted));
  expect([body.length, truncated]).toEqual([100_000, true]);
  await closed;
});

test('a body exactly as long as the cap is whole', async () => {
  const { origin } = await rawServer((socket) => socket.write(ok('x'.repeat(1000))));
  const result = await transportTo(origin, { maxResponseBytes: 1000 }).send(get(), unaborted);
  expect(answer(result)).toMatchObject({ body: 'x'.repeat(1000), truncated: false });
});

test('refused: nothing listens', async () => {
  const server = await rawServer(() => undefined);
  await server.close();
  const result = await transportTo(server.origin).send(get(), unaborted);
  expect(result).toMatchObject({ kind: 'fault', fault: 'refused' });
  expect(result.kind === 'fault' && result.message).toContain(`Nothing listens at ${server.origin}`);
});

test('refused: a name with several addresses', async () => {
  const server = await rawServer(() => undefined);
  await server.close();
  const result = await transportTo(`http://localhost:${server.port}`).send(get(), unaborted);
  expect(result).toMatchObject({ kind: 'fault', fault: 'refused' });
  expect(result.kind === 'fault' && result.message).toContain('ECONNREFUSED');
});

test('unreachable: no such host, and a TLS handshake that fails', async () => {
  expect(fault(await transportTo('http://no-such-host.invalid').send(get(), unaborted))).toBe('unreachable');
  const { port } = await rawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  expect(fault(await transportTo(`https://127.0.0.1:${port}`).send(get(), unaborted))).toBe('unreachable');
});

test('unreachable: a TLS handshake that never ends', async () => {
  const { port } = await rawServer(() => undefined);
  const result = await transportTo(`https://127.0.0.1:${port}`, { timeoutMs: 100 }).send(get(), unaborted);
  expect(result).toMatchObject({ fault: 'unreachable', message: expect.stringContaining('within 100 ms') as string });
});

test('timeout: no answer', async () => {
  const { origin } = await rawServer(() => undefined);
  const startedAt = performance.now();
  const result = await transportTo(origin, { timeoutMs: 100 }).send(get(), unaborted);
  expect(result).toMatchObject({ fault: 'timeout', message: `${origin} did not answer within 100 ms.` });
  expect(performance.now() - startedAt).toBeGreaterThan(99);
});

test('timeout: a body that trickles on and on', async () => {
  const { origin } = await rawServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
    const timer = setInterval(() => socket.write('1\r\nx\r\n'), 5);
    socket.on('close', () => {
      clearInterval(timer);
    });
  });
  const result = await transportTo(origin, { timeoutMs: 100 }).send(get(), unaborted);
  expect(result).toMatchObject({ fault: 'timeout' });
  expect(result.kind === 'fault' && result.message).toMatch(
    /answered 200, but the body did not end within 100 ms: \d+ bytes/,
  );
});

test('a connection is good for the next request after a timeout', async () => {
  let requests = 0;
  const { origin } = await rawServer((socket) => {
    if (++requests > 1) socket.write(ok('back'));
  });
  const transport = transportTo(origin, { connections: 1, timeoutMs: 100 });
  const [first, second] = await Promise.all([transport.send(get(), unaborted), transport.send(get(), unaborted)]);
  expect(fault(first)).toBe('timeout');
  expect(answer(second).body).toBe('back');
});

test.each([
  ['EOF', (socket: Socket) => socket.end()],
  ['reset', (socket: Socket) => socket.resetAndDestroy()],
  ['EOF in the middle of the head', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-')],
  ['EOF short of Content-Length', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc')],
  [
    'EOF short of Content-Length, announced',
    (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 10\r\n\r\nabc'),
  ],
  [
    'EOF in the middle of chunks',
    (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab'),
  ],
])('connection-lost: %s', async (_name, end) => {
  let connections = 0;
  const { origin } = await rawServer((socket, _text, connection) => {
    connections = connection;
    end(socket);
  });
  expect(fault(await transportTo(origin).send(get(), unaborted))).toBe('connection-lost');
  expect(connections).toBe(1);
});

test.each([
  ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n'],
  ['a broken status line', 'HTTP/1.1 abc OK\r\n\r\n'],
  ['contradicting lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
  ['a broken chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  [
    'a protocol switch nobody asked for',
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
  ],
])('malformed-response: %s', async (_name, bytes) => {
  const { origin } = await rawServer((socket) => socket.write(bytes));
  expect(fault(await transportTo(origin).send(get(), unaborted))).toBe('malformed-response');
});

test('a used connection that ends without an answer is no dead server: the request is sent again on a fresh one', async () => {
  const seen: number[] = [];
  const { origin } = await rawServer((socket, _text, connection) => {
    seen.push(connection);
    if (seen.filter((id) => id === connection).length === 1) socket.write(ok('fine'));
    else socket.end();
  });
  const transport = transportTo(origin, { connections: 1 });
  for (let i = 0; i < 3; i++) expect(answer(await transport.send(post('{}'), unaborted)).body).toBe('fine');
  expect(seen).toEqual([1, 1, 2, 2, 3]);
});

test('a server that dies of a request is a lost connection, and not refused', async () => {
  let requests = 0;
  const server = await rawServer((socket) => {
    if (++requests === 1) socket.write(ok('alive'));
    else void server.close();
  });
  const transport = transportTo(server.origin, { connections: 1 });
  await transport.send(get(), unaborted);
  expect(fault(await transport.send(get(), unaborted))).toBe('connection-lost');
  expect(fault(await transport.send(get(), unaborted))).toBe('refused');
});

test('a server that dies of the same request again and again is a lost connection', async () => {
  const { origin } = await rawServer((socket, text) => {
    if (text.startsWith('POST')) socket.resetAndDestroy();
    else socket.write(ok('alive'));
  });
  const transport = transportTo(origin, { connections: 1 });
  await transport.send(get(), unaborted);
  expect(fault(await transport.send(post('kill'), unaborted))).toBe('connection-lost');
});

test('a used connection that ends in the middle of an answer is lost, and nothing is sent again', async () => {
  let requests = 0;
  const { origin } = await rawServer((socket) => {
    if (++requests === 1) socket.write(ok('alive'));
    else socket.end('HTTP/1.1 200');
  });
  const transport = transportTo(origin, { connections: 1 });
  await transport.send(get(), unaborted);
  expect(fault(await transport.send(get(), unaborted))).toBe('connection-lost');
  expect(requests).toBe(2);
});

test('aborted: the signal reaches the socket, and waiting requests too', async () => {
  const controller = new AbortController();
  let closed: Promise<void> | undefined;
  const { origin } = await rawServer((socket) => {
    closed = closeOf(socket);
    controller.abort();
  });
  const transport = transportTo(origin, { connections: 1 });
  const sent = [1, 2, 3].map(() => transport.send(get(), controller.signal));
  expect((await Promise.all(sent)).map(fault)).toEqual(['aborted', 'aborted', 'aborted']);
  await closed;
  expect(fault(await transport.send(get(), controller.signal))).toBe('aborted');
});

test('aborted: while the connection is being made, without harm to a request of another signal', async () => {
  const { origin } = await rawServer((socket) => socket.write(ok('fine')));
  const controller = new AbortController();
  const transport = transportTo(origin, { connections: 1 });
  const first = transport.send(get(), controller.signal);
  const second = transport.send(get(), unaborted);
  controller.abort();
  expect(fault(await first)).toBe('aborted');
  expect(answer(await second).body).toBe('fine');
});

test('thousands of requests put one listener on the signal', async () => {
  const { origin } = await rawServer((socket) => socket.write(ok('x')));
  const controller = new AbortController();
  let listeners = 0;
  const add = controller.signal.addEventListener.bind(controller.signal);
  controller.signal.addEventListener = (...args: Parameters<typeof add>) => {
    listeners++;
    add(...args);
  };
  const transport = transportTo(origin);
  await Promise.all(Array.from({ length: 100 }, () => transport.send(get(), controller.signal)));
  expect(listeners).toBe(1);
});

test('close ends what is under way, and nothing is sent afterwards', async () => {
  const server = await rawServer(() => undefined);
  const transport = createUndiciTransport({
    origin: server.origin,
    connections: 2,
    timeoutMs: 60_000,
    maxResponseBytes: 10,
  });
  const sent = [1, 2, 3].map(() => transport.send(get(), unaborted));
  await transport.close();
  expect((await Promise.all(sent)).map(fault)).toEqual(['aborted', 'aborted', 'aborted']);
  expect(fault(await transport.send(get(), unaborted))).toBe('aborted');
  await transport.close();
});

test('a request that HTTP/1.1 cannot carry is a defect of ours, not a fault of the server', async () => {
  const { origin } = await rawServer((socket) => socket.write(ok('x')));
  const transport = transportTo(origin, { connections: 1 });
  await expect(transport.send(get('/', [['x', 'a\r\nb: c']]), unaborted)).rejects.toThrow(InternalError);
  await expect(transport.send(get('/ü€'), unaborted)).rejects.toThrow(InternalError);
  expect(answer(await transport.send(get(), unaborted)).status).toBe(200);
});

test('an origin that is none is a usage error', () => {
  const options = { connections: 1, timeoutMs: 1, maxResponseBytes: 1 };
  for (const origin of ['127.0.0.1:80', 'ftp://x', '']) {
    expect(() => createUndiciTransport({ origin, ...options })).toThrow(UsageError);
  }
});

test.each(['text/event-stream', 'application/x-ndjson; charset=utf-8'])(
  'a stream of %s is cut after a while: what came is the answer, and its connection is given up',
  async (type) => {
    const { origin } = await httpServer((_, response) => {
      response.writeHead(200, { 'Content-Type': type }).write('data: 1\n\n');
    });
    const transport = transportTo(origin, { connections: 1, timeoutMs: 30_000, listenMs: 50 });
    const result = await transport.send(get(), unaborted);
    expect(answer(result)).toEqual({ status: 200, body: 'data: 1\n\n', truncated: true, throttled: 0 });
    expect(result.durationMs).toBeLessThan(10_000);
    expect(answer(await transport.send(get(), unaborted)).body).toBe('data: 1\n\n');
  },
);

test('a stream that ends is an answer like others', async () => {
  const { origin } = await httpServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' }).end('data: 1\n\n');
  });
  const result = await transportTo(origin, { listenMs: 10_000 }).send(get(), unaborted);
  expect(answer(result)).toEqual({ status: 200, body: 'data: 1\n\n', truncated: false, throttled: 0 });
  expect(result.durationMs).toBeLessThan(5_000);
});
