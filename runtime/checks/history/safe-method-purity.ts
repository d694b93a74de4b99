import type { Aftermath } from '../../model/aftermath.ts';
import type { WireResponse } from '../../model/exchange.ts';
import type { HistoryEntry } from '../../model/history.ts';
import { askFor, fail, pass, skip, type Check, type CheckInput, type Verdict } from '../contract.ts';
import { compareValue } from './compare-value.ts';
import { bodyMembers, type Members } from './representation.ts';
import { isServerManaged } from './server-managed.ts';
import { lookAgain, settledResponse, settlingText } from './settle.ts';
import { isSafeMethod } from '../../model/safe-method.ts';

type Details = { readonly members: readonly string[]; readonly read: string };

/** What only reads must not change what the next one reads. */
export const safeMethodPurity: Check<'safe_method_purity', Details> = {
  id: 'safe_method_purity',
  severity: 'medium',
  summary: 'GET and HEAD must not change anything.',
  history: true,
  page: {
    finds: `A GET or HEAD below a thing (\`GET /orders/7/confirm\`) after which a GET of the thing shows another value than two GETs had shown before, or than one did where the request changes it each time. Or a thing that a GET finds gone, right after another GET had shown it and nothing was written in between; it is looked for again ${settlingText}. It takes a sequence of the stateful phase.`,
    silent: [
      'What servers keep by themselves, going by the name: times, versions, counts, tokens, links.',
      'Members that differ between two GETs without that request in between.',
      'Things that this run did not make, or that anything was deleted around.',
    ],
    confidence: { heuristic: 'Always: things also change by themselves.' },
    sources: ['RFC 9110 §9.2.1 (Safe Methods)'],
  },
  run(input) {
    const { exchange, aftermath, history } = input;
    const { request, response } = exchange;
    if (request.method !== 'GET' && request.method !== 'HEAD') return skip('neither GET nor HEAD');
    const key = aftermath?.thing;
    if (aftermath?.read === undefined || history === undefined || key === undefined)
      return skip('it is about no thing');
    if (!history.before.some(({ made }) => made.some((one) => one.key === key))) return skip('not made by this run');
    const earlier = readsSinceWrite(history.before, key);
    const { read } = aftermath;
    if (request.method === 'GET' && request.target === read.request.target)
      return vanished(input, { earlier, read, status: response.status });
    if (response.status < 200 || response.status > 299) return skip('it was refused');
    return changed(input, { earlier, read, status: response.status });
  },
};

interface Looks {
  /** The answers to the GETs of the thing since anything was written, in order. */
  readonly earlier: readonly WireResponse[];
  readonly read: NonNullable<Aftermath['read']>;
  readonly status: number;
}

function readsSinceWrite(before: readonly HistoryEntry[], key: string): readonly WireResponse[] {
  const last = before.findLastIndex(({ exchange: { request } }) => !isSafeMethod(request.method));
  const reads = before
    .slice(last + 1)
    .filter(({ item, exchange: { request } }) => item === key && request.method === 'GET');
  return reads.map(({ exchange }) => exchange.response);
}

/** It was there, nobody wrote, and it is gone. */
function vanished(input: CheckInput, { earlier, read, status }: Looks): Verdict<Details> {
  if (!isGone(status) || earlier.at(-1)?.status !== 200) return skip('it was not there before, or still is');
  const before = input.history?.before ?? [];
  const isDeletion = ({ exchange: { request, response } }: HistoryEntry): boolean =>
    request.method === 'DELETE' || response.status === 202;
  if (before.some(isDeletion)) return skip('something was deleted, or is still under way');
  const now = settledResponse(input.answers);
  if (now !== undefined && !isGone(now.status)) return pass;
  const again = lookAgain(input.answers, read.request);
  return again ?? found(input, { identity: 'vanishes', members: [], read });
}

function isGone(status: number): boolean {
  return status === 404 || status === 410;
}

/** The thing is not as it was, and that is not of itself. */
function changed(input: CheckInput, { earlier, read }: Looks): Verdict<Details> {
  const { answers, exchange } = input;
  const shown = earlier.map(membersOf).filter((one) => one !== undefined);
  const before = shown.at(-1);
  if (before === undefined || earlier.length !== shown.length) return skip('it was not seen before');
  const look = (key: string, afterMs?: number): Parameters<typeof askFor>[0] => ({
    key,
    request: read.request,
    credentials: 'same',
    ...(afterMs === undefined ? {} : { afterMs }),
  });
  const seen = (key: string): Members | undefined => {
    const response = answers?.get(key)?.response;
    return response && membersOf(response);
  };
  if (answers?.has('after') !== true) return askFor(look('after'));
  const after = seen('after');
  if (after === undefined) return skip('it is not seen any more');
  const different = differing(before, after).filter(
    (name) => shown.every((one) => isSame(one[name], before[name])) && !mayBeLate(name, after[name], input),
  );
  if (different.length === 0) return pass;
  // Whether it goes on changing, and whether the request changes it each time.
  if (!answers.has('third'))
    return askFor(
      look('second', controlMs),
      { key: 'again', request: exchange.request, credentials: 'same' },
      look('third'),
    );
  const [second, third] = [seen('second'), seen('third')];
  if (second === undefined || third === undefined) return skip('it is not seen any more');
  const ownChange = differing(after, second);
  const stable = different.filter((name) => !ownChange.includes(name));
  const eachTime = stable.filter((name) => !isSame(second[name], third[name]));
  const members = shown.length > 1 ? stable : eachTime;
  return members.length === 0 ? pass : found(input, { identity: 'changes', members, read });
}

/** Whether an earlier request had sent the value, or left it out, and a copy that lags behind shows it only now. */
function mayBeLate(name: string, value: unknown, { history }: CheckInput): boolean {
  return (history?.before ?? []).some(({ exchange: { request } }) => {
    const sent = isSafeMethod(request.method) ? undefined : bodyMembers(request);
    return sent !== undefined && isSame(sent[name], value);
  });
}

/** What changes by itself does so within this time, or it is not seen. */
const controlMs = 400;

function differing(one: Members, other: Members): readonly string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter(
    (name) => !isServerManaged(name) && isPlain(one[name]) && isPlain(other[name]) && !isSame(one[name], other[name]),
  );
}

/** The thing's members, out of a wrapper with a single one. */
function membersOf(response: WireResponse): Members | undefined {
  const body = response.status === 200 ? bodyMembers(response) : undefined;
  const [only, ...others] = Object.values(body ?? {});
  return others.length === 0 && isObject(only) ? (only as Members) : body;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What holds members of its own may hold times and counts among them. */
function isPlain(value: unknown): boolean {
  return Array.isArray(value) ? value.every((item) => typeof item !== 'object') : !isObject(value);
}

function isSame(one: unknown, other: unknown): boolean {
  return compareValue(one, other) !== 'different';
}

function found(
  { operation, exchange: { request } }: CheckInput,
  {
    identity,
    members,
    read,
  }: { readonly identity: 'changes' | 'vanishes'; readonly members: readonly string[]; readonly read: Looks['read'] },
): Verdict<Details> {
  const target = `GET ${read.request.target}`;
  const names = members.map((name) => `"${name}"`).join(', ');
  const isChange = identity === 'changes';
  return fail({
    confidence: 'heuristic',
    identity,
    title: isChange ? `${request.method} changes something` : 'Gone once it was read',
    message: isChange
      ? `After ${request.method} ${request.target}, ${target} shows another value of ${names}.`
      : `${target} was answered 200, and then, with nothing written in between, that it is gone.`,
    expected: isChange ? 'the values of before' : '200',
    received: isChange ? 'other values' : '404 or 410',
    hint: 'Clients, caches and crawlers send GET and HEAD at will: what changes something is a POST.',
    location: operation.location,
    details: { members: [...members], read: target },
  });
}
