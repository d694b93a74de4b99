import { headerValue } from '../model/exchange.ts';
import type { OperationEntry } from '../model/operation.ts';
import type { ExchangeValues } from './evaluate-expression.ts';
import { nameWords, nounOf } from './name-words.ts';
import { pathSegments } from './path-template.ts';
import type { Resource, ResourceIndex } from './resource-index.ts';
import type { Liveness, Thing, ThingId, ThingSource } from './thing.ts';
import { thingsInBody } from './things-in-body.ts';
import { thingsInPath } from './things-in-path.ts';

/** What is known of an exchange beside itself. */
export interface ExchangeSetting {
  readonly entry: OperationEntry;
  readonly index: ResourceIndex;
  /** Which exchange it is, from 0. */
  readonly step: number;
  readonly owner: string | undefined;
}

/**
 * The things that a successful exchange shows: those its path leads through, those in its body, and the one that `Location` leads to. What it deleted is
 * among them, as deleted. Empty for an answer other than 2xx: what is refused says nothing of what there is.
 */
export function thingsOfExchange(values: ExchangeValues, setting: ExchangeSetting): readonly Thing[] {
  const { response, request } = values.exchange;
  if (response.status < 200 || response.status > 299 || request.method === 'OPTIONS') return [];
  const onPath = thingsOnPath(values, setting);
  return [...onPath, ...bodyThings(values, setting, onPath), ...locationThings(values, setting)];
}

function thingsOnPath({ exchange }: ExchangeValues, { entry, index, step, owner }: ExchangeSetting): readonly Thing[] {
  const byResource = new Map<Resource, ThingId[]>();
  const source = (name: string): ThingSource => ({ operation: entry.label, step, place: `request.path.${name}` });
  const things: Thing[] = [];
  for (const { resource, parameter } of index.referencesOf(entry)) {
    const value = exchange.case.values.path[parameter];
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') return things;
    const ids = byResource.get(resource) ?? [];
    ids.push(value);
    byResource.set(resource, ids);
    if (ids.length < resource.ownParameters.length) continue;
    const parent = things.at(-1);
    const isItem = resource.onItem.includes(entry);
    const liveness = isItem ? livenessAfter(exchange.request.method, exchange.response.status) : 'seen';
    things.push({ resource, ids, parent, source: source(parameter), owner, liveness, certainty: 1 });
  }
  return things;
}

function livenessAfter(method: string, status: number): Liveness {
  if (method === 'DELETE') return status === 202 ? 'doomed' : 'deleted';
  return method === 'PUT' && status === 201 ? 'created' : 'seen';
}

/** What an answer of a collection shows, under the things that its path leads through. */
function bodyThings(
  values: ExchangeValues,
  { entry, index, step, owner }: ExchangeSetting,
  onPath: readonly Thing[],
): readonly Thing[] {
  const { method } = entry;
  if (method !== 'POST' && method !== 'GET' && method !== 'QUERY') return [];
  const body = values.responseBody();
  if (typeof body !== 'object' || body === null) return [];
  return resourcesOf(entry, index).flatMap(({ resource, isOwn }) => {
    const found = thingsInBody(body, resource);
    // One answer to a POST is what it made; a list may be what it searched for.
    const isCreated = method === 'POST' && found.length === 1 && values.exchange.response.status !== 202;
    const parent = isOwn ? onPath.at(-1) : undefined;
    // What another path leads to can only be named where nothing stands in between.
    if (resource.parent !== parent?.resource) return [];
    return found.map(({ ids, place, score }): Thing => ({
      resource,
      ids,
      parent,
      source: { operation: entry.label, step, place },
      owner,
      liveness: isCreated ? 'created' : 'seen',
      // Another path with the same noun may be about other things.
      certainty: isOwn ? score : score / 2,
    }));
  });
}

/** Whether the body of an operation's answers may show things. */
export function givesThings(entry: OperationEntry, index: ResourceIndex): boolean {
  return resourcesOf(entry, index).length > 0;
}

/** Those whose collection it is, and those that are called as its path ends. */
function resourcesOf(entry: OperationEntry, index: ResourceIndex): readonly ShownKind[] {
  let kinds = shownKinds.get(index);
  if (kinds === undefined) shownKinds.set(index, (kinds = new Map<OperationEntry, readonly ShownKind[]>()));
  const known = kinds.get(entry);
  if (known !== undefined) return known;
  const found = findKinds(entry, index);
  kinds.set(entry, found);
  return found;
}

interface ShownKind {
  readonly resource: Resource;
  readonly isOwn: boolean;
}

/** Every answer asks, and the paths alone decide. */
const shownKinds = new WeakMap<ResourceIndex, Map<OperationEntry, readonly ShownKind[]>>();

function findKinds(entry: OperationEntry, index: ResourceIndex): readonly ShownKind[] {
  const last = pathSegments(entry.path).at(-1);
  if (last?.kind !== 'literal') return [];
  return index
    .byNoun(nounOf(nameWords(last.text)))
    .slice(0, maxNamesakes)
    .map((resource) => ({ resource, isOwn: resource.onCollection.includes(entry) }));
}

const maxNamesakes = 20;

function locationThings(
  { exchange: { request, response } }: ExchangeValues,
  { entry, index, step, owner }: ExchangeSetting,
): readonly Thing[] {
  const location = headerValue(response.headers, 'location');
  if (location === undefined || (entry.method !== 'POST' && entry.method !== 'PUT')) return [];
  const source = { operation: entry.label, step, place: 'response.header.Location' };
  const chain = thingsInPath(location, request.target, index) ?? [];
  const things: Thing[] = [];
  for (const [position, { resource, ids }] of chain.entries()) {
    const isLast = position === chain.length - 1;
    const liveness = isLast && response.status === 201 ? 'created' : 'seen';
    things.push({ resource, ids, parent: things.at(-1), source, owner, liveness, certainty: 1 });
  }
  return things;
}
