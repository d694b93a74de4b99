import type { WireRequest } from '../../model/exchange.ts';
import type { Probe } from '../../model/probe.ts';
import { askFor, fail, pass, skip, type Check, type CheckInput, type Verdict } from '../contract.ts';
import {
  aboutThing,
  foreignThing,
  isDone,
  isRefusal,
  lastSegment,
  lists,
  showsAll,
  type ForeignThing,
  varyTexts,
} from './foreign-thing.ts';

type Details = { readonly owner: string; readonly other: string; readonly does: 'reads' | 'changes' | 'deletes' };

/** What one identity made is not for all others to read and change. */
export const objectLevelAuthorization: Check<'object_level_authorization', Details> = {
  id: 'object_level_authorization',
  severity: 'critical',
  summary: 'What one identity made, another one must not read, change or delete by its id alone.',
  history: true,
  maxSequences: 8,
  page: {
    finds:
      'Another identity reads, changes or deletes a thing by its id that is not its own. It takes two or more `identities` in the configuration, and a sequence of the stateful phase in which one identity makes a thing and then reads, changes or deletes it with success. The same request is then sent as each of the others (three at most): the GET must show them all that it shows the owner; a PUT or PATCH is sent with the values that the thing was made with, and what the owner is shown must follow; for DELETE a second thing is made like the first, and must be gone for the owner.',
    silent: [
      'Things that the other identity finds in its own list of the collection: they are shared. Things that the list shows to neither, such as those of another page.',
      'Things that anybody gets without credentials: they are public (or ignored_auth speaks of them).',
      'An identity that stands above: it may do it to the thing of the owner, and the owner not to a thing of the same kind that the other one made. So an administrator is told from a neighbour.',
      'An identity that may not make such things at all (401 or 403 to the same POST): function_level_authorization speaks of what it may change and delete.',
      'A reader that is shown less than the owner is; a PUT that makes a thing of the other one’s own (201, or it could not be read before, and can afterwards).',
    ],
    confidence: {
      likely:
        'The list of the collection has the thing for its owner and not for the other identity, so that the server itself tells them apart; and the owner may do the same to a thing of the other one’s, so that none of them stands above. An API may still let all who know an id use it.',
      heuristic:
        'The other identity cannot make a thing of its own to compare by; or it changes or deletes the thing, and there is no such list to tell by: all who are logged in may be meant to share these things.',
    },
    sources: ['OWASP API1:2023 (Broken Object Level Authorization)', 'CWE-639'],
  },
  run(input) {
    const { exchange, operation } = input;
    if (operation.security.some((requirement) => requirement.length === 0)) return skip('no credentials are required');
    if (!isDone(exchange.response)) return skip('it was not done');
    const thing = foreignThing(input);
    if (thing === undefined) return skip('not a thing of who asks, with others to ask for it');
    if (exchange.request.method === 'GET') return reading(input, thing);
    if (exchange.request.method === 'DELETE') return deleting(input, thing);
    if (['PUT', 'PATCH'].includes(exchange.request.method)) return changing(input, thing);
    return skip('it does not read, change or delete the thing');
  },
};

function reading(input: CheckInput, thing: ForeignThing): Verdict<Details> {
  const { exchange, answers } = input;
  const { request, response } = exchange;
  if (answers?.has('anonymous') !== true)
    return askFor(
      { key: 'anonymous', request, credentials: 'none' },
      ...thing.others.map((other) => as(`read ${other}`, request, other)),
    );
  if (isDone(answers.get('anonymous')?.response)) return skip('anybody is shown it');
  for (const other of thing.others) {
    if (!showsAll(response, answers.get(`read ${other}`)?.response)) continue;
    const evidence = compare(input, thing, { other, id: thing.id, request });
    if (typeof evidence === 'object') return evidence;
    // Most of what all who are logged in may read is in no list of theirs.
    if (evidence !== 'none' && evidence !== 'untold')
      return found(input, thing, { other, does: 'reads', evidence, probe: `read ${other}` });
  }
  return pass;
}

/** The thing is given the values that it was made with: what does not change by that proves nothing. Then the owner gives it back its own. */
function changing(input: CheckInput, thing: ForeignThing): Verdict<Details> {
  const { exchange, aftermath, answers } = input;
  const { read, seen } = aftermath ?? {};
  const { body } = thing.creation.request;
  if (read === undefined || !isDone(seen) || body === undefined) return skip('it cannot be read');
  const request: WireRequest = { ...exchange.request, body };
  for (const other of thing.others) {
    const keyOf = (what: string): string => `${what} ${other}`;
    const [before, change, after, later, back] = [
      keyOf('before'),
      keyOf('change'),
      keyOf('after'),
      keyOf('later'),
      keyOf('back'),
    ];
    if (answers?.has(change) !== true)
      return askFor(
        as(before, read.request, other),
        as(change, request, other),
        own(after, read.request),
        as(later, read.request, other),
      );
    const changed = answers.get(change)?.response;
    if (!isDone(changed)) continue;
    if (!answers.has(back)) return askFor(own(back, exchange.request));
    // It made one of its own under the same name.
    if (changed.status === 201 || (!isDone(answers.get(before)?.response) && isDone(answers.get(later)?.response)))
      continue;
    const shown = answers.get(after)?.response;
    if (!isDone(shown) || showsAll(seen, shown) || !isDone(answers.get(back)?.response)) continue;
    const evidence = compare(input, thing, { other, id: thing.id, request });
    if (typeof evidence === 'object') return evidence;
    if (evidence === 'none') continue;
    if (!answers.has('anonymous')) return askFor({ key: 'anonymous', request: exchange.request, credentials: 'none' });
    if (isDone(answers.get('anonymous')?.response)) return skip('anybody may change it');
    return found(input, thing, { other, does: 'changes', evidence, probe: change });
  }
  return pass;
}

/** The thing is gone by now: others like it take its place, and are gone in the end, too. */
function deleting(input: CheckInput, thing: ForeignThing): Verdict<Details> {
  const { exchange, aftermath, answers } = input;
  if (aftermath?.read === undefined) return skip('it cannot be read');
  for (const other of thing.others) {
    const keyOf = (what: string): string => `${what} ${other}`;
    const [made, before, gone, after, cleared] = [
      keyOf('made for'),
      keyOf('before'),
      keyOf('delete'),
      keyOf('after'),
      keyOf('cleared'),
    ];
    if (answers?.has(made) !== true) return askFor(own(made, thing.creation.request));
    const remove = aboutThing(exchange.request, answers.get(made), thing);
    const read = aboutThing(aftermath.read.request, answers.get(made), thing);
    if (remove === undefined || read === undefined) return skip('it is not made a second time');
    if (!answers.has(gone))
      return askFor(own(before, read), as(gone, remove, other), own(after, read), own(cleared, remove));
    const isGone = [404, 410].includes(answers.get(after)?.response?.status ?? 0);
    if (!isDone(answers.get(gone)?.response) || !isDone(answers.get(before)?.response) || !isGone) continue;
    const verdict = deleted(input, thing, other);
    if (verdict !== undefined) return verdict;
  }
  return pass;
}

/** Whether an identity that deletes what is another one's stands above; `undefined` where it does. */
function deleted(input: CheckInput, thing: ForeignThing, other: string): Verdict<Details> | undefined {
  const { exchange, answers } = input;
  const [last, cleared] = [`last for ${other}`, `last cleared for ${other}`];
  if (answers?.has(last) !== true) return askFor(own(last, thing.creation.request));
  const remove = aboutThing(exchange.request, answers.get(last), thing);
  if (remove === undefined) return skip('it is not made a third time');
  const evidence = compare(input, thing, {
    other,
    id: lastSegment(remove.target) ?? thing.id,
    request: exchange.request,
  });
  if (typeof evidence === 'object') return evidence;
  if (evidence !== 'none' && !answers.has('anonymous'))
    return askFor({ key: 'anonymous', request: remove, credentials: 'none' });
  // The owner still can.
  if (!answers.has(cleared)) return askFor(own(cleared, remove));
  if (evidence === 'none') return undefined;
  if (isDone(answers.get('anonymous')?.response)) return skip('anybody may delete it');
  if (!isDone(answers.get(cleared)?.response)) return skip('its owner cannot delete it either');
  return found(input, thing, { other, does: 'deletes', evidence, probe: `delete ${other}` });
}

interface Doubt {
  readonly other: string;
  /** What lists know the thing by. */
  readonly id: string;
  /** What the other one did. */
  readonly request: WireRequest;
}

/**
 * What tells that a thing is none of the other one's business. `peers`: the lists that both are given tell them apart, and the owner may do the same to a thing of
 * the other one's; `told`: the lists do, and nothing is known of who stands above; `untold`: no list does.
 */
type Evidence = 'peers' | 'told' | 'untold';

/** `none` where the thing is theirs, too, or they stand above; a verdict where something is to be asked first. */
function compare(
  { exchange, aftermath, answers }: CheckInput,
  thing: ForeignThing,
  { other, id, request }: Doubt,
): Evidence | 'none' | Verdict<never> {
  const theirs = `theirs ${other}`;
  const list = aftermath?.list?.request;
  if (answers?.has(theirs) !== true) {
    const looks =
      list === undefined
        ? []
        : [own(`list before ${other}`, list), as(`list ${other}`, list, other), own(`list after ${other}`, list)];
    return askFor(as(theirs, thing.creation.request, other), ...looks);
  }
  const isListed = (key: string): boolean | undefined => lists(answers.get(`${key} ${other}`)?.response, id);
  if (isListed('list') === true || isListed('list later') === true) return 'none';
  const isTold = isListed('list') === false && isListed('list before') === true && isListed('list after') === true;
  // A list that does not show it to its owner either has it on another page, or not yet.
  if (isListed('list') === false && !isTold) return 'none';
  // It is of another kind.
  if ([401, 403].includes(answers.get(theirs)?.response?.status ?? 0)) return 'none';
  // What is there once may not be made again as it is.
  const varied = varyTexts(thing.creation.request, exchange.case.seedPath.index);
  const again = `${theirs} otherwise`;
  const isMade = isDone(answers.get(theirs)?.response);
  if (!isMade && varied !== undefined && !answers.has(again)) return askFor(as(again, varied, other));
  const reverse = aboutThing(request, answers.get(isMade ? theirs : again), thing);
  if (reverse === undefined) return isTold ? 'told' : 'untold';
  if (!answers.has(`reverse ${other}`)) return askFor(own(`reverse ${other}`, reverse));
  const answer = answers.get(`reverse ${other}`)?.response;
  // It stands above.
  if (isRefusal(answer)) return 'none';
  if (!isTold || list === undefined) return 'untold';
  if (!isDone(answer)) return 'told';
  // A list may need a moment.
  if (answers.has(`list later ${other}`)) return 'peers';
  return askFor({ ...as(`list later ${other}`, list, other), afterMs: 1_000 });
}

function own(key: string, request: WireRequest): Probe {
  return { key, request, credentials: 'same' };
}

function as(key: string, request: WireRequest, identity: string): Probe {
  return { key, request, credentials: { identity } };
}

interface Intrusion {
  readonly other: string;
  readonly does: Details['does'];
  readonly evidence: Evidence;
  readonly probe: string;
}

function found(
  { operation, exchange, answers }: CheckInput,
  { owner }: ForeignThing,
  intrusion: Intrusion,
): Verdict<Details> {
  const { other, does, evidence, probe } = intrusion;
  const status = answers?.get(probe)?.response?.status ?? 0;
  const list =
    evidence === 'untold' ? 'no list tells whether it may' : `the list that ${other} is given does not have it`;
  return fail({
    confidence: evidence === 'peers' ? 'likely' : 'heuristic',
    identity: `another identity ${does}`,
    title: `Another identity ${does} what is not its own`,
    message: `${owner} made a thing, and ${other} ${does} it: its ${exchange.request.method} was answered ${status}, and ${list}.`,
    expected: '403 or 404',
    received: String(status),
    hint: 'Look for the thing among those of who asks, not by its id alone.',
    location: operation.location,
    probe,
    details: { owner, other, does },
  });
}
