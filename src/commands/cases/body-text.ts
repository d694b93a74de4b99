/** A body as the text it is on the wire; `undefined` for one that is no UTF-8. */
export function bodyText(body: string | Uint8Array): string | undefined {
  // A lone surrogate is written as U+FFFD.
  if (typeof body === 'string') return Buffer.from(body).toString();
  try {
    // A byte order mark is part of it.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}
