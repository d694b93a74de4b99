import zlib from 'node:zlib';

/** Decoded bytes; `truncated` where the cap cut them. */
export interface Decoded {
  readonly body: Uint8Array;
  readonly truncated: boolean;
}

type Coding = {
  readonly sync: (bytes: Uint8Array, maxBytes: number) => Buffer;
  readonly stream: () => zlib.Gunzip | zlib.BrotliDecompress;
};

// A body that the cap cut off has no end mark: flushing gives what there is.
const { Z_SYNC_FLUSH, BROTLI_OPERATION_FLUSH } = zlib.constants;

const gzip: Coding = {
  sync: (bytes, maxOutputLength) => zlib.gunzipSync(bytes, { maxOutputLength, finishFlush: Z_SYNC_FLUSH }),
  stream: () => zlib.createGunzip(),
};
const zlibWrapped: Coding = {
  sync: (bytes, maxOutputLength) => zlib.inflateSync(bytes, { maxOutputLength, finishFlush: Z_SYNC_FLUSH }),
  stream: () => zlib.createInflate(),
};
const bareDeflate: Coding = {
  sync: (bytes, maxOutputLength) => zlib.inflateRawSync(bytes, { maxOutputLength, finishFlush: Z_SYNC_FLUSH }),
  stream: () => zlib.createInflateRaw(),
};
const brotli: Coding = {
  sync: (bytes, maxOutputLength) =>
    zlib.brotliDecompressSync(bytes, { maxOutputLength, finishFlush: BROTLI_OPERATION_FLUSH }),
  stream: () => zlib.createBrotliDecompress(),
};

/**
 * Undoes a `Content-Encoding` (RFC 9110 §8.4.1: gzip, deflate, br; in the reverse of their order), at most `maxBytes`
 * of output at each step. A coding that is not known, or bytes that are not what the header says, are left as they are:
 * that is the response a client gets.
 */
export async function decodeContent(encoding: string, bytes: Uint8Array, maxBytes: number): Promise<Decoded> {
  let body = bytes;
  let truncated = false;
  for (const name of encoding.toLowerCase().split(',').reverse()) {
    const coding = codingOf(name.trim(), body);
    if (coding === undefined) return { body, truncated };
    try {
      body = coding.sync(body, maxBytes);
    } catch (error) {
      if (!isTooLarge(error)) return { body: bytes, truncated };
      body = await decodePrefix(coding.stream(), body, maxBytes);
      truncated = true;
    }
  }
  return { body, truncated };
}

function codingOf(name: string, bytes: Uint8Array): Coding | undefined {
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return gzip;
    case 'deflate':
      // RFC 9110 §8.4.1.2 means the zlib format; some servers send bare deflate. CM = 8 in the low bits marks zlib.
      return ((bytes[0] ?? 0) & 0x0f) === 8 ? zlibWrapped : bareDeflate;
    case 'br':
      return brotli;
    default:
      return undefined;
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

/** The first `maxBytes` of what would be too much: a small body that unfolds without end costs no more memory. */
function decodePrefix(
  stream: zlib.Gunzip | zlib.BrotliDecompress,
  bytes: Uint8Array,
  maxBytes: number,
): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const finish = (): void => {
      stream.destroy();
      resolve(Buffer.concat(chunks, Math.min(length, maxBytes)));
    };
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= maxBytes) finish();
    });
    stream.on('error', finish);
    stream.on('end', finish);
    stream.end(bytes);
  });
}
