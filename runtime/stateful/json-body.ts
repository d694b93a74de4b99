import { headerValue, type WireRequest, type WireResponse } from '../model/exchange.ts';
import { isJsonMediaType } from '../requests/media-type.ts';
import { parseExact } from './exact-json.ts';

/** Longer bodies are not read for values: no list of resources is needed whole. */
const maxBytes = 4 * 1024 * 1024;

/** The JSON value of a message's body, integers exact; `undefined` where there is none. */
export function jsonBody({ headers, body }: WireRequest | WireResponse): unknown {
  if (body === undefined || body.length === 0 || body.length > maxBytes) return undefined;
  const contentType = headerValue(headers, 'content-type') ?? '';
  if (!isJsonMediaType(contentType)) return undefined;
  try {
    return parseExact(typeof body === 'string' ? body : utf8.decode(body));
  } catch {
    return undefined;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
