import { isUtf8 } from 'node:buffer';
import { parse as parseLossless } from 'lossless-json';
import { isStreamMediaType } from '../model/stream-media-types.ts';
import { isJsonMediaType, parseMediaType } from './media-type.ts';

/** A response body as a schema can judge it. */
export type DecodedBody =
  | { kind: 'decoded'; value: unknown }
  | { kind: 'malformed'; message: string }
  | { kind: 'no-decoder'; mediaType: string };

/** Text types whose schema, if they have one, describes the text itself. */
const plainText: ReadonlySet<string> = new Set(['plain', 'html', 'markdown', 'css', 'javascript']);

/**
 * Reads a body by its media type. JSON (and `+json`) becomes its value, plain text a string. Numbers become JavaScript numbers, rounded beyond
 * 2^53 and capped at the largest finite one, so that a validator still sees a number. Of duplicate keys the last counts, as in `JSON.parse`.
 * Forms, multipart, XML, CSV, event streams and binary types have no decoder: their values are not typed, or not text.
 */
export function decodeBody(body: Uint8Array, contentType: string): DecodedBody {
  // Spring's old name of JSON lines has a suffix that is not true.
  const json = isJsonMediaType(contentType) && !isStreamMediaType(contentType);
  const mediaType = parseMediaType(contentType);
  if (mediaType === undefined) return { kind: 'no-decoder', mediaType: contentType };
  if (!json && !(mediaType.type === 'text' && plainText.has(mediaType.subtype))) {
    return { kind: 'no-decoder', mediaType: `${mediaType.type}/${mediaType.subtype}` };
  }
  const text = decodeText(body, mediaType.parameters['charset']);
  if (text.kind !== 'decoded') return text;
  return json ? parseJson(text.value) : text;
}

type DecodedText = { kind: 'decoded'; value: string } | { kind: 'malformed'; message: string };

function decodeText(body: Uint8Array, charset: string | undefined): DecodedText {
  const encoding = byteOrderMark(body) ?? charset?.trim().toLowerCase() ?? 'utf-8';
  if (encoding === 'utf-8' || encoding === 'utf8') {
    if (!isUtf8(body)) return { kind: 'malformed', message: 'The body is not valid UTF-8.' };
    const start = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0;
    return { kind: 'decoded', value: asBuffer(body).toString('utf8', start) };
  }
  try {
    return { kind: 'decoded', value: new TextDecoder(encoding, { fatal: true }).decode(body) };
  } catch (error) {
    // A RangeError is an encoding that nobody knows, a TypeError bytes that are not in it.
    const unknown = error instanceof RangeError;
    return {
      kind: 'malformed',
      message: unknown ? `Unknown charset "${encoding}".` : `The body is not valid ${encoding}.`,
    };
  }
}

/** A byte order mark is the stronger sign: servers that write one often name another charset, or none. */
function byteOrderMark(body: Uint8Array): string | undefined {
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le';
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be';
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 'utf-8' : undefined;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Text that may hold a number beyond the range of doubles; strings may hold it too, which only costs time. */
const mayOverflow = /[eE]\+?\d{3}|\d{309}/;

/** The value of a JSON text. */
export function parseJson(text: string): Exclude<DecodedBody, { kind: 'no-decoder' }> {
  try {
    const value: unknown = mayOverflow.test(text) ? parseCapped(text) : JSON.parse(text);
    return { kind: 'decoded', value };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return {
      kind: 'malformed',
      message: text.trim() === '' ? 'The body is empty.' : `The body is not valid JSON: ${detail}`,
    };
  }
}

function parseCapped(text: string): unknown {
  // Validity is JSON.parse's to say: it and lossless-json differ on control characters and lone surrogates.
  const value: unknown = JSON.parse(text);
  const parseNumber = (lexeme: string): number => {
    const number = Number(lexeme);
    return Number.isFinite(number) ? number : Math.sign(number) * Number.MAX_VALUE;
  };
  try {
    return parseLossless(text, null, { parseNumber, onDuplicateKey: ({ newValue }) => newValue });
  } catch {
    return value;
  }
}
