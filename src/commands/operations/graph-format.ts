import type { OperationEntry } from '../../../runtime/model/operation.ts';
import type { DependencyEdge } from '../../../runtime/stateful/dependency-edge.ts';
import type { DependencyGraph } from '../../../runtime/stateful/dependency-graph.ts';
import { showPath } from '../../../runtime/stateful/entity.ts';

/** Writes a dependency graph piece by piece: the largest ones are too long for one text. */
export type GraphFormat = (entries: readonly OperationEntry[], graph: DependencyGraph) => Iterable<string>;

/** A producer below this is no more than a guess, and is not drawn. */
const minScore = 0.3;

/** One arrow of a drawing: who gives, who needs, and the values that go that way. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly values: readonly string[];
  /** Of the likeliest value. */
  readonly kind: DependencyEdge['kind'];
  readonly score: number;
}

/** The likeliest producer of each thing that an operation needs; those that give several values have one arrow. */
export function arrowsTo(entry: OperationEntry, graph: DependencyGraph): readonly Arrow[] {
  const arrows = new Map<string, Arrow>();
  for (const { need, edges } of graph.needsOf(entry)) {
    const [best] = edges;
    if (best === undefined || best.score < minScore) continue;
    const { producer, kind, score } = best;
    const value = need.in === 'body' ? `body${showPath(need.path)}` : need.name;
    const known = arrows.get(producer);
    if (known === undefined) arrows.set(producer, { from: producer, to: entry.label, values: [value], kind, score });
    else arrows.set(producer, { ...known, values: [...known.values, value] });
  }
  return [...arrows.values()];
}
