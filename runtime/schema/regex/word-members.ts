import type { Alphabet } from './alphabet.ts';
import type { WordLengths } from './word-lengths.ts';

const LONGEST = 2_000;

/** All accepted texts within the bounds, shorter ones first, of a language that has few; nothing where they are long. */
export function wordMembers(
  alphabet: Alphabet,
  lengths: WordLengths,
  [min, max]: readonly [number, number],
): readonly string[] | undefined {
  const found: string[] = [];
  const visit = (state: number, left: number, text: string): void => {
    if (left === 0) {
      found.push(text);
      return;
    }
    for (const { target, classes } of lengths.edges[state] ?? []) {
      if (!lengths.fits(target, left - 1)) continue;
      for (const index of classes) {
        for (const [low, high] of alphabet.classes[index] ?? []) {
          for (let codePoint = low; codePoint <= high; codePoint++) {
            visit(target, left - 1, text + String.fromCodePoint(codePoint));
          }
        }
      }
    }
  };
  if (lengths.edges.length === 0) return found;
  const last = Math.min(max, lengths.infinite ? max : lengths.edges.length);
  if (last > Math.min(LONGEST, lengths.horizon)) return undefined;
  for (let length = min; length <= last; length++) if (lengths.fits(0, length)) visit(0, length, '');
  return found;
}
