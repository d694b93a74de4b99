/** Any value that JSON can carry. `undefined` members are dropped by `JSON.stringify`. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

declare const pointer: unique symbol;

/** A JSON Pointer (RFC 6901), `''` for the whole document, never in URI fragment form. */
export type JsonPointer = string & { readonly [pointer]: true };

/** Appends reference tokens to a pointer, escaping `~` and `/` (RFC 6901 §3). */
export function pointerTo(base: string, ...tokens: readonly (string | number)[]): JsonPointer {
  let result = base;
  for (const token of tokens) {
    const text = String(token);
    result +=
      text.includes('~') || text.includes('/') ? `/${text.replaceAll('~', '~0').replaceAll('/', '~1')}` : `/${text}`;
  }
  return result as JsonPointer;
}

/** The unescaped reference tokens of a pointer; `''` gives none. */
export function pointerTokens(jsonPointer: string): readonly string[] {
  if (jsonPointer === '') return [];
  return jsonPointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value at a pointer; `undefined` where there is none. */
export function valueAt(value: unknown, jsonPointer: string): unknown {
  let current = value;
  for (const token of pointerTokens(jsonPointer)) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, token)) return undefined;
    current = (current as Readonly<Record<string, unknown>>)[token];
  }
  return current;
}
