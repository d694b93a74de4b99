import { createJsonLocator } from './locate-json.ts';
import type { Locate } from './parsed-document.ts';

/** Places in JSON text as lines and columns. The text must be valid. */
export function createJsonLines(text: Buffer): Locate {
  const locate = createJsonLocator(text);
  let index: TextIndex | undefined;
  return (tokens) => {
    const offset = locate(tokens);
    index ??= createTextIndex(text);
    const { line, start } = index.lineAt(offset);
    return { line, column: index.codeUnitsBefore(offset) - index.codeUnitsBefore(start) + 1 };
  };
}

/** Where lines begin, and how many UTF-16 code units stand before a byte: columns count them, as editors do. */
interface TextIndex {
  lineAt(offset: number): { readonly line: number; readonly start: number };
  codeUnitsBefore(offset: number): number;
}

const blockSize = 16 * 1024;

/** One pass over the text; then a look-up costs at most one block, also where a line is the whole text. Makes no string. */
function createTextIndex(text: Buffer): TextIndex {
  const starts = [0];
  for (let end = text.indexOf(0x0a); end !== -1; end = text.indexOf(0x0a, end + 1)) starts.push(end + 1);
  const blocks = [0];
  for (let start = 0; start < text.length; start += blockSize) {
    blocks.push((blocks.at(-1) ?? 0) + codeUnits(text, start, Math.min(start + blockSize, text.length)));
  }
  return {
    lineAt(offset) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, start: starts[low] ?? 0 };
    },
    codeUnitsBefore(offset) {
      const block = Math.floor(offset / blockSize);
      return (blocks[block] ?? 0) + codeUnits(text, block * blockSize, offset);
    },
  };
}

/** How many UTF-16 code units UTF-8 bytes stand for. */
function codeUnits(text: Buffer, start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i += 1) {
    const byte = text[i] ?? 0;
    if (byte < 0x80 || byte >= 0xc0) count += byte >= 0xf0 ? 2 : 1;
  }
  return count;
}
