import { pointerTokens } from '../model/json.ts';
import type { Location, SourcePosition } from '../model/location.ts';
import { createJsonLocator } from './locate-json.ts';
import { createYamlLocator, type LineAndColumn } from './locate-yaml.ts';
import type { SpecDocument } from './spec-document.ts';

export type FindPosition = (location: Location) => SourcePosition | undefined;

/**
 * Turns locations into lines and columns. Text is read again when the first position of its file is asked for, and
 * then kept. Undefined for documents without text.
 */
export function createPositions(documentOf: (file: string) => SpecDocument | undefined): FindPosition {
  const locators = new Map<string, (tokens: readonly string[]) => LineAndColumn>();
  const answers = new Map<string, SourcePosition>();
  return (location) => {
    const text = documentOf(location.file)?.text;
    if (text === undefined) return undefined;
    const key = `${location.file}#${location.pointer}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    let locate = locators.get(location.file);
    if (locate === undefined) {
      locate = text.syntax === 'yaml' ? createYamlLocator(text.read()) : createJsonLines(text.read());
      locators.set(location.file, locate);
    }
    const answer = { ...location, ...locate(pointerTokens(location.pointer)) };
    answers.set(key, answer);
    return answer;
  };
}

function createJsonLines(text: Buffer): (tokens: readonly string[]) => LineAndColumn {
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
