import { headerValue } from '../../model/exchange.ts';
import { parseMediaType } from '../../requests/media-type.ts';
import { askFor, fail, pass, skip, type Check, type CheckInput } from '../contract.ts';
import { compareValue } from './compare-value.ts';
import { bodyMembers, representationOf, sentMembers, type Members } from './representation.ts';
import { isOneWay, isServerManaged } from './server-managed.ts';
import { settledMs, writtenThing, type WrittenThing } from './thing-history.ts';

type Details = { readonly members: readonly string[]; readonly read: string };

/** PATCH must leave alone what it does not name. */
export const mergePatchPreserves: Check<'merge_patch_preserves', Details> = {
  id: 'merge_patch_preserves',
  severity: 'high',
  summary: 'PATCH must leave alone what it does not name.',
  history: true,
  page: {
    finds:
      'A PATCH with a JSON object that was answered 200 or 204, after which a GET of the thing shows as null, empty or absent a member that the PATCH did not name, that an earlier request of the sequence had set, and that a GET had shown with that value right before. It takes a sequence of the stateful phase; the GET is sent right after the PATCH, and again after 700 ms where the first one shows this.',
    silent: [
      'A PATCH that was answered 202; JSON Patch (`application/json-patch+json`) and other media types than JSON.',
      'Things that this run did not make.',
      'Members that the document says are `readOnly` or `writeOnly`; what servers keep by themselves, going by the name: times, versions, counts.',
      'A member that took another value than none: it may follow from what was sent.',
    ],
    confidence: { likely: 'Always.' },
    sources: ['RFC 7396 §2 (JSON Merge Patch)', 'RFC 5789 §2 (PATCH)'],
  },
  run(input) {
    const { operation, exchange, aftermath, answers } = input;
    const { request, response } = exchange;
    if (request.method !== 'PATCH' || ![200, 204].includes(response.status)) return skip('no PATCH that was done');
    if (!isMergePatch(headerValue(request.headers, 'content-type'))) return skip('not a partial object');
    const thing = writtenThing(input);
    if (thing === undefined || aftermath?.read === undefined) return skip('not a thing that this run made');
    const names = Object.keys(bodyMembers(request) ?? {});
    const earlier = thing.writes.map((entry) => Object.keys(bodyMembers(entry.exchange.request) ?? {})).flat();
    const before = representationOf(thing.before, [...names, ...earlier]);
    const now = representationOf(answers?.get('settled')?.response ?? aftermath.seen, [...names, ...earlier]);
    const sent = sentMembers(exchange, now);
    if (before === undefined || now === undefined || sent === undefined) return skip('there is nothing to compare');
    const lost = lostMembers(input, thing, { before, now, sent });
    if (lost.length === 0) return pass;
    if (answers?.has('settled') !== true)
      return askFor({ key: 'settled', request: aftermath.read.request, credentials: 'same', afterMs: settledMs });
    const read = `GET ${aftermath.read.request.target}`;
    const shown = lost.map((name) => `"${name}"`).join(', ');
    return fail({
      confidence: 'likely',
      identity: 'lost',
      title: 'PATCH loses what it does not name',
      message: `${read} does not show ${shown} any more after a PATCH that did not name ${lost.length === 1 ? 'it' : 'them'}.`,
      expected: 'the value of before',
      received: 'null, empty or absent',
      hint: 'Change only the members that the request has: an absent one is not a null one.',
      location: operation.location,
      details: { members: [...lost], read },
    });
  },
};

function isMergePatch(contentType: string | undefined): boolean {
  const parsed = parseMediaType(contentType ?? '');
  return parsed?.type === 'application' && ['json', 'merge-patch+json'].includes(parsed.subtype);
}

interface States {
  readonly before: Members;
  readonly now: Members;
  readonly sent: Members;
}

function lostMembers(
  { operation, aftermath }: CheckInput,
  { writes }: WrittenThing,
  { before, now, sent }: States,
): readonly string[] {
  const earlier = writes.map((entry) => sentMembers(entry.exchange, now) ?? {});
  return Object.keys(before).filter((name) => {
    if (Object.hasOwn(sent, name) || isServerManaged(name) || isOneWay(name, operation, aftermath?.read?.operation))
      return false;
    const last = earlier.findLast((members) => Object.hasOwn(members, name));
    return (
      last !== undefined &&
      compareValue(last[name], before[name]) === 'same' &&
      compareValue(null, before[name]) === 'different' &&
      compareValue(null, now[name]) === 'same'
    );
  });
}
