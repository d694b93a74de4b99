import { showPath } from '../../../runtime/stateful/entity.ts';
import { showOrigin } from '../../../runtime/stateful/show-origin.ts';
import type { GraphFormat } from './graph-format.ts';

/** All that is known: what each operation needs, and everybody who may give it, the likeliest first. */
export const graphJson: GraphFormat = function* (entries, graph) {
  yield '[';
  let separator = '\n';
  for (const entry of entries) {
    const needs = graph.needsOf(entry).map(({ need, resource, edges }) => ({
      in: need.in,
      ...(need.in === 'body' ? { pointer: showPath(need.path) } : { name: need.name }),
      required: need.required,
      ...(resource === undefined ? {} : { resource }),
      producers: edges.map((edge) => ({
        operation: edge.producer,
        kind: edge.kind,
        from: showOrigin(edge),
        score: edge.score,
      })),
    }));
    yield `${separator}${JSON.stringify({ operation: entry.label, needs })}`;
    separator = ',\n';
  }
  yield '\n]\n';
};
