import { parse } from 'yaml';
import type { OverlayDocument } from '../../src/overlay/overlay-document.ts';

type Tree = Record<string, unknown>;

/** The overlay that a YAML text holds. */
export function readOverlay(text: string): OverlayDocument {
  return parse(text) as OverlayDocument;
}

/**
 * A copy of a document with an overlay applied, by the words of OpenAPI Overlay 1.0 §4.4.3, for targets that name one node. Throws for a target that is not
 * there, which the specification lets pass.
 */
export function applyOverlay<T extends object>(document: T, { actions }: OverlayDocument): T {
  // Parts that are one object here are several in a file.
  const copy = JSON.parse(JSON.stringify(document)) as T;
  for (const { target, update, remove } of actions) {
    const path = selectorsOf(target);
    const last = path.at(-1) ?? '';
    const parent = path.slice(0, -1).reduce<unknown>((node, key) => memberOf(node, key, target), copy) as Tree;
    const node = memberOf(parent, last, target);
    if (remove === true) delete parent[last];
    else if (Array.isArray(node)) node.push(update);
    else merge(node as Tree, update as Tree);
  }
  return copy;
}

function memberOf(node: unknown, key: string | number, target: string): unknown {
  if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key))
    throw new Error(`${target} leads nowhere`);
  if (Array.isArray(node) !== (typeof key === 'number')) throw new Error(`${target} takes a list for an object`);
  return (node as Tree)[key];
}

function merge(node: Tree, update: Tree): void {
  for (const [name, value] of Object.entries(update)) {
    const known = node[name];
    if (isTree(known) && isTree(value)) merge(known, value);
    else node[name] = value;
  }
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The selectors of a JSONPath that has only names and positions (RFC 9535 §2.3.1 and §2.3.3). */
export function selectorsOf(path: string): readonly (string | number)[] {
  const selector = /\.([A-Za-z_]\w*)|\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]/gy;
  selector.lastIndex = 1;
  const found: (string | number)[] = [];
  while (selector.lastIndex < path.length) {
    const match = selector.exec(path);
    if (match === null) throw new Error(`${path} is no path of names and positions`);
    const [, name, position, quoted] = match;
    if (position !== undefined) found.push(Number(position));
    else found.push(name ?? (JSON.parse(`"${quoted?.replaceAll("\\'", "'").replaceAll('"', '\\"') ?? ''}"`) as string));
  }
  return found;
}
