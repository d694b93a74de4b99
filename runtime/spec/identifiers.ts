import { pointerTo } from '../model/json.ts';
import { isObject, member } from './spec-node.ts';
import type { SpecDocument } from './spec-document.ts';

/** Where the schemas that name themselves stand: `$id`s by URL, anchors by URL with fragment (JSON Schema 2020-12 §8.2). */
export type Identifiers = ReadonlyMap<string, string>;

/** Collects the `$id`, `$anchor` and `$dynamicAnchor` of a document, and `$self` of OpenAPI 3.2. Walks all of it: ask late. */
export function identifiersOf(document: SpecDocument): Identifiers {
  const found = new Map<string, string>();
  const root = document.root;
  const self = isObject(root) ? member(root, '$self') : undefined;
  if (typeof self === 'string') add(found, absolute(self, document.base.href), '');
  const stack: { value: unknown; pointer: string; base: string }[] = [
    { value: root, pointer: '', base: document.base.href },
  ];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { value, pointer } = top;
    if (typeof value !== 'object' || value === null) continue;
    const id = '$id' in value && typeof value.$id === 'string' ? value.$id : undefined;
    const base = id === undefined ? top.base : absolute(id, top.base);
    if (id !== undefined) add(found, base, pointer);
    for (const keyword of ['$anchor', '$dynamicAnchor']) {
      const anchor = (value as Record<string, unknown>)[keyword];
      if (typeof anchor === 'string') add(found, `${withoutFragment(base)}#${anchor}`, pointer);
    }
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner === 'object' && inner !== null)
        stack.push({ value: inner, pointer: pointerTo(pointer, key), base });
    }
  }
  return found;
}

/** A schema resource: where its root stands and what its references are resolved against. */
export interface Resource {
  readonly pointer: string;
  readonly base: string;
}

/** The innermost resource (`$id`, else the document) around a place. */
export function resourceAround(document: SpecDocument, tokens: readonly string[]): Resource {
  let resource: Resource = { pointer: '', base: document.base.href };
  let value = document.root;
  let pointer = '';
  for (let i = 0; ; i += 1) {
    if (typeof value !== 'object' || value === null) return resource;
    const id = (value as Record<string, unknown>)['$id'];
    if (typeof id === 'string') resource = { pointer, base: absolute(id, resource.base) };
    const token = tokens[i];
    if (token === undefined || !Object.hasOwn(value, token)) return resource;
    value = (value as Record<string, unknown>)[token];
    pointer = pointerTo(pointer, token);
  }
}

export function withoutFragment(url: string): string {
  const hash = url.indexOf('#');
  return hash === -1 ? url : url.slice(0, hash);
}

/** A reference made absolute; one that is no URL stays as it is. */
export function absolute(reference: string, base: string): string {
  return URL.canParse(reference, base) ? new URL(reference, base).href : reference;
}

function add(found: Map<string, string>, url: string, pointer: string): void {
  const key = url.endsWith('#') ? url.slice(0, -1) : url;
  if (!found.has(key)) found.set(key, pointer);
}
