import { boundedCache } from '../bounded-cache.ts';
import type { CharSet } from './pattern-node.ts';

/** First and last code point. Lists of ranges are sorted, and no two of them touch. */
export type Range = readonly [low: number, high: number];

export const LAST_CODE_POINT = 0x10ffff;
export const SURROGATES: Range = [0xd800, 0xdfff];

/** The ranges sorted, and joined where they overlap or touch. */
export function joinedRanges(ranges: readonly Range[]): readonly Range[] {
  const sorted = ranges.toSorted((a, b) => a[0] - b[0]);
  const joined: [number, number][] = [];
  for (const [low, high] of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else if (low <= high) joined.push([low, high]);
  }
  return joined;
}

/** Every other code point, surrogates included. */
export function complementRanges(ranges: readonly Range[]): readonly Range[] {
  const others: Range[] = [];
  let from = 0;
  for (const [low, high] of ranges) {
    if (low > from) others.push([from, low - 1]);
    from = high + 1;
  }
  if (from <= LAST_CODE_POINT) others.push([from, LAST_CODE_POINT]);
  return others;
}

export function sizeOf(ranges: readonly Range[]): number {
  return ranges.reduce((sum, [low, high]) => sum + high - low + 1, 0);
}

/** The code points of a set as ranges. */
export function rangesOf(set: CharSet): readonly Range[] {
  const listed = joinedRanges([...set.ranges, ...set.properties.flatMap(propertyRanges)]);
  return set.negated ? complementRanges(listed) : listed;
}

/**
 * Where Unicode assigns characters one by one. The planes behind are either unassigned or for private use as a whole,
 * but for the last two code points of each, which are no characters.
 */
const SCANNED: readonly Range[] = [
  [0, 0x3ffff],
  [0xe0000, 0xe0fff],
];

const properties = boundedCache<string, readonly Range[]>(50);

/** The code points of `\p{…}`, which is one scan over most of Unicode: some milliseconds, so it is kept. */
function propertyRanges(property: RegExp): readonly Range[] {
  let ranges = properties.get(property.source);
  if (ranges === undefined) {
    ranges = scan(property);
    properties.set(property.source, ranges);
  }
  return ranges;
}

function scan(property: RegExp): readonly Range[] {
  const has = (codePoint: number): boolean => property.test(String.fromCodePoint(codePoint));
  const found: Range[] = [];
  for (const [low, high] of SCANNED) {
    let from = -1;
    for (let codePoint = low; codePoint <= high; codePoint++) {
      if (has(codePoint) === from >= 0) continue;
      if (from >= 0) found.push([from, codePoint - 1]);
      from = from >= 0 ? -1 : codePoint;
    }
    if (from >= 0) found.push([from, high]);
  }
  if (has(0xe1000)) found.push([0xe1000, 0xefffd]);
  for (let plane = 0x4; plane <= 0x10; plane++) {
    const first = plane * 0x10000;
    if (plane !== 0xe && has(first)) found.push([first, first + 0xfffd]);
    if (has(first + 0xfffe)) found.push([first + 0xfffe, first + 0xffff]);
  }
  return joinedRanges(found);
}
