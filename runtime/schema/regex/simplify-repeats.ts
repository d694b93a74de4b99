import type { PatternNode } from './pattern-node.ts';
import { matchLengths } from './pattern-node.ts';

type Repeat = PatternNode & { readonly kind: 'repeat' };

/**
 * The same language with fewer counts: `(a{1,50}){1,50}` is `a{1,2500}`, and where no text is longer than `longest`,
 * a repetition that may reach that length needs no upper bound. Captures are forgotten.
 */
export function simplifyRepeats(node: PatternNode, longest: number): PatternNode {
  switch (node.kind) {
    case 'sequence':
      return { kind: 'sequence', items: node.items.map((item) => simplifyRepeats(item, longest)) };
    case 'choice':
      return { kind: 'choice', options: node.options.map((option) => simplifyRepeats(option, longest)) };
    case 'group':
      return simplifyRepeats(node.item, longest);
    case 'look':
      return { ...node, item: simplifyRepeats(node.item, longest) };
    case 'repeat':
      return simplifyRepeat({ ...node, item: simplifyRepeats(node.item, longest) }, longest);
    case 'chars':
    case 'backreference':
    case 'start':
    case 'end':
    case 'boundary':
      return node;
  }
}

function simplifyRepeat(node: Repeat, longest: number): PatternNode {
  const { item, min, max } = flattened(node);
  if (min === 1 && max === 1) return item;
  const [least] = matchLengths(item);
  return { kind: 'repeat', item, min, max: least * max >= longest ? Number.POSITIVE_INFINITY : max };
}

/** A repetition of a repetition as one, where the numbers of rounds leave no gap. */
function flattened(outer: Repeat): Repeat {
  const inner = outer.item;
  if (inner.kind !== 'repeat') return outer;
  const joins =
    outer.min === outer.max ||
    (outer.min === 0 ? inner.min <= 1 : outer.min * inner.max + 1 >= (outer.min + 1) * inner.min);
  if (!joins || outer.max === 0) return outer;
  return {
    kind: 'repeat',
    item: inner.item,
    min: outer.min * inner.min,
    max: inner.max === 0 ? 0 : outer.max * inner.max,
  };
}
