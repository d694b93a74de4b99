import type { Exchange } from '../model/exchange.ts';
import type { HistoryEntry } from '../model/history.ts';
import type { OperationEntry } from '../model/operation.ts';
import type { Paths } from './look-requests.ts';
import type { ResourceIndex } from './resource-index.ts';
import { type Thing, type ThingId, thingKey } from './thing.ts';

/** The things that a request's path leads through, the outermost first. */
export function pathOf(entry: OperationEntry, values: Exchange['case']['values'], index: ResourceIndex): Paths {
  const onPath: Pick<Thing, 'resource' | 'ids' | 'parent'>[] = [];
  let ids: ThingId[] = [];
  for (const { resource, parameter } of index.referencesOf(entry)) {
    const value = values.path[parameter];
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') break;
    ids.push(value);
    if (ids.length < resource.ownParameters.length) continue;
    // A key needs no more than what names the things around it.
    onPath.push({ resource, ids, parent: onPath.at(-1) as Thing | undefined });
    ids = [];
  }
  return onPath;
}

/** The thing that a request's path ends at, and those it leads through, by their keys. */
export function touchedBy(
  entry: OperationEntry,
  values: Exchange['case']['values'],
  index: ResourceIndex,
): Pick<HistoryEntry, 'item' | 'onPath'> {
  const onPath = pathOf(entry, values, index);
  const last = onPath.at(-1);
  const isItem = last?.resource.onItem.includes(entry) === true;
  return { item: isItem ? thingKey(last) : undefined, onPath: onPath.map(thingKey) };
}

/** An exchange as the history keeps it, with what it showed. */
export function historyEntry(
  entry: OperationEntry,
  exchange: Exchange,
  things: readonly Thing[],
  index: ResourceIndex,
): HistoryEntry {
  const made = things
    // What is looked up by a member may be renamed under another path: it is judged where its own path is.
    .filter(({ liveness, resource }) => liveness === 'created' && resource.lookUpOf === undefined)
    .map((thing) => ({ key: thingKey(thing), certainty: thing.certainty }));
  return { exchange, made, ...touchedBy(entry, exchange.case.values, index) };
}
