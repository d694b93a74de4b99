import type { WireResponse } from '../../model/exchange.ts';
import type { HistoryEntry, HistoryView } from '../../model/history.ts';
import type { CheckInput } from '../contract.ts';
import { isSafeMethod } from '../../model/safe-method.ts';

/** The thing that a write is about, with what is needed to judge it. */
export interface WrittenThing {
  readonly key: string;
  /** As the GET right before the write, or the last one, was answered. */
  readonly before: WireResponse | undefined;
  /** The writes to the thing before, that were answered 2xx; what made it is the first. */
  readonly writes: readonly HistoryEntry[];
}

/** The thing that a request changes at its own path, where this run made it: nobody else has to do with it. */
export function writtenThing({ history, aftermath }: CheckInput): WrittenThing | undefined {
  const key = history?.item;
  if (history === undefined || key === undefined || aftermath?.thing !== key) return undefined;
  const writes = writesTo(history, key);
  const [first] = writes;
  if (first === undefined || !makes(first, key) || writes.some(isDelete) || isInDeleted(history)) return undefined;
  return { key, before: lastRead(history, key), writes };
}

function writesTo({ before }: HistoryView, key: string): readonly HistoryEntry[] {
  return before.filter((entry) => isWrite(entry) && (entry.onPath.includes(key) || makes(entry, key)));
}

/** Whether a thing was deleted that the path leads through: what is in it may go with it. */
function isInDeleted({ before, onPath }: HistoryView): boolean {
  return before.some(
    (entry) => isDelete(entry) && isWrite(entry) && entry.item !== undefined && onPath.includes(entry.item),
  );
}

function isWrite({ exchange: { request, response } }: HistoryEntry): boolean {
  return response.status >= 200 && response.status < 300 && !isSafeMethod(request.method);
}

function isDelete({ exchange: { request } }: HistoryEntry): boolean {
  return request.method === 'DELETE';
}

function makes({ made }: HistoryEntry, key: string): boolean {
  return made.some((one) => one.key === key);
}

function lastRead({ before }: HistoryView, key: string): WireResponse | undefined {
  const entry = before.findLast(({ item, exchange: { request } }) => item === key && request.method === 'GET');
  return entry?.exchange.response;
}
