import type { PatternNode } from './pattern-node.ts';

/**
 * What a match still has to read: a node, and what comes after it. After the last node the rest of the text is `free`;
 * in a lookbehind the match has to end `here`.
 */
export interface Frame {
  readonly id: number;
  readonly node: PatternNode;
  readonly next: Frame | 'free' | 'here';
  /** The frame of a sequence as a chain of its items, or of a repetition with one round before it. */
  unfolded?: Frame | 'free' | 'here';
}

export interface Frames {
  /** Nothing more to read, in a lookbehind. */
  readonly here: Frame;
  frame(node: PatternNode, next: Frame['next']): Frame;
  /** The items one after another. */
  chain(frame: Frame, items: readonly PatternNode[]): Frame['next'];
  /** One round, then the rounds that are left. */
  round(frame: Frame, repeat: PatternNode & { readonly kind: 'repeat' }): Frame['next'];
}

/** Makes frames, equal ones being the same object. */
export function frames(): Frames {
  let count = 0;
  const known = new Map<PatternNode, Map<number, Frame>>();
  const repeats = new Map<PatternNode, Map<string, PatternNode>>();
  const frame = (node: PatternNode, next: Frame['next']): Frame => {
    const byNext = mapIn(known, node);
    const key = next === 'free' ? -1 : next === 'here' ? -2 : next.id;
    let found = byNext.get(key);
    if (found === undefined) {
      found = { id: count++, node, next };
      byNext.set(key, found);
    }
    return found;
  };
  const fewer = (item: PatternNode, min: number, max: number): PatternNode => {
    const byBounds = mapIn(repeats, item);
    const key = `${min},${max}`;
    let found = byBounds.get(key);
    if (found === undefined) {
      found = { kind: 'repeat', item, min, max };
      byBounds.set(key, found);
    }
    return found;
  };
  return {
    here: frame({ kind: 'sequence', items: [] }, 'here'),
    frame,
    chain(of, items) {
      of.unfolded ??= items.reduceRight<Frame['next']>((next, item) => frame(item, next), of.next);
      return of.unfolded;
    },
    round(of, { item, min, max }) {
      of.unfolded ??= frame(item, max === 1 ? of.next : frame(fewer(item, Math.max(0, min - 1), max - 1), of.next));
      return of.unfolded;
    },
  };
}

function mapIn<K, L, V>(maps: Map<K, Map<L, V>>, key: K): Map<L, V> {
  let map = maps.get(key);
  if (map === undefined) {
    map = new Map();
    maps.set(key, map);
  }
  return map;
}
