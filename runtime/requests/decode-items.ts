import { parseJson, type DecodedBody } from './decode-body.ts';
import { parseMediaType } from './media-type.ts';
import { readEvents, type ServerSentEvent } from './read-events.ts';

/** One item of a sequence. */
export type DecodedItem =
  Exclude<DecodedBody, { kind: 'no-decoder' }> | { readonly kind: 'event'; readonly event: ServerSentEvent };

const lines: ReadonlySet<string> = new Set(['jsonl', 'x-jsonlines', 'x-ndjson', 'ndjson', 'stream+json']);

/**
 * Reads a body of a sequential media type item by item: JSON lines (empty ones do not count), JSON text sequences (RFC 7464), server-sent events. Of a body
 * that was cut only what came whole is an item. `undefined` for other types.
 */
export function decodeItems(body: Uint8Array, contentType: string, isCut: boolean): readonly DecodedItem[] | undefined {
  const mediaType = parseMediaType(contentType);
  if (mediaType === undefined) return undefined;
  const { type, subtype } = mediaType;
  if (type === 'text' && subtype === 'event-stream')
    return readEvents(textOf(body)).map((event) => ({ kind: 'event', event }));
  if (type !== 'application') return undefined;
  if (lines.has(subtype)) return jsonItems(body, isCut, '\n');
  return subtype === 'json-seq' || subtype.endsWith('+json-seq') ? jsonItems(body, isCut, '\u001e') : undefined;
}

function jsonItems(body: Uint8Array, isCut: boolean, separator: string): readonly DecodedItem[] {
  const texts = textOf(body).split(separator);
  // What stands behind the last separator may go on.
  if (isCut) texts.pop();
  return texts.filter((text) => text.trim() !== '').map((text) => parseJson(text));
}

/** Without a byte order mark; bytes that are no UTF-8 become U+FFFD, which a parser then meets. */
function textOf(body: Uint8Array): string {
  return new TextDecoder('utf-8').decode(body);
}
