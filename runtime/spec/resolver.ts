import { CyclicRefError } from '../errors.ts';
import { pointerTo, pointerTokens } from '../model/json.ts';
import type { Location } from '../model/location.ts';
import { absolute, identifiersOf, type Identifiers, resourceAround, withoutFragment } from './identifiers.ts';
import type { OuterDocuments } from './outer-documents.ts';
import { outerFile } from './outer-file.ts';
import type { SpecDocument } from './spec-document.ts';
import { type Describe, isObject, member, type SpecNode } from './spec-node.ts';
import { unresolvedRef } from './unresolved-ref.ts';

/** Follows references through the files of one API. */
export interface Resolver {
  /** One step. Throws `UnresolvedRefError` or `ForbiddenRefError`. */
  follow(ref: string, from: Location): SpecNode;
  /** The first value that is no reference; what is none comes back as it is. Throws as `follow` does, and `CyclicRefError`. */
  dereference(node: SpecNode): SpecNode;
  /** As `dereference`, but undefined where that throws: for what may be left out. */
  tryDereference(node: SpecNode): SpecNode | undefined;
}

const MAX_HOPS = 64;

export function createResolver(main: SpecDocument, outer: OuterDocuments, describe: Describe): Resolver {
  const identifiers = new Map<SpecDocument, Identifiers>();

  function documentOf(file: string): SpecDocument | undefined {
    if (file === main.file) return main;
    const found = outer.get(file);
    return found instanceof Error ? undefined : found;
  }

  function find(ref: string, from: Location, hops: number): SpecNode | undefined {
    const hash = ref.indexOf('#');
    const reference = hash === -1 ? ref : ref.slice(0, hash);
    const fragment = hash === -1 ? '' : ref.slice(hash + 1);
    const document = documentOf(from.file);
    if (document === undefined || hops > MAX_HOPS) return undefined;
    const resource = resourceAround(document, pointerTokens(from.pointer));
    const named = reference === '' ? undefined : byIdentifier(absolute(reference, resource.base));
    if (reference !== '' && named === undefined) {
      const file = outerFile(reference, document.base);
      const target = file === undefined ? undefined : documentOf(file);
      return target === undefined ? undefined : inDocument(target, '', target.base.href, fragment, hops);
    }
    if (named !== undefined)
      return inDocument(named.document, named.pointer, absolute(reference, resource.base), fragment, hops);
    return (
      inDocument(document, resource.pointer, resource.base, fragment, hops) ??
      // Many authors write `#/components/…` inside a schema that has an `$id`, and mean the document.
      (resource.pointer === '' ? undefined : inDocument(document, '', document.base.href, fragment, hops))
    );
  }

  function inDocument(
    document: SpecDocument,
    start: string,
    base: string,
    fragment: string,
    hops: number,
  ): SpecNode | undefined {
    if (fragment !== '' && !fragment.startsWith('/')) {
      const anchored = byIdentifier(`${withoutFragment(base)}#${fragment}`);
      return anchored === undefined ? undefined : at(anchored.document, pointerTokens(anchored.pointer), hops);
    }
    const outside = start === '' ? [] : pointerTokens(start);
    const raw = pointerTokens(fragment);
    const decoded = fragment.includes('%') ? raw.map(percentDecoded) : raw;
    // A key that holds a percent sign of its own is often written without encoding it.
    return (
      at(document, [...outside, ...decoded], hops) ??
      (decoded === raw ? undefined : at(document, [...outside, ...raw], hops))
    );
  }

  function at(document: SpecDocument, tokens: readonly string[], hops: number): SpecNode | undefined {
    let value = document.root;
    let pointer = pointerTo('');
    for (let i = 0; i < tokens.length; i += 1) {
      const token = tokens[i] ?? '';
      if (typeof value !== 'object' || value === null) return undefined;
      if (!Object.hasOwn(value, token) || (Array.isArray(value) && !/^\d+$/u.test(token))) {
        // A pointer may lead through a reference, as into a parameter that stands in the components.
        const inner = isObject(value) ? member(value, '$ref') : undefined;
        if (typeof inner !== 'string') return undefined;
        const target = find(inner, { file: document.file, pointer }, hops + 1);
        const next = target === undefined ? undefined : documentOf(target.location.file);
        if (target === undefined || next === undefined) return undefined;
        return at(next, [...pointerTokens(target.location.pointer), ...tokens.slice(i)], hops + 1);
      }
      value = (value as Record<string, unknown>)[token];
      pointer = pointerTo(pointer, token);
    }
    return { value, location: { file: document.file, pointer } };
  }

  function byIdentifier(url: string): { document: SpecDocument; pointer: string } | undefined {
    for (const document of [main, ...outer.values()]) {
      if (document instanceof Error) continue;
      let known = identifiers.get(document);
      if (known === undefined) identifiers.set(document, (known = identifiersOf(document)));
      const pointer = known.get(url);
      if (pointer !== undefined) return { document, pointer };
    }
    return undefined;
  }

  function follow(ref: string, from: Location): SpecNode {
    const found = find(ref, from, 0);
    if (found !== undefined) return found;
    throw unresolvedRef(ref, from, { documentOf, outer, describe });
  }

  function dereference(node: SpecNode): SpecNode {
    let ref = refOf(node);
    if (ref === undefined) return node;
    const chain: string[] = [];
    const seen = new Set<string>();
    let current = node;
    while (ref !== undefined) {
      const place = `${current.location.file}#${current.location.pointer}`;
      if (seen.has(place)) throw cyclic(chain, node.location, describe);
      seen.add(place);
      chain.push(ref);
      current = follow(ref, current.location);
      ref = refOf(current);
    }
    return current;
  }

  function tryDereference(node: SpecNode): SpecNode | undefined {
    let current: SpecNode | undefined = node;
    for (let hops = 0; current !== undefined && hops <= MAX_HOPS; hops += 1) {
      const ref = refOf(current);
      if (ref === undefined) return current;
      current = find(ref, current.location, 0);
    }
    return undefined;
  }

  return { follow, dereference, tryDereference };
}

function refOf({ value }: SpecNode): string | undefined {
  if (!isObject(value)) return undefined;
  const ref = member(value, '$ref');
  return typeof ref === 'string' ? ref : undefined;
}

function cyclic(chain: readonly string[], from: Location, describe: Describe): CyclicRefError {
  return new CyclicRefError(`A chain of $refs never reaches a value: ${chain.join(' → ')}.`, {
    where: describe(from),
    hint: 'Replace one of these references by the value that is meant.',
  });
}

function percentDecoded(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}
