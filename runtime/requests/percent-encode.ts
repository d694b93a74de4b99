const unreservedOnly = asciiSet('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~');
/** Reserved characters but for those that end or divide a query, or that query parsers read as something else (`&`, `#`, `+`, `[`, `]`). */
const reservedToo = asciiSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?@!$'()*,;=");
/** The same in a path segment: not `/` and `?`, which end it, nor `;`, at which some servers cut it. */
const reservedInPath = asciiSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:@!$&'()*+,=");
/** What a cookie's value may hold as it is (RFC 6265 §4.1.1), and the comma that OpenAPI's own examples have. */
const inCookie = asciiSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!#$&'()*+/:<=>?@[]^`{|},");
/** What may stand in a path as it is (RFC 3986 §3.3), with `/`, and `%` since literal text of a template may be encoded already. */
const pathLiteral = asciiSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/%");
const queryLiteral = asciiSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?%");

/** Text in percent-encoded UTF-8; `undefined` where the text holds a lone surrogate. */
export type PercentEncoder = (text: string) => string | undefined;

/** Encodes all but RFC 3986's unreserved characters. */
export const percentEncode: PercentEncoder = (text) => encodeOutside(text, unreservedOnly);

/** Encodes as `allowReserved` asks, and still what would change the query's structure. */
export const percentEncodeReserved: PercentEncoder = (text) => encodeOutside(text, reservedToo);

/** Encodes a path parameter as `allowReserved` asks (OpenAPI 3.2). */
export const percentEncodeInPath: PercentEncoder = (text) => encodeOutside(text, reservedInPath);

/** The style `cookie` encodes nothing, so what would have to be encoded cannot stand there; nor can `%`, which some servers decode. */
export const cookieText: PercentEncoder = (text) => (encodeOutside(text, inCookie) === text ? text : undefined);

/** Makes the literal text of a path template legal, and leaves what is legal alone. */
export const percentEncodePath: PercentEncoder = (text) => encodeOutside(text, pathLiteral);

/** The same for the query that some templates carry. */
export const percentEncodeQuery: PercentEncoder = (text) => encodeOutside(text, queryLiteral);

/** Undoes percent-encoding; text that is not validly encoded stays as it is. */
export function percentDecode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function asciiSet(characters: string): Uint8Array {
  const set = new Uint8Array(128);
  for (const character of characters) set[character.charCodeAt(0)] = 1;
  return set;
}

function encodeOutside(text: string, allowed: Uint8Array): string | undefined {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code >= 128 || allowed[code] === 0) return encodeFrom(text, i, allowed);
  }
  return text;
}

function encodeFrom(text: string, start: number, allowed: Uint8Array): string | undefined {
  let result = text.slice(0, start);
  for (const character of text.slice(start)) {
    const code = character.charCodeAt(0);
    if (code < 128) {
      result += allowed[code] === 1 ? character : `%${code.toString(16).toUpperCase().padStart(2, '0')}`;
    } else if (character.length === 1 && code >= 0xd800 && code <= 0xdfff) {
      return undefined;
    } else {
      result += encodeURIComponent(character);
    }
  }
  return result;
}
