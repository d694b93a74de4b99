import type { CharSet, PatternNode } from './pattern-node.ts';
import { matchLengths } from './pattern-node.ts';

/**
 * Whether a backtracking engine may need exponential time: a repetition inside a repetition, or a choice inside one,
 * whose parts can begin with the same character, or a backreference. Errs towards `true`.
 */
export function backtrackingRisk(node: PatternNode): boolean {
  switch (node.kind) {
    case 'chars':
    case 'start':
    case 'end':
    case 'boundary':
      return false;
    case 'backreference':
      return true;
    case 'group':
    case 'look':
      return backtrackingRisk(node.item);
    case 'sequence':
      return node.items.some(backtrackingRisk);
    case 'choice':
      return node.options.some(backtrackingRisk);
    case 'repeat':
      return backtrackingRisk(node.item) || (node.max > 8 && ambiguous(node.item));
  }
}

/** Whether one round of a repetition can match the same text in several ways, as far as a cheap look tells. */
function ambiguous(node: PatternNode): boolean {
  if (node.kind === 'group') return ambiguous(node.item);
  if (node.kind === 'chars') return false;
  if (matchLengths(node)[0] === 0) return true;
  if (node.kind === 'choice') {
    return node.options.some(ambiguousPart) || anyOverlap(node.options);
  }
  return ambiguousPart(node);
}

function ambiguousPart(node: PatternNode): boolean {
  if (node.kind === 'group') return ambiguousPart(node.item);
  if (node.kind === 'choice') return node.options.some(ambiguousPart) || anyOverlap(node.options);
  if (node.kind === 'repeat') return node.max !== node.min || ambiguousPart(node.item);
  if (node.kind !== 'sequence') return node.kind === 'look';
  // `(\.[a-z]+)*`: an inner repetition is harmless where something that it cannot match stands at its round's start or end.
  const loose = node.items.filter((item) => ambiguousPart(item));
  if (loose.length === 0) return false;
  const fixed = node.items.filter((item) => !loose.includes(item) && matchLengths(item)[0] > 0);
  const starts = loose.map((item) => allSets(item));
  return !(
    loose.length === 1 &&
    fixed.length > 0 &&
    starts.every((sets) =>
      fixed.some((item) => allSets(item).every((set) => sets.every((other) => disjoint(set, other)))),
    )
  );
}

function anyOverlap(options: readonly PatternNode[]): boolean {
  const sets = options.map(firstSets);
  return sets.some((left, index) =>
    sets.slice(index + 1).some((right) => left.some((a) => right.some((b) => !disjoint(a, b)))),
  );
}

function firstSets(node: PatternNode): readonly CharSet[] {
  if (node.kind === 'sequence') {
    const sets: CharSet[] = [];
    for (const item of node.items) {
      sets.push(...firstSets(item));
      if (matchLengths(item)[0] > 0) break;
    }
    return sets;
  }
  if (node.kind === 'choice') return node.options.flatMap(firstSets);
  return allSets(node);
}

function allSets(node: PatternNode): readonly CharSet[] {
  switch (node.kind) {
    case 'chars':
      return [node.set];
    case 'group':
    case 'repeat':
    case 'look':
      return allSets(node.item);
    case 'sequence':
      return node.items.flatMap(allSets);
    case 'choice':
      return node.options.flatMap(allSets);
    case 'start':
    case 'end':
    case 'boundary':
    case 'backreference':
      return [];
  }
}

function disjoint(a: CharSet, b: CharSet): boolean {
  if (a.properties.length > 0 || b.properties.length > 0) return false;
  if (a.negated && b.negated) return false;
  if (a.negated) return disjoint(b, a);
  if (b.negated) return a.ranges.every((range) => covered(range, b.ranges));
  return a.ranges.every(([low, high]) => b.ranges.every(([from, to]) => high < from || to < low));
}

function covered([low, high]: readonly [number, number], ranges: readonly (readonly [number, number])[]): boolean {
  return ranges.some(([from, to]) => from <= low && high <= to);
}
