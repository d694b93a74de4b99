import type { OperationEntry, OperationLabel } from '../model/operation.ts';
import type { RouteIndex } from './route-index.ts';

type Entry = Pick<OperationEntry, 'label' | 'method' | 'path'>;

/** What the document says of one path, in all its templates that are the same on the wire. */
interface PathMethods {
  /** In capitals. */
  readonly methods: ReadonlySet<string>;
  /** The first operation, which speaks for the path. */
  readonly first: OperationLabel;
}

/** Which methods a document has for which paths. */
export interface DocumentedMethods {
  /** Those of a template and of all others that are the same on the wire. */
  of(template: string): PathMethods | undefined;
  /** Those of all templates that could serve a request, in capitals. */
  at(target: string): ReadonlySet<string>;
}

/** Indexes the methods of a document's paths when first asked: most runs of single operations never do. */
export function createDocumentedMethods(entries: readonly Entry[], routes: RouteIndex): DocumentedMethods {
  let byShape: ReadonlyMap<string, PathMethods> | undefined;
  const shapes = (): ReadonlyMap<string, PathMethods> => (byShape ??= indexed(entries, routes));
  return {
    of: (template) => shapes().get(routes.shapeOf(template)),
    at: (target) => new Set(routes.shapesAt(target).flatMap((shape) => [...(shapes().get(shape)?.methods ?? [])])),
  };
}

function indexed(entries: readonly Entry[], routes: RouteIndex): ReadonlyMap<string, PathMethods> {
  const found = new Map<string, { readonly methods: Set<string>; readonly first: OperationLabel }>();
  for (const { label, method, path } of entries) {
    const shape = routes.shapeOf(path);
    const known = found.get(shape);
    if (known === undefined) found.set(shape, { methods: new Set([method.toUpperCase()]), first: label });
    else known.methods.add(method.toUpperCase());
  }
  return found;
}
