/** The offset of the quote that closes the string opened at `start`, or beyond the text where none does. */
export function endOfString(text: Uint8Array, start: number): number {
  let i = start + 1;
  for (; i < text.length; i += 1) {
    const byte = text[i];
    if (byte === 0x22) return i;
    if (byte === 0x5c) i += 1;
  }
  return i;
}

/** The offset of the first byte from `start` on that is no JSON white space (RFC 8259 §2). */
export function skipBlanks(text: Uint8Array, start: number): number {
  let i = start;
  while (text[i] === 0x20 || text[i] === 0x0a || text[i] === 0x0d || text[i] === 0x09) i += 1;
  return i;
}
