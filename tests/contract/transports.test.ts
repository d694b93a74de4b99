import zlib from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { WireRequest } from '../../runtime/model/exchange.ts';
import type { TransportResult } from '../../runtime/transport/contract.ts';
import { transports, type Seen } from './transports.ts';

const unaborted = new AbortController().signal;

function get(target = '/', headers: WireRequest['headers'] = []): WireRequest {
  return { method: 'GET', target, headers, body: undefined };
}

function answer(result: TransportResult): {
  readonly status: number;
  readonly body: string;
  readonly truncated: boolean;
} {
  if (result.kind !== 'response') throw new Error(`no response: ${result.fault}: ${result.message}`);
  const { status, body, truncated } = result.response;
  return { status, body: Buffer.from(body).toString(), truncated };
}

function faultOf(result: TransportResult): string {
  return result.kind === 'fault' ? result.fault : `response ${result.response.status}`;
}

async function* endless(): AsyncGenerator<Uint8Array> {
  for (let n = 0; ; n += 1) {
    yield Buffer.from(`data: ${n}\n\n`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe.each(transports)('a transport %s', (_name, open) => {
  test('hands target, headers and body on as they are', async () => {
    const all: Seen[] = [];
    const transport = await open((seen) => {
      all.push(seen);
      return { body: 'ok' };
    });
    const target = '/a/%2e%2e/b%2Fc//d?x=%7e&x=&y=a+b';
    const headers = [
      ['X-One', 'a'],
      ['Content-Type', 'application/octet-stream'],
    ] as const;
    const body = new Uint8Array([0, 255, 13, 10]);
    const result = await transport.send({ method: 'PUT', target, headers, body }, unaborted);
    expect(answer(result)).toEqual({ status: 200, body: 'ok', truncated: false });
    const [seen] = all;
    expect(seen).toMatchObject({ method: 'PUT', target, body: Buffer.from(body) });
    expect(seen?.headers).toMatchObject({
      'x-one': 'a',
      'content-type': 'application/octet-stream',
      'content-length': '4',
      host: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    });
  });

  test.each(['TRACE', 'OPTIONS', 'DELETE', 'PATCH', 'QUERY'])('sends the method %s', async (method) => {
    const transport = await open((seen) => ({ body: seen.method }));
    const result = await transport.send({ method, target: '/', headers: [], body: undefined }, unaborted);
    expect(answer(result).body).toBe(method);
  });

  test('sends a GET that has a body', async () => {
    const transport = await open((seen) => ({ body: `${seen.method} ${seen.body.toString()}` }));
    expect(answer(await transport.send({ ...get(), body: '{"q":1}' }, unaborted)).body).toBe('GET {"q":1}');
  });

  test('gives repeated headers back each, with names in lower case', async () => {
    const transport = await open(() => ({
      headers: [
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
        ['X-Total', '7'],
      ],
    }));
    const result = await transport.send(get(), unaborted);
    if (result.kind !== 'response') throw new Error(result.message);
    const { headers } = result.response;
    expect(headers.filter(([name]) => name === 'set-cookie').map(([, value]) => value)).toEqual(['a=1', 'b=2']);
    expect(headers).toContainEqual(['x-total', '7']);
  });

  test('follows no redirect', async () => {
    const transport = await open(() => ({ status: 302, headers: [['Location', 'http://127.0.0.1:1/']] }));
    expect(answer(await transport.send(get(), unaborted)).status).toBe(302);
  });

  test('decodes gzip and br', async () => {
    const transport = await open(({ target }) =>
      target === '/br'
        ? { headers: [['Content-Encoding', 'br']], body: zlib.brotliCompressSync('brotli') }
        : { headers: [['Content-Encoding', 'gzip']], body: zlib.gzipSync('gzip') },
    );
    expect(answer(await transport.send(get('/br'), unaborted)).body).toBe('brotli');
    expect(answer(await transport.send(get('/gz'), unaborted)).body).toBe('gzip');
  });

  test.each([
    ['HEAD', 200],
    ['GET', 204],
    ['GET', 304],
  ])('reads no body of %s %i', async (method, status) => {
    const transport = await open(() => ({ status, ...(status === 200 ? { body: 'content' } : {}) }));
    const result = await transport.send({ ...get(), method }, unaborted);
    expect(answer(result)).toEqual({ status, body: '', truncated: false });
  });

  test('cuts a body that is too long', async () => {
    const transport = await open(() => ({ body: Buffer.alloc(5_000, 'x') }), { maxResponseBytes: 1_000 });
    const { body, truncated } = answer(await transport.send(get(), unaborted));
    expect([body.length, truncated]).toEqual([1_000, true]);
  });

  test('listens to a stream for a while, and takes what came', async () => {
    const transport = await open(() => ({ headers: [['Content-Type', 'text/event-stream']], body: endless() }), {
      listenMs: 50,
    });
    const { status, body, truncated } = answer(await transport.send(get(), unaborted));
    expect([status, truncated]).toEqual([200, true]);
    expect(body.startsWith('data: 0\n\n')).toBe(true);
  });

  test('gives up on an answer that does not come', async () => {
    const never = new Promise<never>(() => undefined);
    const transport = await open(() => never, { timeoutMs: 50 });
    expect(faultOf(await transport.send(get(), unaborted))).toBe('timeout');
  });

  test('gives up on a body that does not end', async () => {
    const transport = await open(() => ({ body: endless() }), { timeoutMs: 100 });
    expect(faultOf(await transport.send(get(), unaborted))).toBe('timeout');
  });

  test('ends with its signal', async () => {
    const controller = new AbortController();
    const never = new Promise<never>(() => undefined);
    const transport = await open(() => {
      controller.abort();
      return never;
    });
    expect(faultOf(await transport.send(get(), controller.signal))).toBe('aborted');
    expect(faultOf(await transport.send(get(), controller.signal))).toBe('aborted');
  });

  test('sends nothing once it is closed', async () => {
    let requests = 0;
    const transport = await open(() => {
      requests += 1;
      return {};
    });
    await transport.close();
    expect(faultOf(await transport.send(get(), unaborted))).toBe('aborted');
    expect(requests).toBe(0);
  });

  test('waits where it is asked to, and says how often', async () => {
    let requests = 0;
    const transport = await open(() => {
      requests += 1;
      return requests === 1 ? { status: 429, headers: [['Retry-After', '0']] } : { body: 'at last' };
    });
    const result = await transport.send(get(), unaborted);
    expect(answer(result).body).toBe('at last');
    expect(result.kind === 'response' && result.throttled).toBe(1);
  });

  test('serves many at once', async () => {
    const transport = await open(async ({ target }) => {
      await new Promise((resolve) => setImmediate(resolve));
      return { body: target };
    });
    const targets = Array.from({ length: 40 }, (_unused, n) => `/${n}`);
    const results = await Promise.all(targets.map((target) => transport.send(get(target), unaborted)));
    expect(results.map((result) => answer(result).body)).toEqual(targets);
  });
});
