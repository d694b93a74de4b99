import type { OperationEntry } from '../../model/operation.ts';
import { splitTemplate, templatePieces } from '../../requests/path-writer.ts';
import { percentDecode, percentEncodePath } from '../../requests/percent-encode.ts';
import type { RouteIndex } from '../../requests/route-index.ts';

/** An operation that a request on the wire is for, and what its path says. */
export interface WireRoute {
  readonly entry: OperationEntry;
  readonly path: Readonly<Record<string, string>>;
}

/** Tells from the bytes of a request what of the document it is for, whoever made it. */
export interface WireRoutes {
  /** The operation; of several whose path fits, the one with the most literal path. */
  operationAt(method: string, target: string): WireRoute | undefined;
  /** Some operation on the path, whatever the method. */
  pathAt(target: string): WireRoute | undefined;
}

/** Indexes the operations by the shape of their paths when first asked. */
export function createWireRoutes(entries: readonly OperationEntry[], routes: RouteIndex): WireRoutes {
  let byShape: ReadonlyMap<string, readonly OperationEntry[]> | undefined;
  const patterns = new Map<string, PathPattern>();
  const find = (target: string, accepts: (entry: OperationEntry) => boolean): WireRoute | undefined => {
    byShape ??= indexed(entries, routes);
    for (const shape of routes.shapesAt(target)) {
      const entry = byShape.get(shape)?.find(accepts);
      if (entry === undefined) continue;
      let pattern = patterns.get(entry.path);
      if (pattern === undefined) patterns.set(entry.path, (pattern = compile(entry.path)));
      const path = valuesIn(pattern, target);
      if (path !== undefined) return { entry, path };
    }
    return undefined;
  };
  return {
    operationAt: (method, target) => find(target, (entry) => entry.method === method),
    pathAt: (target) => find(target, () => true),
  };
}

function indexed(
  entries: readonly OperationEntry[],
  routes: RouteIndex,
): ReadonlyMap<string, readonly OperationEntry[]> {
  const found = new Map<string, OperationEntry[]>();
  for (const entry of entries) {
    const shape = routes.shapeOf(entry.path);
    const same = found.get(shape);
    if (same === undefined) found.set(shape, [entry]);
    else same.push(entry);
  }
  return found;
}

interface PathPattern {
  readonly names: readonly string[];
  readonly regex: RegExp;
}

/** Whatever stands before the template is the base path's. */
function compile(template: string): PathPattern {
  const pieces = templatePieces(splitTemplate(template).path.replace(/\/+$/u, ''));
  const source = pieces
    .map((piece, at) => (at % 2 === 0 ? escaped(percentEncodePath(piece) ?? piece) : '([^/]+)'))
    .join('');
  return { names: pieces.filter((_, at) => at % 2 === 1), regex: new RegExp(`${source}/*$`, 'iu') };
}

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`);
}

function valuesIn({ names, regex }: PathPattern, target: string): WireRoute['path'] | undefined {
  const end = target.indexOf('?');
  const found = regex.exec(end === -1 ? target : target.slice(0, end));
  if (found === null) return undefined;
  // A parameter may be called __proto__.
  const values: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [at, name] of names.entries()) values[name] = percentDecode(found[at + 1] ?? '');
  return values;
}
