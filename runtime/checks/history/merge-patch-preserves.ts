import { headerValue } from '../../model/exchange.ts';
import { parseMediaType } from '../../requests/media-type.ts';
import { fail, pass, skip, type Check, type CheckInput, type Verdict } from '../contract.ts';
import { compareValue } from './compare-value.ts';
import { bodyMembers, representationOf, sentMembers } from './representation.ts';
import { isOneWay, isServerManaged } from './server-managed.ts';
import { lookAgain, settledResponse, settlingText } from './settle.ts';
import { staleInList, type StaleList } from './stale-list.ts';
import { changingMembers, lostMembers, type States } from './stored-members.ts';
import { writtenThing, type WrittenThing } from './thing-history.ts';

type Details = { readonly members: readonly string[]; readonly read: string };

/** PATCH must change what it names, and leave alone what it does not. */
export const mergePatchPreserves: Check<'merge_patch_preserves', Details> = {
  id: 'merge_patch_preserves',
  severity: 'high',
  summary: 'PATCH must change what it names, and leave alone what it does not.',
  history: true,
  page: {
    finds: `A PATCH with a JSON object that was answered 200 or 204, after which a GET of the thing shows as null, empty or absent a member that the PATCH did not name, that an earlier request of the sequence had set, and that a GET had shown with that value right before. Or after which the GET, or the list of the collection, still shows the old value of a member that it did name. It takes a sequence of the stateful phase; the GET is sent right after the PATCH, and again ${settlingText} while it shows this.`,
    silent: [
      'A PATCH that was answered 202; JSON Patch (`application/json-patch+json`) and other media types than JSON.',
      'Things that this run did not make.',
      'Members that the document says are `readOnly` or `writeOnly`; what servers keep by themselves, going by the name: times, versions, counts.',
      'A member that was not named and took another value than none: it may follow from what was sent.',
      'A member that was named and took a third value: the server altered it. Lists whose answer says that it may be old.',
    ],
    confidence: { likely: 'Always.' },
    sources: ['RFC 7396 §2 (JSON Merge Patch)', 'RFC 5789 §2 (PATCH)'],
  },
  run(input) {
    const { exchange, aftermath, answers } = input;
    const { request, response } = exchange;
    if (request.method !== 'PATCH' || ![200, 204].includes(response.status)) return skip('no PATCH that was done');
    if (!isMergePatch(headerValue(request.headers, 'content-type'))) return skip('not a partial object');
    const thing = writtenThing(input);
    if (thing === undefined || aftermath?.read === undefined) return skip('not a thing that this run made');
    const names = Object.keys(bodyMembers(request) ?? {});
    const earlier = thing.writes.map((entry) => Object.keys(bodyMembers(entry.exchange.request) ?? {})).flat();
    const before = representationOf(thing.before, [...names, ...earlier]);
    const now = representationOf(settledResponse(answers) ?? aftermath.seen, [...names, ...earlier]);
    const sent = sentMembers(exchange, now);
    if (before === undefined || now === undefined || sent === undefined) return skip('there is nothing to compare');
    const states = { before, now, sent };
    const verdict = judge(input, thing, states);
    if (verdict.kind === 'fail') return lookAgain(answers, aftermath.read.request) ?? verdict;
    const list = staleInList(input, changingMembers(input, states), states);
    if (list.kind === 'asks') return list.verdict;
    return list.kind === 'stale' ? staleList(input, list) : pass;
  },
};

function judge(input: CheckInput, thing: WrittenThing, states: States): Verdict<Details> {
  const forgotten = forgottenMembers(input, thing, states);
  if (forgotten.length > 0) return lost(input, forgotten);
  const kept = lostMembers(changingMembers(input, states), states, thing.writes);
  return kept.length > 0 ? notStored(input, kept) : pass;
}

function lost(input: CheckInput, names: readonly string[]): Verdict<Details> {
  return fail({
    confidence: 'likely',
    identity: 'lost',
    title: 'PATCH loses what it does not name',
    message: `${readTarget(input)} does not show ${shown(names)} any more after a PATCH that did not name ${names.length === 1 ? 'it' : 'them'}.`,
    expected: 'the value of before',
    received: 'null, empty or absent',
    hint: 'Change only the members that the request has: an absent one is not a null one.',
    location: input.operation.location,
    details: { members: [...names], read: readTarget(input) },
  });
}

function notStored(input: CheckInput, names: readonly string[]): Verdict<Details> {
  return fail({
    confidence: 'likely',
    identity: 'not stored',
    title: 'PATCH does not store what it is sent',
    message: `The PATCH was answered ${input.exchange.response.status}, and ${readTarget(input)} still shows ${shown(names)} as before.`,
    expected: 'the values that were sent',
    received: 'those of before',
    hint: 'Store what is sent, or refuse it with 4xx; a member that clients cannot set is `readOnly`.',
    location: input.operation.location,
    details: { members: [...names], read: readTarget(input) },
  });
}

function staleList(input: CheckInput, { members, list }: Extract<StaleList, { kind: 'stale' }>): Verdict<Details> {
  return fail({
    confidence: 'likely',
    identity: 'list',
    title: 'The list shows what was before',
    message: `${readTarget(input)} shows what the PATCH sent, and ${list} still shows the old ${shown(members)} two seconds later.`,
    expected: 'the values that were sent',
    received: 'those of before',
    hint: 'Let the write also renew, or drop, what the list is made from.',
    location: input.operation.location,
    details: { members: [...members], read: list },
  });
}

function readTarget({ aftermath }: CheckInput): string {
  return `GET ${aftermath?.read?.request.target ?? ''}`;
}

function shown(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

function isMergePatch(contentType: string | undefined): boolean {
  const parsed = parseMediaType(contentType ?? '');
  return parsed?.type === 'application' && ['json', 'merge-patch+json'].includes(parsed.subtype);
}

/** Members that an earlier request set and this one did not name, and that are there no more. */
function forgottenMembers(
  { operation, aftermath }: CheckInput,
  { writes }: WrittenThing,
  { before, now, sent }: States,
): readonly string[] {
  const earlier = writes.map((entry) => sentMembers(entry.exchange, now) ?? {});
  return Object.keys(before).filter((name) => {
    if (Object.hasOwn(sent, name) || isServerManaged(name) || isOneWay(name, operation, aftermath?.read?.operation))
      return false;
    const position = earlier.findLastIndex((members) => Object.hasOwn(members, name));
    const last = earlier[position];
    // A PUT that left it out, and that a copy which lags behind had not seen yet.
    if (writes.slice(position + 1).some(({ exchange }) => exchange.request.method === 'PUT')) return false;
    return (
      last !== undefined &&
      compareValue(last[name], before[name]) === 'same' &&
      compareValue(null, before[name]) === 'different' &&
      compareValue(null, now[name]) === 'same'
    );
  });
}
