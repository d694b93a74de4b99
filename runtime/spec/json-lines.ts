import { createJsonLocator } from './locate-json.ts';
import type { Locate } from './parsed-document.ts';

/** Places in JSON text as lines and columns. The text must be valid. */
export function createJsonLines(text: Buffer): Locate {
  const locate = createJsonLocator(text);
  return (tokens) => {
    const offset = locate(tokens);
    let line = 1;
    let lineStart = 0;
    for (let end = text.indexOf(0x0a); end !== -1 && end < offset; end = text.indexOf(0x0a, lineStart)) {
      line += 1;
      lineStart = end + 1;
    }
    return { line, column: codeUnits(text, lineStart, offset) + 1 };
  };
}

/** How many UTF-16 code units UTF-8 bytes stand for: columns count them, as editors do. Makes no string: a line may be the whole text. */
function codeUnits(text: Buffer, start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i += 1) {
    const byte = text[i] ?? 0;
    if (byte < 0x80 || byte >= 0xc0) count += byte >= 0xf0 ? 2 : 1;
  }
  return count;
}
