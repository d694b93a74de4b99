import type { HistoryEntry, HistoryView } from '../../model/history.ts';
import { jsonEqual } from '../../requests/json-equal.ts';
import { fail, pass, skip, type Check, type CheckInput, type Verdict } from '../contract.ts';
import { bodyMembers, listedMembers, type Members } from './representation.ts';
import { lastSegment, mayBeOld, sameThings } from './stale-list.ts';

type Details = { readonly deletedBy: string; readonly deleteStatus: number };

/** What is deleted must not be served any more as it was. */
export const useAfterFree: Check<'use_after_free', Details> = {
  id: 'use_after_free',
  severity: 'high',
  summary: 'What was deleted must not be served any more as it was.',
  settlesMs: 2_000,
  page: {
    finds:
      'A GET of a thing that answers 2xx with the thing as it was, after the run made it and deleted it with success; one of a thing whose parent (`/shelves/1` of `/shelves/1/boxes/2`) was deleted and is gone, or made anew with the same id; a list of the collection that still has the thing as it was. It takes a sequence of the stateful phase, and is looked at once more after two seconds.',
    silent: [
      'A DELETE that was answered 202: it may still be under way.',
      'What this run did not make; what was made again in between.',
      'Lists that are asked for what is deleted, going by their query, or whose answer says that it may be old (`Cache-Control: max-age`, `Age`, `Expires`).',
      'A thing that says it is deleted, cancelled or archived, or that differs in another member than a time: that is a soft delete.',
    ],
    confidence: { likely: 'Always: some APIs keep what is deleted readable on purpose, and say so only in words.' },
    sources: ['RFC 9110 §9.3.5 (DELETE)', 'RFC 9110 §15.5.11 (410 Gone)'],
  },
  run(input) {
    const { exchange, history } = input;
    const { status } = exchange.response;
    if (history === undefined) return skip('not a request of a sequence');
    if (exchange.request.method !== 'GET' || status < 200 || status > 299) return skip('no GET that was answered 2xx');
    return history.item === undefined ? judgeList(input, history) : judgeItem(input, history, history.item);
  },
};

function judgeItem(input: CheckInput, history: HistoryView, item: string): Verdict<Details> {
  const own = firstDeletion(history.before, item);
  const deletion = own ?? deletionAround(history, item);
  if (deletion === undefined) return skip('the thing was not deleted');
  const before = representationBefore(history, deletion.position);
  const now = bodyMembers(input.exchange.response);
  if (before === undefined || now === undefined) return skip('there is nothing to compare');
  if (!isSame(before, now)) return pass;
  if (own !== undefined) return served(input, deletion, 'served after delete');
  return served(input, deletion, 'served after its parent was deleted');
}

/** What is deleted is not in any list any more, but for one that asks for what is deleted. */
function judgeList(input: CheckInput, history: HistoryView): Verdict<Details> {
  const { request, response } = input.exchange;
  const [path = '', query = ''] = request.target.split('?');
  if (aboutDeletion.test(query) || mayBeOld(response)) return skip('the list may have what is deleted');
  const items = listedMembers(response);
  for (const [position, entry] of history.before.entries()) {
    const { target } = entry.exchange.request;
    const isOfList = entry.item !== undefined && target.slice(0, target.lastIndexOf('/')) === path;
    const deletion = isOfList ? firstDeletion(history.before, entry.item) : undefined;
    if (deletion?.position !== position) continue;
    const before = representationBefore({ ...history, item: entry.item }, position);
    if (before === undefined) continue;
    const [listed, ...others] = sameThings(items, before, lastSegment(target));
    if (
      listed !== undefined &&
      others.length === 0 &&
      sharedNames(before, listed).length >= 2 &&
      isSame(before, listed)
    )
      return served(input, deletion, 'listed after delete');
  }
  return pass;
}

type Identity = 'served after delete' | 'served after its parent was deleted' | 'listed after delete';

const titles: Readonly<Record<Identity, string>> = {
  'served after delete': 'Served after it was deleted',
  'served after its parent was deleted': 'Served after what it stands in was deleted',
  'listed after delete': 'Listed after it was deleted',
};

function served({ operation, exchange }: CheckInput, { entry }: Deletion, identity: Identity): Verdict<Details> {
  const { status } = exchange.response;
  const { response, request } = entry.exchange;
  const isListed = identity === 'listed after delete';
  return fail({
    confidence: 'likely',
    identity,
    title: titles[identity],
    message: `The server answered ${status} with the thing as it was, after it had answered ${response.status} to DELETE ${request.target}.`,
    expected: isListed ? 'a list without it' : '404 or 410',
    received: isListed ? 'a list with it' : String(status),
    hint: 'Let reads look at what DELETE took away, or say in the answer that the thing is deleted.',
    location: operation.location,
    details: { deletedBy: `DELETE ${request.target}`, deleteStatus: response.status },
  });
}

interface Deletion {
  readonly entry: HistoryEntry;
  readonly position: number;
}

/** The first successful DELETE of a thing that this client made, unless something may have made it anew: after a second one it may have looked deleted before. */
function firstDeletion(before: readonly HistoryEntry[], item: string | undefined): Deletion | undefined {
  if (item === undefined) return undefined;
  const deletion = deletionOf(before, item);
  const isBackAgain =
    deletion !== undefined && before.slice(deletion.position + 1).some((later) => mayRevive(later, item));
  return isBackAgain ? undefined : deletion;
}

function deletionOf(before: readonly HistoryEntry[], item: string): Deletion | undefined {
  const position = before.findIndex((entry) => entry.item === item && isDelete(entry));
  const entry = before[position];
  if (entry === undefined || entry.exchange.response.status === 202) return undefined;
  return before.slice(0, position).some((earlier) => hasMade(earlier, item)) ? { entry, position } : undefined;
}

/**
 * The DELETE of something that the thing's path leads through, after the thing was made there: it went with it, also where another one has the id by now. A
 * server may refuse to forget what stands in it, so the parent itself must have been found gone, or be made anew.
 */
function deletionAround({ before, onPath }: HistoryView, item: string): Deletion | undefined {
  for (const parent of onPath.filter((key) => key !== item)) {
    const deletion = deletionOf(before, parent);
    if (deletion === undefined) continue;
    const { position } = deletion;
    if (!before.slice(0, position).some((earlier) => hasMade(earlier, item))) continue;
    const after = before.slice(position + 1);
    if (after.some((later) => mayRevive(later, item) && !hasMade(later, parent))) continue;
    if (after.some((later) => hasMade(later, parent) || isFoundGone(later, parent))) return deletion;
  }
  return undefined;
}

function isFoundGone({ item, exchange: { request, response } }: HistoryEntry, key: string): boolean {
  return item === key && request.method === 'GET' && (response.status === 404 || response.status === 410);
}

function hasMade({ made }: HistoryEntry, key: string): boolean {
  return made.some((one) => one.key === key);
}

function isDelete({ exchange: { request, response } }: HistoryEntry): boolean {
  return request.method === 'DELETE' && isSuccess(response.status);
}

/** Whatever else was written with success, and had to do with the thing or made something. */
function mayRevive(entry: HistoryEntry, item: string): boolean {
  const { request, response } = entry.exchange;
  if (!isSuccess(response.status) || ['GET', 'HEAD', 'OPTIONS', 'QUERY', 'DELETE'].includes(request.method))
    return false;
  return entry.onPath.includes(item) || hasMade(entry, item);
}

/** As it was last shown before: by a GET of it, or by what made it. */
function representationBefore({ before, item }: HistoryView, position: number): Members | undefined {
  const shown = before
    .slice(0, position)
    .findLast(
      (entry) =>
        isSuccess(entry.exchange.response.status) &&
        ((entry.item === item && entry.exchange.request.method === 'GET') ||
          entry.made.some(({ key }) => key === item)),
    );
  return shown && bodyMembers(shown.exchange.response);
}

const aboutDeletion =
  /delet|remov|archiv|cancel|trash|inactiv|disabl|active|enabled|hidden|withdrawn|closed|retired|terminat|revok|purg|void|expired|discontinu|state|status/iu;
const aboutTime = /(?:at|on|time|date|timestamp|since|seen|read)$/iu;

/** Whether nothing says that the thing is gone: what both show is equal, but for times that have nothing to do with it. */
function isSame(before: Members, now: Members): boolean {
  const counted = sharedNames(before, now).filter((name) => aboutDeletion.test(name) || !aboutTime.test(name));
  if (counted.length === 0) return false;
  const isMarked = Object.keys(now).some(
    (name) => !Object.hasOwn(before, name) && aboutDeletion.test(name) && now[name] !== null && now[name] !== false,
  );
  return !isMarked && counted.every((name) => jsonEqual(before[name], now[name]));
}

function sharedNames(before: Members, now: Members): readonly string[] {
  return Object.keys(before).filter((name) => Object.hasOwn(now, name));
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
