import type { HeaderList } from '../model/exchange.ts';

const beyondAscii = /[\x80-\xff]/;

/**
 * Name and value of each header field, names in lower case. Fields of one name stay in their order and stand at the
 * place of the first: between names the order means nothing (RFC 9110 §5.3), and undici has sorted them like this
 * already; reading the raw bytes again would cost more than all the rest of this layer.
 */
export function responseHeaders(parsed: Readonly<Record<string, string | string[] | undefined>>): HeaderList {
  const list: [string, string][] = [];
  for (const name of Object.keys(parsed)) {
    const value = parsed[name];
    if (typeof value === 'string') list.push([name, text(value)]);
    else if (value !== undefined) for (const one of value) list.push([name, text(one)]);
  }
  return list;
}

/** RFC 9110 §5.5 leaves the bytes above 0x7F open: a value that is UTF-8 is read as such, any other as ISO-8859-1. */
function text(latin1: string): string {
  if (!beyondAscii.test(latin1)) return latin1;
  const utf8 = Buffer.from(latin1, 'latin1').toString('utf8');
  return utf8.includes('\uFFFD') ? latin1 : utf8;
}
