import type { PatternNode } from './pattern-node.ts';
import { isAnchored, matchLengths } from './pattern-node.ts';

/**
 * An upper bound of the ways in which a backtracking engine can go through a node on a text of some length, from one
 * position. Sure, if coarse: where it is small, so is the time that a match takes, whatever the text.
 */
function backtrackingPaths(node: PatternNode, length: number): number {
  switch (node.kind) {
    case 'chars':
    case 'start':
    case 'end':
    case 'boundary':
    case 'backreference':
      return 1;
    case 'group':
    case 'look':
      return backtrackingPaths(node.item, length);
    case 'sequence':
      return node.items.reduce((product, item) => product * backtrackingPaths(item, length), 1);
    case 'choice':
      return node.options.reduce((sum, option) => sum + backtrackingPaths(option, length), 0);
    case 'repeat': {
      const inner = backtrackingPaths(node.item, length);
      const [least] = matchLengths(node.item);
      const rounds = Math.min(node.max, least === 0 ? node.min + length + 1 : Math.floor(length / least) + 1);
      if (inner === 1) return Math.max(1, rounds - node.min + 1);
      return rounds === 0 ? 1 : inner ** rounds * 2;
    }
  }
}

/** An upper bound, likewise, of the characters that are looked at in all of a text. */
function work(tree: PatternNode, length: number): number {
  const [, longest] = matchLengths(tree);
  const starts = isAnchored(tree) ? 1 : length + 1;
  return starts * Math.min(length + 1, longest + 1) * backtrackingPaths(tree, length);
}

const LENGTHS = [0, 2, 4, 6, 8, 10, 12, 14, 16, 20, 30, 40, 80, 160, 320, 640, 1_280, 2_560, 5_120, 10_000, 100_000];

/** How long a text may be for a backtracking engine to look at no more characters than so many; -1: no length is sure. */
export function safeLength(tree: PatternNode, most: number): number {
  let safe = -1; // index of the greatest length known to be safe: longer texts are never less work
  let unsafe = LENGTHS.length;
  while (unsafe - safe > 1) {
    const middle = (safe + unsafe) >> 1;
    if (work(tree, LENGTHS[middle] ?? 0) <= most) safe = middle;
    else unsafe = middle;
  }
  return LENGTHS[safe] ?? -1;
}
