import type { WireResponse } from '../../model/exchange.ts';
import { askFor, fail, pass, skip, type Check, type CheckInput } from '../contract.ts';
import { compareValue } from './compare-value.ts';
import { bodyMembers, representationOf, sentMembers } from './representation.ts';
import { isServerManaged } from './server-managed.ts';
import { lookAgain, settledResponse } from './settle.ts';
import { writtenThing } from './thing-history.ts';

type Details = { readonly members: readonly string[]; readonly read: string };

/** The same PUT twice must do what it does once. */
export const putIdempotence: Check<'put_idempotence', Details> = {
  id: 'put_idempotence',
  severity: 'medium',
  summary: 'The same PUT twice must leave what it leaves once.',
  history: true,
  page: {
    finds:
      'A PUT that, sent a second time, gives a member that it sends another value than the first time, and not the one that was sent: a list that grows, an amount that is added. It takes a sequence of the stateful phase; the PUT is sent again right after the step, and the thing read after each.',
    silent: [
      'A PUT that was answered 202, or that is refused the second time.',
      'Things that this run did not make.',
      'Members that were not sent; what servers keep by themselves, going by the name: times, versions, counts.',
    ],
    confidence: { likely: 'Always.' },
    sources: ['RFC 9110 §9.2.2 (Idempotent Methods)'],
  },
  run(input) {
    const { operation, exchange, aftermath, answers } = input;
    if (exchange.request.method !== 'PUT' || ![200, 201, 204].includes(exchange.response.status))
      return skip('no PUT that was done');
    if (writtenThing(input) === undefined || aftermath?.read === undefined || aftermath.seen?.status !== 200)
      return skip('not a thing that this run made');
    const read = aftermath.read.request;
    const again = answers?.get('again');
    if (again === undefined) return askFor({ key: 'again', request: exchange.request, credentials: 'same' });
    const status = again.response?.status ?? 0;
    if (status < 200 || status > 299 || status === 202) return skip('it is not done twice');
    const second = answers?.get('second');
    if (second === undefined) return askFor({ key: 'second', request: read, credentials: 'same' });
    const changed = changedMembers(input, aftermath.seen, settledResponse(answers) ?? second.response);
    if (changed.length === 0) return pass;
    const later = lookAgain(answers, read);
    if (later !== undefined) return later;
    return fail({
      confidence: 'likely',
      identity: 'not idempotent',
      title: 'PUT is not idempotent',
      message: `After the same PUT was sent a second time, GET ${read.target} shows other values of ${changed.map((name) => `"${name}"`).join(', ')} than after the first.`,
      expected: 'what the first one left',
      received: 'other values',
      hint: 'Let PUT set values and not add to them; what adds is a POST.',
      location: operation.location,
      probe: 'again',
      details: { members: [...changed], read: `GET ${read.target}` },
    });
  },
};

/** Those that are neither as the first PUT left them, nor as they were sent. */
function changedMembers(
  { exchange }: CheckInput,
  first: WireResponse,
  second: WireResponse | undefined,
): readonly string[] {
  const names = Object.keys(bodyMembers(exchange.request) ?? {});
  const [before, now] = [representationOf(first, names), representationOf(second, names)];
  const sent = sentMembers(exchange, now);
  if (before === undefined || now === undefined || sent === undefined) return [];
  return Object.keys(sent).filter(
    (name) =>
      !isServerManaged(name) &&
      Object.hasOwn(before, name) &&
      Object.hasOwn(now, name) &&
      isMore(before[name], now[name]) &&
      compareValue(sent[name], now[name]) !== 'same',
  );
}

/** Different, also where one list has an item twice that the other has once. */
function isMore(before: unknown, now: unknown): boolean {
  if (Array.isArray(before) && Array.isArray(now) && before.length !== now.length) return true;
  return compareValue(before, now) === 'different';
}
