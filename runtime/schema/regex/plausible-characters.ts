import type { Range } from './code-points.ts';
import { sizeOf } from './code-points.ts';

/** The only choice that texts depend on; both bounds are included. */
export interface Rng {
  nextInt(min: number, max: number): number;
}

/** The characters of one class, by how likely a person is to use them. */
export interface PlausibleCharacters {
  /** How often the class is to be chosen among others. */
  readonly weight: number;
  pick(rng: Rng): string;
}

/** Latin, combining marks, right-to-left, CJK, a blank of another width, emoji beyond the first plane. */
const BEYOND = Array.from('ßéÑΩяאع中あ한\u0301\u2003𝒳😀ﬁİ', (char) => char.codePointAt(0) ?? 0);
/** Controls, format characters, private use, what Unicode does not assign. */
const UNUSUAL = /\p{C}/u;
const LETTER_OR_DIGIT = /[A-Za-z0-9]/;

export function plausibleCharacters(ranges: readonly Range[]): PlausibleCharacters {
  const usual: number[] = [];
  const visible: number[] = [];
  for (const [low, high] of ranges) {
    for (let codePoint = Math.max(low, 0x20); codePoint <= Math.min(high, 0x7e); codePoint++) {
      (LETTER_OR_DIGIT.test(String.fromCodePoint(codePoint)) ? usual : visible).push(codePoint);
    }
  }
  const beyond = BEYOND.filter((codePoint) => ranges.some(([low, high]) => low <= codePoint && codePoint <= high));
  const first = ranges[0]?.[0] ?? 0; // classes are never empty
  const size = sizeOf(ranges);
  const anyOf = (list: readonly number[], rng: Rng): number =>
    list.length === 0 ? first : (list[rng.nextInt(0, list.length - 1)] ?? first);
  return {
    weight: usual.length > 0 ? 4 + 2 * Math.floor(Math.log2(usual.length)) : visible.length > 0 ? 2 : 1,
    pick(rng) {
      const die = rng.nextInt(0, 999);
      if (die === 999) return String.fromCodePoint(memberAt(ranges, rng.nextInt(0, size - 1)));
      if (usual.length > 0 && die < 850) return String.fromCodePoint(anyOf(usual, rng));
      if (visible.length > 0 && die < 960) return String.fromCodePoint(anyOf(visible, rng));
      if (beyond.length > 0 && die < 980) return String.fromCodePoint(anyOf(beyond, rng));
      return String.fromCodePoint(
        assigned(ranges, rng) ?? anyOf(usual.length > 0 ? usual : visible.length > 0 ? visible : beyond, rng),
      );
    },
  };
}

const TRIES = 8;

/** A character of the set, often the first or last of a range; nothing where chance finds none that is in use. */
function assigned(ranges: readonly Range[], rng: Rng): number | undefined {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const [low, high] = ranges[rng.nextInt(0, ranges.length - 1)] ?? [0, 0]; // classes are never empty
    const die = rng.nextInt(0, 3);
    const codePoint = die === 0 ? low : die === 1 ? high : rng.nextInt(low, high);
    if (!UNUSUAL.test(String.fromCodePoint(codePoint))) return codePoint;
  }
  return undefined;
}

function memberAt(ranges: readonly Range[], index: number): number {
  let left = index;
  for (const [low, high] of ranges) {
    if (left <= high - low) return low + left;
    left -= high - low + 1;
  }
  return ranges[0]?.[0] ?? 0; // not reached: the index is below the size
}
