import { execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WireRequest } from '../../../runtime/model/exchange.ts';
import { toCurl } from '../../../runtime/requests/curl.ts';

const noSecrets = { origin: 'http://h', secretHeaders: new Map<string, string>() };
const json = ['Content-Type', 'application/json'] as const;
const accept = ['Accept', '*/*'] as const;

function request(given: Partial<WireRequest>): WireRequest {
  return { method: 'GET', target: '/', headers: [accept], body: undefined, ...given };
}

describe('the text', () => {
  test.each([
    [request({}), "curl 'http://h/' -H 'Accept: */*'"],
    [request({ method: 'HEAD' }), "curl --head 'http://h/' -H 'Accept: */*'"],
    [request({ method: 'DELETE' }), "curl -X DELETE 'http://h/' -H 'Accept: */*'"],
    [request({ method: 'POST' }), "curl -X POST 'http://h/' -H 'Accept: */*'"],
    [request({ target: '/a/../b' }), "curl --path-as-is 'http://h/a/../b' -H 'Accept: */*'"],
    [request({ target: '/a?b[]={1}' }), "curl --globoff 'http://h/a?b[]={1}' -H 'Accept: */*'"],
    [request({ headers: [] }), "curl 'http://h/' -H 'Accept:'"],
    [request({ headers: [accept, ['X', '']] }), "curl 'http://h/' -H 'Accept: */*' -H 'X;'"],
    [
      request({ method: 'POST', headers: [accept, json], body: "it's" }),
      `curl 'http://h/' -H 'Accept: */*' -H 'Content-Type: application/json' --data-raw 'it'\\''s'`,
    ],
    [
      request({ method: 'POST', headers: [accept, json], body: new Uint8Array([0, 255]) }),
      `printf '%s' 'AP8=' | base64 -d | curl 'http://h/' \\
  -H 'Accept: */*' \\
  -H 'Content-Type: application/json' \\
  --data-binary @-`,
    ],
  ])('%#', (given, expected) => {
    expect(toCurl(given, noSecrets)).toBe(expected);
  });

  test('secrets stand as variables, also where the request does not have them yet', () => {
    const secretHeaders = new Map([
      ['authorization', 'ATG_AUTHORIZATION'],
      ['x-key', 'ATG_KEY'],
    ]);
    const text = toCurl(request({ headers: [accept, ['X-Key', 'hidden']] }), { origin: 'http://h', secretHeaders });
    expect(text).toBe(`curl 'http://h/' -H 'Accept: */*' -H "X-Key: $ATG_KEY" -H "authorization: $ATG_AUTHORIZATION"`);
    expect(text).not.toContain('hidden');
  });
});

describe('a file for the body', () => {
  const bodyFile = '.api-test-gen/failures/0123456789ab.bin';
  const line = (body: WireRequest['body']): string =>
    toCurl(request({ method: 'POST', headers: [accept], body }), { ...noSecrets, bodyFile });

  test.each([
    ['bytes', new Uint8Array([0, 255])],
    ['text with a character that is not seen', 'a\u200bb'],
    ['long text', 'x'.repeat(20_000)],
  ])('is named for %s', (_, body) => {
    expect(line(body)).toContain(`--data-binary @${bodyFile}`);
    expect(line(body)).not.toContain('printf');
  });

  test.each([
    ['text', '{"a":1}', `--data-raw '{"a":1}'`],
    ['bytes that are text', new TextEncoder().encode('ü'), "--data-raw 'ü'"],
  ])('is not for %s', (_, body, expected) => {
    expect(line(body)).toContain(expected);
    expect(line(body)).not.toContain('@');
  });
});

const hasCurl = ((): boolean => {
  try {
    execFileSync('/bin/sh', ['-c', 'command -v curl'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Runs a script from stdin: as an argument it could be too long. */
async function shell(script: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
  const child = spawn('/bin/sh', ['-s'], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...process.env, no_proxy: '*', ...env },
  });
  child.stdin.end(`${script}\n`);
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(0);
}

interface Received {
  readonly method: string | undefined;
  readonly target: string | undefined;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

describe.skipIf(!hasCurl)('the bytes that curl sends (skipped where there is no curl)', () => {
  let server: Server;
  let origin = '';
  const received: Received[] = [];

  beforeAll(async () => {
    server = createServer((message, reply) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('end', () => {
        const headers: [string, string][] = [];
        for (let i = 0; i < message.rawHeaders.length; i += 2)
          headers.push([message.rawHeaders[i] ?? '', message.rawHeaders[i + 1] ?? '']);
        received.push({
          method: message.method,
          target: message.url,
          headers,
          body: Buffer.concat(chunks).toString('base64'),
        });
        reply.end('{}');
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test.each([
    ['a plain GET', request({ target: '/a?b=c%20d' })],
    ['HEAD', request({ method: 'HEAD' })],
    ['DELETE', request({ method: 'DELETE', target: '/x' })],
    ['a method of its own', request({ method: 'QUERY', body: 'q', headers: [accept, json] })],
    ['dot segments', request({ target: '/a/%2e%2e/./../b' })],
    ['brackets and braces', request({ target: '/a?b[0]={x,y}' })],
    ['no Accept, no Content-Type', request({ method: 'POST', headers: [], body: 'x' })],
    ['an empty header', request({ headers: [accept, ['X-Empty', '']] })],
    [
      'quotes, dollars, backticks, backslashes',
      request({
        method: 'POST',
        headers: [accept, json, ['X-Q', `'"$HOME\`id\`\\`]],
        body: `'"$HOME \`id\` \\n !! %s`,
      }),
    ],
    ['a leading @', request({ method: 'PUT', headers: [accept, json], body: '@/etc/hostname' })],
    ['lines and tabs', request({ method: 'POST', headers: [accept, json], body: 'a\r\nb\n\tc\n' })],
    ['Unicode', request({ method: 'POST', headers: [accept, json], body: 'ü€😀\u200b' })],
    ['a byte order mark', request({ method: 'POST', headers: [accept, json], body: '\ufeffx' })],
    [
      'bytes',
      request({ method: 'POST', headers: [accept, json], body: Uint8Array.from({ length: 256 }, (_, i) => i) }),
    ],
    [
      'bytes that are text',
      request({ method: 'PATCH', headers: [accept, json], body: new TextEncoder().encode('{"ü":1}') }),
    ],
    ['more than an argument may hold', request({ method: 'POST', headers: [accept, json], body: "é'".repeat(60_000) })],
    ['an empty body', request({ method: 'POST', headers: [accept, json], body: '' })],
  ])('%s', async (_, given) => {
    received.length = 0;
    const command = toCurl(given, { origin, secretHeaders: new Map() });
    await shell(command);
    const [arrived] = received;
    const own = new Set(['Host', 'User-Agent', 'Content-Length', 'Expect', 'Transfer-Encoding', 'Connection']);
    expect({ ...arrived, headers: arrived?.headers.filter(([name]) => !own.has(name)) }).toEqual({
      method: given.method,
      target: given.target,
      headers: given.headers,
      body: given.body === undefined ? '' : Buffer.from(given.body as Uint8Array).toString('base64'),
    });
  });

  test('a secret comes from the environment', async () => {
    received.length = 0;
    const command = toCurl(request({}), { origin, secretHeaders: new Map([['authorization', 'ATG_AUTHORIZATION']]) });
    await shell(command, { ATG_AUTHORIZATION: 'Bearer a"b' });
    expect(received[0]?.headers).toContainEqual(['authorization', 'Bearer a"b']);
  });
});
