import { pointerTokens } from '../model/json.ts';
import type { Location, SourcePosition } from '../model/location.ts';
import type { Locate } from './parsed-document.ts';
import type { SpecDocument } from './spec-document.ts';

export type FindPosition = (location: Location) => SourcePosition | undefined;

/**
 * Turns locations into lines and columns. Text is read again when the first position of its file is asked for, and
 * then kept. Undefined for documents without text.
 */
export function createPositions(documentOf: (file: string) => SpecDocument | undefined): FindPosition {
  const locators = new Map<string, Locate>();
  const answers = new Map<string, SourcePosition>();
  return (location) => {
    const text = documentOf(location.file)?.text;
    if (text === undefined) return undefined;
    const key = `${location.file}#${location.pointer}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    let locate = locators.get(location.file);
    if (locate === undefined) {
      locate = text.createLocate(text.read());
      locators.set(location.file, locate);
    }
    const answer = { ...location, ...locate(pointerTokens(location.pointer)) };
    answers.set(key, answer);
    return answer;
  };
}
