import zlib from 'node:zlib';
import { expect, test } from 'vitest';
import { decodeContent } from '../../../runtime/transport/content-coding.ts';
import { get, httpServer, transportTo, unaborted } from './servers.ts';

const text = Buffer.from('{"name":"Zoë"}'.repeat(50));

test.each([
  ['gzip', zlib.gzipSync(text)],
  ['X-GZIP', zlib.gzipSync(text)],
  ['deflate', zlib.deflateSync(text)],
  ['deflate', zlib.deflateRawSync(text)],
  ['br', zlib.brotliCompressSync(text)],
  ['gzip, br', zlib.brotliCompressSync(zlib.gzipSync(text))],
  ['identity', text],
  ['unheard-of', text],
])('%s', async (encoding, bytes) => {
  const { body, truncated } = await decodeContent(encoding, bytes, 10_000);
  expect(Buffer.from(body).toString()).toBe(text.toString());
  expect(truncated).toBe(false);
});

test('bytes that are not what the header says are left as they are', async () => {
  const bytes = Buffer.from('plain');
  expect(await decodeContent('gzip', bytes, 10_000)).toEqual({ body: bytes, truncated: false });
});

test.each([
  ['gzip', zlib.gzipSync(Buffer.alloc(50_000_000))],
  ['deflate', zlib.deflateSync(Buffer.alloc(50_000_000))],
  ['br', zlib.brotliCompressSync(Buffer.alloc(50_000_000))],
])('a bomb of %s is cut at the cap', async (encoding, bytes) => {
  const { body, truncated } = await decodeContent(encoding, bytes, 10_000);
  expect([body.length, truncated]).toEqual([10_000, true]);
});

test('a compressed body that was itself cut gives what there is', async () => {
  const noise = Buffer.from(
    Array.from({ length: 5000 }, (_, i) => String.fromCharCode(32 + ((i * i * 31) % 90))).join(''),
  );
  const bytes = zlib.gzipSync(noise);
  const { body } = await decodeContent('gzip', bytes.subarray(0, bytes.length / 2), 10_000);
  expect(body.length).toBeGreaterThan(0);
  expect(noise.subarray(0, body.length).equals(Buffer.from(body))).toBe(true);
});

test('over the wire: decoded body, headers as they were', async () => {
  const { origin } = await httpServer((_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(zlib.gzipSync(text));
  });
  const result = await transportTo(origin).send(get(), unaborted);
  expect(result).toMatchObject({ kind: 'response', response: { truncated: false } });
  if (result.kind !== 'response') return;
  expect(Buffer.from(result.response.body).toString()).toBe(text.toString());
  expect(result.response.headers).toContainEqual(['content-encoding', 'gzip']);
});
