import type { OperationEntry } from '../model/operation.ts';
import type { DependencyEdge } from './dependency-edge.ts';
import { findValues, type Produced } from './produced-values.ts';
import type { Resource, ResourceIndex } from './resource-index.ts';
import type { Wanted } from './score-field.ts';

/** An edge without the one who needs it. */
export type Production = Pick<DependencyEdge, 'kind' | 'producer' | 'origin' | 'score' | 'resource'>;

/** What is known of an operation's responses. */
export type ProducedBy = (entry: OperationEntry) => Produced;

/** How sure a way to a thing is, before its response is looked at. */
const bases = { create: 1, list: 0.92, sameNameCreate: 0.7, sameNameList: 0.62, chosenId: 0.45, undescribed: 0.5 };

/** Of many paths that end in one noun (`/accounts/{}/items`, `/orders/{}/items`) only the nearest are looked at. */
const maxNamesakes = 24;
const maxProductions = 8;

/** The operations that may give a thing's id, the likeliest first: its own collection's, and others whose path ends in its noun. */
export function findProducers(
  resource: Resource,
  wanted: Wanted,
  { index, producedBy }: { readonly index: ResourceIndex; readonly producedBy: ProducedBy },
): readonly Production[] {
  const found: Production[] = [];
  for (const entry of resource.onCollection) {
    const base = entry.method === 'POST' ? bases.create : isRead(entry) ? bases.list : 0;
    if (base > 0) found.push(...productions(entry, wanted, { base, kind: 'path', resource }, producedBy(entry)));
  }
  const own = new Set(resource.onCollection);
  const namesakes = resource.noun === '' ? [] : index.endingIn(resource.noun).filter((entry) => !own.has(entry));
  for (const entry of nearest(namesakes, resource)) {
    const base = entry.method === 'POST' ? bases.sameNameCreate : isRead(entry) ? bases.sameNameList : 0;
    if (base > 0) found.push(...productions(entry, wanted, { base, kind: 'name', resource }, producedBy(entry)));
  }
  for (const entry of resource.onItem) {
    if (entry.method === 'PUT' && producedBy(entry).creates) found.push(...chosenId(entry, wanted, resource, index));
  }
  return found.sort((a, b) => b.score - a.score || (a.producer < b.producer ? -1 : 1)).slice(0, maxProductions);
}

function isRead({ method }: OperationEntry): boolean {
  return method === 'GET' || method === 'QUERY';
}

interface Way {
  readonly base: number;
  readonly kind: 'path' | 'name';
  readonly resource: Resource;
}

function productions(
  { label, method }: OperationEntry,
  wanted: Wanted,
  { base, kind, resource: { shape } }: Way,
  { entities, isDescribed, hasLocation }: Produced,
): readonly Production[] {
  const way = { producer: label, resource: shape };
  const result: Production[] = findValues(wanted, entities).map(({ origin, score }) => ({
    ...way,
    kind,
    origin,
    score: base * score,
  }));
  if (method === 'POST' && hasLocation)
    result.push({ ...way, kind: 'location', origin: { kind: 'location' }, score: base * 0.9 });
  if (!isDescribed) result.push({ ...way, kind, origin: { kind: 'any-body' }, score: base * bases.undescribed });
  return result;
}

/** Where clients choose ids, a PUT makes the thing. */
function chosenId(
  entry: OperationEntry,
  { position }: Wanted,
  resource: Resource,
  index: ResourceIndex,
): readonly Production[] {
  const own = index.referencesOf(entry).find((one) => one.resource === resource && one.position === position);
  if (own === undefined) return [];
  const origin = { kind: 'request-path', name: own.parameter } as const;
  return [{ kind: 'path', producer: entry.label, origin, score: bases.chosenId, resource: resource.shape }];
}

/** Those that share the longest beginning with the thing's path, in the document's order. */
function nearest(entries: readonly OperationEntry[], { shape }: Resource): readonly OperationEntry[] {
  if (entries.length <= maxNamesakes) return entries;
  const ranked = entries.map((entry, position) => ({ entry, position, shared: sharedStart(entry.path, shape) }));
  ranked.sort((a, b) => b.shared - a.shared || a.entry.path.length - b.entry.path.length || a.position - b.position);
  return ranked.slice(0, maxNamesakes).map(({ entry }) => entry);
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
