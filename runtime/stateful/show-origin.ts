import type { DependencyEdge } from './dependency-edge.ts';
import { showPath } from './entity.ts';

/** Where a value comes from, in one word or a pointer into the response's body in which `*` stands for each item. */
export function showOrigin({ origin }: DependencyEdge): string {
  switch (origin.kind) {
    case 'body':
      return `response.body#${showPath(origin.path)}`;
    case 'any-body':
      return 'response.body';
    case 'location':
      return 'response.header.Location';
    case 'request-path':
      return `request.path.${origin.name}`;
    case 'link':
      return `link ${origin.name}`;
  }
}
