import { gunzipSync } from 'node:zlib';
import { MalformedSpecError, UnreadableSpecError } from '../errors.ts';
import { showBytes } from './show-file.ts';

/**
 * Bytes as they came, as UTF-8 text without a byte order mark: gunzips what begins with gzip's magic number
 * (RFC 1952 §2.3.1) and transcodes UTF-16 that has a byte order mark. `where` is the file as messages show it.
 */
export function decodeBytes(bytes: Uint8Array, where: string, maxBytes: number): Buffer {
  const plain = isGzip(bytes)
    ? gunzip(bytes, where, maxBytes)
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (plain.length > maxBytes) throw tooLarge(where, maxBytes);
  if (plain[0] === 0xef && plain[1] === 0xbb && plain[2] === 0xbf) return plain.subarray(3);
  const encoding =
    plain[0] === 0xff && plain[1] === 0xfe
      ? 'utf-16le'
      : plain[0] === 0xfe && plain[1] === 0xff
        ? 'utf-16be'
        : undefined;
  return encoding === undefined ? plain : Buffer.from(new TextDecoder(encoding).decode(plain));
}

/** The error for a document over the limit. */
export function tooLarge(where: string, maxBytes: number): UnreadableSpecError {
  return new UnreadableSpecError(`The document is larger than ${showBytes(maxBytes)}.`, {
    where,
    hint: 'Raise the limit (maxBytes), or load a part of the document.',
  });
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function gunzip(bytes: Uint8Array, where: string, maxBytes: number): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE')
      throw tooLarge(where, maxBytes);
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MalformedSpecError(`The document begins like gzip but cannot be decompressed: ${reason}.`, {
      where,
      hint: 'Compress it again, or give the plain file.',
      cause,
    });
  }
}
