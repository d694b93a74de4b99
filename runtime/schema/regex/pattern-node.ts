/** A set of code points: ranges and Unicode properties, or all the others. */
export interface CharSet {
  readonly negated: boolean;
  readonly ranges: readonly (readonly [number, number])[];
  /** One-character tests, for `\p{…}`. */
  readonly properties: readonly RegExp[];
}

/** A parsed regular expression. */
export type PatternNode =
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[] }
  | { readonly kind: 'chars'; readonly set: CharSet }
  | { readonly kind: 'repeat'; readonly item: PatternNode; readonly min: number; readonly max: number }
  | { readonly kind: 'group'; readonly item: PatternNode; readonly name: string }
  | { readonly kind: 'backreference'; readonly name: string }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'boundary'; readonly negated: boolean }
  | { readonly kind: 'look'; readonly behind: boolean; readonly negated: boolean; readonly item: PatternNode };

export function containsCodePoint(set: CharSet, codePoint: number): boolean {
  const inside =
    set.ranges.some(([low, high]) => codePoint >= low && codePoint <= high) ||
    (set.properties.length > 0 && set.properties.some((property) => property.test(String.fromCodePoint(codePoint))));
  return inside !== set.negated;
}

/** Fewest and most code points that a node can match; lookarounds match none. */
export function matchLengths(node: PatternNode): readonly [number, number] {
  switch (node.kind) {
    case 'chars':
      return [1, 1];
    case 'group':
      return matchLengths(node.item);
    case 'sequence': {
      let min = 0;
      let max = 0;
      for (const item of node.items) {
        const [low, high] = matchLengths(item);
        min += low;
        max += high;
      }
      return [min, max];
    }
    case 'choice': {
      const all = node.options.map(matchLengths);
      return [Math.min(...all.map(([low]) => low)), Math.max(...all.map(([, high]) => high))];
    }
    case 'repeat': {
      const [low, high] = matchLengths(node.item);
      return [low * node.min, high === 0 ? 0 : node.max === 0 ? 0 : high * node.max];
    }
    case 'backreference':
      return [0, Number.POSITIVE_INFINITY];
    case 'start':
    case 'end':
    case 'boundary':
    case 'look':
      return [0, 0];
  }
}

/** Whether every match begins where the text begins. */
export function isAnchored(node: PatternNode): boolean {
  if (node.kind === 'start') return true;
  if (node.kind === 'group') return isAnchored(node.item);
  if (node.kind === 'choice') return node.options.every(isAnchored);
  if (node.kind !== 'sequence') return false;
  const first = node.items.find((item) => item.kind !== 'look' && item.kind !== 'boundary');
  return first !== undefined && isAnchored(first);
}
