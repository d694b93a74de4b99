import { headerValue, type WireResponse } from '../../model/exchange.ts';
import { askFor, type CheckInput, type Verdict } from '../contract.ts';
import { compareValue } from './compare-value.ts';
import { listedMembers, type Members } from './representation.ts';
import { lookAgain, settledResponse } from './settle.ts';
import type { States } from './stored-members.ts';

/** What a list says of a thing that was written: nothing amiss, not known yet, or members with their old values. */
export type StaleList =
  | { readonly kind: 'current' }
  | { readonly kind: 'asks'; readonly verdict: Verdict<never> }
  | { readonly kind: 'stale'; readonly members: readonly string[]; readonly list: string };

const current: StaleList = { kind: 'current' };

/**
 * Looks for a thing in its collection, after its own path shows what was written: a list that goes on showing what was before is a cache, or a second copy,
 * that the write forgot.
 */
export function staleInList(
  { aftermath, answers }: CheckInput,
  changing: readonly string[],
  states: States,
): StaleList {
  const { before, now, sent } = states;
  const written = changing.filter((name) => compareValue(sent[name], now[name]) === 'same');
  if (aftermath?.list === undefined || aftermath.read === undefined || written.length === 0) return current;
  const { request } = aftermath.list;
  if (answers?.has('list') !== true)
    return { kind: 'asks', verdict: askFor({ key: 'list', request, credentials: 'same' }) };
  const response = settledResponse(answers, 'list') ?? answers.get('list')?.response;
  if (response === undefined || mayBeOld(response)) return current;
  const items = sameThings(listedMembers(response), now, lastSegment(aftermath.read.request.target));
  const [item] = items;
  // Two that could be it are none.
  if (item === undefined || items.length > 1) return current;
  const members = written.filter(
    (name) =>
      Object.hasOwn(item, name) &&
      compareValue(sent[name], item[name]) === 'different' &&
      compareValue(before[name], item[name]) === 'same',
  );
  if (members.length === 0) return current;
  const again = lookAgain(answers, request, 'list');
  if (again !== undefined) return { kind: 'asks', verdict: again };
  return { kind: 'stale', members, list: `GET ${request.target}` };
}

/** Those that have the thing's id where the thing itself has it. */
export function sameThings(items: readonly Members[], thing: Members, id: string): readonly Members[] {
  const names = Object.keys(thing).filter((name) => isId(thing[name], id));
  return items.filter((item) => names.some((name) => isId(item[name], id)));
}

function isId(value: unknown, id: string): boolean {
  return (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') && String(value) === id;
}

/** The answer says itself that it may be kept for a while (RFC 9111 §5.2). */
export function mayBeOld({ headers }: WireResponse): boolean {
  const control = headerValue(headers, 'cache-control') ?? '';
  return (
    /(?:^|[,\s])(?:s-maxage|max-age)=[1-9]/iu.test(control) ||
    headerValue(headers, 'age') !== undefined ||
    headerValue(headers, 'expires') !== undefined
  );
}

/** The id that a path ends with. */
export function lastSegment(target: string): string {
  const segment = (target.split('?')[0] ?? '').split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
