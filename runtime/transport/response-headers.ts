import type { HeaderList } from '../model/exchange.ts';

/**
 * Name and value of each header field, names in lower case. RFC 9110 §5.5 leaves the bytes above 0x7F open: a value
 * that is UTF-8 is read as such, any other as ISO-8859-1.
 */
export function responseHeaders(raw: readonly (Buffer | string)[]): HeaderList {
  const list: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    list.push([text(raw[i]).toLowerCase(), text(raw[i + 1])]);
  }
  return list;
}

function text(bytes: Buffer | string | undefined): string {
  if (bytes === undefined) return '';
  if (typeof bytes === 'string') return bytes;
  const utf8 = bytes.toString('utf8');
  return utf8.includes('\uFFFD') ? bytes.toString('latin1') : utf8;
}
