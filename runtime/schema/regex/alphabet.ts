import type { Range } from './code-points.ts';
import { LAST_CODE_POINT, sizeOf } from './code-points.ts';

/**
 * Code points that no set of a collection tells apart share a class, and automata read classes: a pattern of all of
 * Unicode has an alphabet of two or three.
 */
export interface Alphabet {
  /** The code points of each class, none of them empty. */
  readonly classes: readonly (readonly Range[])[];
  readonly sizes: readonly number[];
  /** The classes of a set that was among those the alphabet was made of. */
  classesOf(ranges: readonly Range[]): readonly number[];
  /** The class of a code point; -1 for one that is not carried. */
  classOf(codePoint: number): number;
}

/** The alphabet of the code points in `carried` that tells apart what the sets tell apart. */
export function alphabetOf(sets: readonly (readonly Range[])[], carried: readonly Range[]): Alphabet {
  const all = [carried, ...sets];
  const edges = edgesOf(all);
  const members = all.map((ranges) => spans(ranges, edges));
  const ids = new Map<string, number>();
  const classes: Range[][] = [];
  const spanClass = new Int32Array(edges.length).fill(-1);
  for (let span = 0; span < edges.length; span++) {
    if (members[0]?.[span] !== 1) continue;
    const signature = members.map((inside) => inside[span]).join('');
    let id = ids.get(signature);
    if (id === undefined) {
      id = classes.push([]) - 1;
      ids.set(signature, id);
    }
    spanClass[span] = id;
    append(classes[id] ?? [], edges[span] ?? 0, (edges[span + 1] ?? LAST_CODE_POINT + 1) - 1);
  }
  return {
    classes,
    sizes: classes.map(sizeOf),
    classesOf(ranges) {
      const found = new Set<number>();
      for (const [span, inside] of spans(ranges, edges).entries()) {
        const id = spanClass[span] ?? -1;
        if (inside === 1 && id >= 0) found.add(id);
      }
      return [...found];
    },
    classOf(codePoint) {
      let low = 0;
      let high = edges.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((edges[middle] ?? 0) <= codePoint) low = middle;
        else high = middle - 1;
      }
      return spanClass[low] ?? -1;
    },
  };
}

/** Where any of the sets begins or has ended, in order. */
function edgesOf(sets: readonly (readonly Range[])[]): readonly number[] {
  const edges = new Set<number>([0]);
  for (const ranges of sets) {
    for (const [low, high] of ranges) {
      edges.add(low);
      if (high < LAST_CODE_POINT) edges.add(high + 1);
    }
  }
  return [...edges].toSorted((a, b) => a - b);
}

/** For each span between two edges, 1 where it lies in the ranges. */
function spans(ranges: readonly Range[], edges: readonly number[]): Uint8Array {
  const inside = new Uint8Array(edges.length);
  let at = 0;
  for (let span = 0; span < edges.length; span++) {
    const low = edges[span] ?? 0;
    while (at < ranges.length && (ranges[at]?.[1] ?? 0) < low) at++;
    if ((ranges[at]?.[0] ?? Number.POSITIVE_INFINITY) <= low) inside[span] = 1;
  }
  return inside;
}

function append(ranges: Range[], low: number, high: number): void {
  const last = ranges.at(-1);
  if (last !== undefined && last[1] === low - 1) ranges[ranges.length - 1] = [last[0], high];
  else ranges.push([low, high]);
}
