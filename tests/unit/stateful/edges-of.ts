import { expect } from 'vitest';
import type { Api } from '../../../runtime/model/operation.ts';
import type { DependencyEdge } from '../../../runtime/stateful/dependency-edge.ts';
import { createDependencyGraph, type DependencyGraph } from '../../../runtime/stateful/dependency-graph.ts';
import { showPath } from '../../../runtime/stateful/entity.ts';

/** `path id ← POST /users /id (path)`: each need of an operation with its likeliest producer. */
export function bestEdges(
  api: Api,
  label: string,
  graph: DependencyGraph = createDependencyGraph(api),
): readonly string[] {
  const entry = api.operations.find((one) => one.label === label) ?? expect.fail(`no ${label}`);
  return graph.needsOf(entry).map(({ need, edges }) => {
    const place = `${need.in} ${need.name}${showPath(need.path)}`;
    const [best] = edges;
    return best === undefined ? `${place} ← nobody` : `${place} ← ${best.producer} ${showOrigin(best)} (${best.kind})`;
  });
}

function showOrigin({ origin }: DependencyEdge): string {
  switch (origin.kind) {
    case 'body':
      return showPath(origin.path);
    case 'link':
    case 'request-path':
      return `${origin.kind} ${origin.name}`;
    case 'location':
    case 'any-body':
      return origin.kind;
  }
}
