import type { Exchange } from '../../model/exchange.ts';
import { headerValue } from '../../model/exchange.ts';
import type { HistoryEntry, HistoryView } from '../../model/history.ts';
import { decodeBody } from '../../requests/decode-body.ts';
import { jsonEqual } from '../../requests/json-equal.ts';
import { fail, pass, skip, type Check } from '../contract.ts';

type Details = { readonly deletedBy: string; readonly deleteStatus: number };

type Members = Readonly<Record<string, unknown>>;

/** What is deleted must not be served any more as it was. */
export const useAfterFree: Check<'use_after_free', Details> = {
  id: 'use_after_free',
  severity: 'high',
  summary: 'What was deleted must not be served any more as it was.',
  settlesMs: 2_000,
  page: {
    finds:
      'A GET of a thing that answers 2xx with the thing as it was, after the run made it and deleted it with success. It takes a sequence of the stateful phase, and is looked at once more after two seconds.',
    silent: [
      'A DELETE that was answered 202: it may still be under way.',
      'What this run did not make; what was made again in between; collections.',
      'A thing that says it is deleted, cancelled or archived, or that differs in another member than a time: that is a soft delete.',
    ],
    confidence: { likely: 'Always: some APIs keep what is deleted readable on purpose, and say so only in words.' },
    sources: ['RFC 9110 §9.3.5 (DELETE)', 'RFC 9110 §15.5.11 (410 Gone)'],
  },
  run({ operation, exchange, history }) {
    const { status } = exchange.response;
    if (history?.item === undefined) return skip('not the path of a thing with a history');
    if (exchange.request.method !== 'GET' || status < 200 || status > 299) return skip('no GET that was answered 2xx');
    const deletion = firstDeletion(history.before, history.item);
    if (deletion === undefined) return skip('the thing was not deleted');
    const before = representationBefore(history, deletion.position);
    const now = membersOf(exchange);
    if (before === undefined || now === undefined) return skip('there is nothing to compare');
    if (!isSame(before, now)) return pass;
    const { response, request } = deletion.entry.exchange;
    return fail({
      confidence: 'likely',
      identity: 'served after delete',
      title: 'Served after it was deleted',
      message: `The server answered ${status} with the thing as it was, after it had answered ${response.status} to DELETE ${request.target}.`,
      expected: '404 or 410',
      received: String(status),
      hint: 'Let reads look at what DELETE took away, or say in the answer that the thing is deleted.',
      location: operation.location,
      details: { deletedBy: `DELETE ${request.target}`, deleteStatus: response.status },
    });
  },
};

/** The first successful DELETE of a thing that this client made, unless something may have made it anew: after a second one it may have looked deleted before. */
function firstDeletion(
  before: readonly HistoryEntry[],
  item: string,
): { readonly entry: HistoryEntry; readonly position: number } | undefined {
  const position = before.findIndex((entry) => entry.item === item && isDelete(entry));
  const entry = before[position];
  if (entry === undefined || entry.exchange.response.status === 202) return undefined;
  if (!before.slice(0, position).some(({ made }) => made.some(({ key }) => key === item))) return undefined;
  const isBackAgain = before.slice(position + 1).some((later) => mayRevive(later, item));
  return isBackAgain ? undefined : { entry, position };
}

function isDelete({ exchange: { request, response } }: HistoryEntry): boolean {
  return request.method === 'DELETE' && isSuccess(response.status);
}

/** Whatever else was written with success, and had to do with the thing or made something. */
function mayRevive({ exchange: { request, response }, onPath, made }: HistoryEntry, item: string): boolean {
  if (!isSuccess(response.status) || ['GET', 'HEAD', 'OPTIONS', 'QUERY'].includes(request.method)) return false;
  if (request.method === 'DELETE') return false;
  return onPath.includes(item) || made.some(({ key }) => key === item);
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
  return shown && membersOf(shown.exchange);
}

function membersOf({ response }: Exchange): Members | undefined {
  const decoded = decodeBody(response.body, headerValue(response.headers, 'content-type') ?? '');
  if (decoded.kind !== 'decoded') return undefined;
  const { value } = decoded;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.keys(value).length === 0 ? undefined : (value as Members);
}

const aboutDeletion = /delet|remov|archiv|cancel|trash|inactiv|disabl|active|enabled|state|status/iu;
const aboutTime = /(?:at|on|time|date|timestamp|since|seen|read)$/iu;

/** Whether nothing says that the thing is gone: what both show is equal, but for times that have nothing to do with it. */
function isSame(before: Members, now: Members): boolean {
  const shared = Object.keys(before).filter((name) => Object.hasOwn(now, name));
  const counted = shared.filter((name) => aboutDeletion.test(name) || !aboutTime.test(name));
  if (counted.length === 0) return false;
  const isMarked = Object.keys(now).some(
    (name) => !Object.hasOwn(before, name) && aboutDeletion.test(name) && now[name] !== null && now[name] !== false,
  );
  return !isMarked && counted.every((name) => jsonEqual(before[name], now[name]));
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
