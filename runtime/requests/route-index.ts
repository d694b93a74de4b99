import { splitTemplate, templatePieces } from './path-writer.ts';
import { percentDecode } from './percent-encode.ts';

/** Which templates could serve a request's path. */
export interface RouteIndex {
  /**
   * Whether a template other than `own` could serve the request: it fits the path, and `own` is not the more literal one in every segment (servers
   * prefer `/users/me` to `/users/{id}`). Templates that differ in their parameters' names alone are one.
   */
  matchesAnother(target: string, own: string): boolean;
  /** The same, however general the other is. For methods that `own` lacks: a server may then fall back to `/users/{id}` for `/users/me`. */
  matchesAny(target: string, own: string): boolean;
  /** Whether another template is the same on the wire: some documents tell operations apart by a `#fragment` or a query. */
  hasTwin(own: string): boolean;
  /** The same for templates that are the same on the wire, and for no others. */
  shapeOf(template: string): string;
  /** The shapes of all templates that could serve the request. */
  shapesAt(target: string): readonly string[];
}

/** `literal` is a whole segment, `mixed` has text beside its parameters. */
type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'mixed'; readonly pieces: readonly string[] }
  | { readonly kind: 'any' }
  | { readonly kind: 'rest' };

interface Route {
  readonly shape: string;
  readonly segments: readonly Segment[];
}

interface Node {
  readonly literals: Map<string, Node>;
  readonly mixed: Map<string, { readonly pieces: readonly string[]; readonly node: Node }>;
  any: Node | undefined;
  rest: Route | undefined;
  end: Route | undefined;
}

/** Indexes the templates of a document by their segments. Paths are compared decoded and without case; `%2F` divides segments as `/` does. */
export function createRouteIndex(templates: readonly string[], basePath: string): RouteIndex {
  const root = emptyNode();
  const shapes = new Map<string, number>();
  for (const template of new Set(templates)) {
    const route = compile(template);
    insert(root, route);
    shapes.set(route.shape, (shapes.get(route.shape) ?? 0) + 1);
  }
  const base = segmentsOf(basePath).length;
  const own = new Map<string, Route>();
  const routeOf = (template: string): Route => {
    let route = own.get(template);
    if (route === undefined) {
      route = compile(template);
      own.set(template, route);
    }
    return route;
  };
  const matching = (target: string): readonly Route[] => {
    const found: Route[] = [];
    collect(root, pathSegments(target).slice(base), 0, found);
    return found;
  };
  return {
    matchesAnother: (target, template) => {
      const route = routeOf(template);
      const found = matching(target);
      // A value with a slash in disguise leads away from its own template.
      const fitsOwn = found.some(({ shape }) => shape === route.shape);
      return found.some((other) => other.shape !== route.shape && !(fitsOwn && isMoreLiteral(route, other)));
    },
    hasTwin: (template) => (shapes.get(routeOf(template).shape) ?? 0) > 1,
    matchesAny: (target, template) => {
      const { shape } = routeOf(template);
      return matching(target).some((other) => other.shape !== shape);
    },
    shapeOf: (template) => compile(template).shape,
    shapesAt: (target) => matching(target).map(({ shape }) => shape),
  };
}

function emptyNode(): Node {
  return { literals: new Map(), mixed: new Map(), any: undefined, rest: undefined, end: undefined };
}

function compile(template: string): Route {
  const segments = segmentsOf(splitTemplate(template).path).map(segmentOf);
  return { segments, shape: segments.map(segmentKey).join('/') };
}

/** A slash at the end makes no difference to most routers. */
function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function pathSegments(target: string): readonly string[] {
  const end = target.indexOf('?');
  const path = end === -1 ? target : target.slice(0, end);
  // Decoding before splitting makes `%2F` a separator.
  return segmentsOf(percentDecode(path).toLowerCase());
}

function segmentOf(text: string): Segment {
  const pieces = templatePieces(text);
  if (pieces.length === 1) return { kind: 'literal', text: percentDecode(text).toLowerCase() };
  const literals = pieces.filter((_, index) => index % 2 === 0).map((piece) => percentDecode(piece).toLowerCase());
  if (literals.some((literal) => literal !== '')) return { kind: 'mixed', pieces: literals };
  // `{proxy+}` and `{*path}` take all that follows.
  const name = pieces[1] ?? '';
  return name.endsWith('+') || name.endsWith('*') || name.startsWith('*') ? { kind: 'rest' } : { kind: 'any' };
}

function segmentKey(segment: Segment): string {
  if (segment.kind === 'literal') return segment.text;
  if (segment.kind === 'mixed') return segment.pieces.join('{}');
  return segment.kind === 'any' ? '{}' : '{+}';
}

function insert(root: Node, route: Route): void {
  let node = root;
  for (const segment of route.segments) {
    if (segment.kind === 'rest') {
      node.rest = route;
      return;
    }
    node = next(node, segment);
  }
  node.end = route;
}

function next(node: Node, segment: Exclude<Segment, { kind: 'rest' }>): Node {
  if (segment.kind === 'any') return (node.any ??= emptyNode());
  if (segment.kind === 'literal') {
    const found = node.literals.get(segment.text) ?? emptyNode();
    node.literals.set(segment.text, found);
    return found;
  }
  const key = segment.pieces.join('{}');
  const found = node.mixed.get(key) ?? { pieces: segment.pieces, node: emptyNode() };
  node.mixed.set(key, found);
  return found.node;
}

function collect(node: Node, segments: readonly string[], depth: number, found: Route[]): void {
  if (node.rest !== undefined && depth < segments.length) found.push(node.rest);
  const segment = segments[depth];
  if (segment === undefined) {
    if (node.end !== undefined) found.push(node.end);
    return;
  }
  const literal = node.literals.get(segment);
  if (literal !== undefined) collect(literal, segments, depth + 1, found);
  for (const { pieces, node: target } of node.mixed.values()) {
    if (fits(segment, pieces)) collect(target, segments, depth + 1, found);
  }
  if (node.any !== undefined) collect(node.any, segments, depth + 1, found);
}

/** Whether a segment holds the literals in their order, with at least one character for each parameter between them. */
function fits(segment: string, literals: readonly string[]): boolean {
  const first = literals[0] ?? '';
  const last = literals.at(-1) ?? '';
  if (!segment.startsWith(first) || !segment.endsWith(last)) return false;
  let position = first.length;
  for (const literal of literals.slice(1, -1)) {
    const at = segment.indexOf(literal, position + 1);
    if (at === -1) return false;
    position = at + literal.length;
  }
  return position + 1 + last.length <= segment.length;
}

const literalness: Readonly<Record<Segment['kind'], number>> = { literal: 3, mixed: 2, any: 1, rest: 0 };

function isMoreLiteral(own: Route, other: Route): boolean {
  return own.segments.every(
    (segment, index) => literalness[segment.kind] >= literalness[other.segments[index]?.kind ?? 'rest'],
  );
}
