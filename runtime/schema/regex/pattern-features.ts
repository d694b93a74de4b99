import type { CharSet, PatternNode } from './pattern-node.ts';

export type Look = PatternNode & { readonly kind: 'look' };

/** What a pattern is made of, as far as automata care. */
export interface PatternFeatures {
  readonly sets: readonly CharSet[];
  readonly start: boolean;
  readonly end: boolean;
  readonly boundary: boolean;
  readonly behinds: readonly Look[];
  /** Names what no automaton can express. */
  readonly irregular: 'backreference' | 'assertion inside a lookbehind' | undefined;
}

export function patternFeatures(tree: PatternNode): PatternFeatures {
  const sets = new Set<CharSet>();
  const kinds = new Set<PatternNode['kind']>();
  const behinds: Look[] = [];
  let irregular: PatternFeatures['irregular'];
  const visit = (node: PatternNode, behind: boolean): void => {
    kinds.add(node.kind);
    switch (node.kind) {
      case 'chars':
        sets.add(node.set);
        return;
      case 'sequence':
      case 'choice':
        for (const part of node.kind === 'sequence' ? node.items : node.options) visit(part, behind);
        return;
      case 'repeat':
        visit(node.item, behind);
        return;
      case 'group':
        visit(node.item, behind);
        return;
      case 'look':
        if (behind) irregular ??= 'assertion inside a lookbehind';
        if (node.behind) behinds.push(node);
        visit(node.item, behind || node.behind);
        return;
      case 'end':
      case 'boundary':
        if (behind) irregular ??= 'assertion inside a lookbehind';
        return;
      case 'backreference':
        irregular = 'backreference';
        return;
      case 'start':
    }
  };
  visit(tree, false);
  return {
    sets: [...sets],
    start: kinds.has('start'),
    end: kinds.has('end'),
    boundary: kinds.has('boundary'),
    behinds,
    irregular,
  };
}

/** How many characters a pattern names when its counted repetitions are written out. */
export function positionsOf(node: PatternNode): number {
  switch (node.kind) {
    case 'chars':
      return 1;
    case 'sequence':
      return node.items.reduce((sum, item) => sum + positionsOf(item), 0);
    case 'choice':
      return node.options.reduce((sum, option) => sum + positionsOf(option), 0);
    case 'repeat':
      return positionsOf(node.item) * Math.max(1, Number.isFinite(node.max) ? node.max : node.min);
    case 'group':
    case 'look':
      return positionsOf(node.item);
    case 'backreference':
    case 'boundary':
    case 'start':
    case 'end':
      return 0;
  }
}
