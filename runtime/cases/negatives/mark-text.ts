/** Of a Private Use Area: next to nobody's documents have it. */
const mark = '\u{f8f0}';
const escaped = encodeURIComponent(mark);

/** The value with a mark at the end of the first text in it; nothing where it has no text. */
export function withMark(value: unknown): unknown {
  if (typeof value === 'string') return value + mark;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const marked = withMark(item);
      if (marked !== undefined) return value.with(index, marked);
    }
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    const marked = withMark(member);
    if (marked === undefined) continue;
    // Entries, because a member may be called __proto__.
    return Object.fromEntries(Object.entries(value).map(([key, old]) => [key, key === name ? marked : old]));
  }
  return undefined;
}

/** The UTF-8 of a text with other bytes in the place of its mark. */
export function replaceMark(text: string, bytes: Uint8Array): Uint8Array {
  const at = text.lastIndexOf(mark);
  return Buffer.concat([Buffer.from(text.slice(0, at)), bytes, Buffer.from(text.slice(at + mark.length))]);
}

/** A percent-encoded text with another one in the place of its mark. */
export function replaceEncodedMark(text: string, other: string): string {
  return text.replace(escaped, other);
}
