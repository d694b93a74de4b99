import { headerValue, type WireRequest, type WireResponse } from '../../model/exchange.ts';
import type { Parameter } from '../../model/operation.ts';
import { askFor, fail, pass, skip, type Check, type CheckInput } from '../contract.ts';
import { bodyMembers, type Members } from './representation.ts';
import { lastSegment } from './stale-list.ts';

type Details = { readonly key: string; readonly first: string; readonly second: string };

/** The same idempotency key must not make a second thing. */
export const idempotencyKeyReplay: Check<'idempotency_key_replay', Details> = {
  id: 'idempotency_key_replay',
  severity: 'high',
  summary: 'A creation that is sent again with the same idempotency key must not make a second thing.',
  history: true,
  page: {
    finds:
      'A POST with a documented idempotency key (`Idempotency-Key`, `X-Idempotency-Key`, or a query parameter of that name) that made a thing, and that makes another one when exactly the same request is sent again: the answer has another id. A client that repeats a request because its answer was lost so orders, or pays, twice. It takes a sequence of the stateful phase.',
    silent: [
      'Operations that document no such key; requests that leave it out.',
      'A second answer that is the first one again, or a refusal such as 409.',
      'Answers with 202, or without an id.',
    ],
    confidence: {
      likely: 'Both things can be read at their own paths.',
      heuristic: 'The two answers have different ids, and no documented GET tells whether both are there.',
    },
    sources: ['draft-ietf-httpapi-idempotency-key-header §2'],
  },
  run(input) {
    const { operation, exchange, aftermath, answers } = input;
    const { request, response } = exchange;
    const parameter = operation.parameters.find(isKey);
    if (request.method !== 'POST' || parameter === undefined) return skip('no POST with a documented idempotency key');
    const key = keyOf(input, parameter);
    if (aftermath === undefined || key === undefined || key === '') return skip('it was sent without the key');
    if (!isDone(response)) return skip('nothing was made');
    const again = answers?.get('again');
    if (again === undefined) return askFor({ key: 'again', request, credentials: 'same' });
    if (again.response === undefined || !isDone(again.response)) return pass;
    const ids = idsOf(response, again.response, aftermath.read?.request);
    if (ids === undefined || ids.first === ids.second) return pass;
    const { first, second } = ids;
    const read = aftermath.read?.request;
    if (read !== undefined && lastSegment(read.target) === first) {
      if (answers?.has('first') !== true)
        return askFor(
          { key: 'first', request: read, credentials: 'same' },
          { key: 'second', request: withLastSegment(read, second), credentials: 'same' },
        );
      const found = ['first', 'second'].map((name) => answers.get(name)?.response?.status);
      if (found.some((status) => status !== 200)) return skip('not both of them are there');
    }
    return fail({
      confidence: answers?.has('first') === true ? 'likely' : 'heuristic',
      identity: 'made twice',
      title: 'The same idempotency key makes two things',
      message: `The same POST with ${parameter.name} "${key}" was answered ${response.status} with "${first}", and then ${again.response.status} with "${second}".`,
      expected: `the answer of before, with "${first}"`,
      received: `"${second}"`,
      hint: 'Keep the answer under the key, in the transaction that makes the thing, and give it again.',
      location: operation.location,
      probe: 'again',
      details: { key, first, second },
    });
  },
};

function isKey({ name, in: place }: Parameter): boolean {
  return (place === 'header' || place === 'query') && /^(?:x[-_])?idempotency[-_]?key$/iu.test(name);
}

function keyOf({ exchange }: CheckInput, { in: place, name }: Parameter): string | undefined {
  if (place === 'header') return headerValue(exchange.request.headers, name);
  const value = exchange.case.values.query[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function isDone({ status }: WireResponse): boolean {
  return status >= 200 && status <= 299 && status !== 202;
}

/** What the two answers call what was made: in the member that holds the id of the thing's path, else in `id` or `Location`. */
function idsOf(
  one: WireResponse,
  other: WireResponse,
  read: WireRequest | undefined,
): { readonly first: string; readonly second: string } | undefined {
  const [a, b] = [flat(bodyMembers(one)), flat(bodyMembers(other))];
  const known = read && lastSegment(read.target);
  const names = Object.keys(a).filter((name) => Object.hasOwn(b, name));
  const name =
    names.find((each) => a[each] === known) ?? names.find((each) => /(?:^|\.)_?(?:id|uuid|guid)$/iu.test(each));
  const [first, second] = name === undefined ? [] : [a[name], b[name]];
  if (first !== undefined && second !== undefined) return { first, second };
  const [from, to] = [one, other].map(({ headers }) => headerValue(headers, 'location'));
  return from === undefined || to === undefined ? undefined : { first: lastSegment(from), second: lastSegment(to) };
}

/** The members that can be ids, as text, also those in a wrapper such as `{"data": {…}}`. */
function flat(members: Members | undefined, prefix = ''): Readonly<Record<string, string>> {
  const found: [string, string][] = [];
  for (const [name, value] of Object.entries(members ?? {})) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
      found.push([prefix + name, String(value)]);
    else if (prefix === '' && typeof value === 'object' && value !== null && !Array.isArray(value))
      found.push(...Object.entries(flat(value as Members, `${name}.`)));
  }
  return Object.fromEntries(found);
}

function withLastSegment(request: WireRequest, id: string): WireRequest {
  const [path = '', ...query] = request.target.split('?');
  const target = `${path.slice(0, path.lastIndexOf('/') + 1)}${encodeURIComponent(id)}`;
  return { ...request, target: [target, ...query].join('?') };
}
