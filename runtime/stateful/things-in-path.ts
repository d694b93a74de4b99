import { percentDecode } from '../requests/percent-encode.ts';
import type { Resource, ResourceIndex } from './resource-index.ts';
import type { ThingId } from './thing.ts';

/** A thing that a path leads to, with those it leads through, the outermost first. */
export type PathThings = readonly { readonly resource: Resource; readonly ids: readonly ThingId[] }[];

/**
 * The things in a concrete path, such as that of a `Location` header; `undefined` where it fits no documented path. It may be absolute, relative to the
 * request, or have a prefix in front that the document does not know.
 */
export function thingsInPath(reference: string, requestTarget: string, index: ResourceIndex): PathThings | undefined {
  const segments = segmentsOf(reference, requestTarget);
  if (segments === undefined) return undefined;
  // Gateways put prefixes before paths: the longest end of it that is documented counts.
  for (let start = 0; start < segments.length; start += 1) {
    const found = match(segments.slice(start), index);
    if (found !== undefined) return found;
  }
  return undefined;
}

function segmentsOf(reference: string, requestTarget: string): readonly string[] | undefined {
  const base = new URL(requestTarget, 'http://relative.invalid');
  if (!URL.canParse(reference, base.href)) return undefined;
  const { pathname } = new URL(reference, base);
  return pathname
    .split('/')
    .filter((text) => text !== '')
    .map(percentDecode);
}

/** All resources whose shape the segments have; the one with the most literal shape wins. */
function match(segments: readonly string[], index: ResourceIndex): PathThings | undefined {
  let best: Resource | undefined;
  for (const resource of index.resources) {
    if (!fits(resource.shape, segments)) continue;
    if (best === undefined || literals(resource.shape) > literals(best.shape)) best = resource;
  }
  if (best === undefined) return undefined;
  const chain: { resource: Resource; ids: readonly ThingId[] }[] = [];
  for (let resource: Resource | undefined = best; resource !== undefined; resource = resource.parent) {
    const shape = resource.shape.split('/').slice(1);
    const ids = segments.slice(shape.length - resource.ownParameters.length, shape.length);
    chain.unshift({ resource, ids });
  }
  return chain;
}

function fits(shape: string, segments: readonly string[]): boolean {
  const wanted = shape.split('/').slice(1);
  return (
    wanted.length === segments.length &&
    wanted.every((text, position) => text === '{}' || text === segments[position]?.replace(/\.(?:json|xml)$/u, ''))
  );
}

function literals(shape: string): number {
  return shape.split('/').filter((text) => text !== '{}').length;
}
