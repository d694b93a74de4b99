import { fail, pass, skip, type Check, type CheckInput, type Verdict } from '../contract.ts';
import { compareValue } from './compare-value.ts';
import { bodyMembers, representationOf, sentMembers } from './representation.ts';
import { isDefault } from './server-managed.ts';
import { lookAgain, settledResponse, settlingText } from './settle.ts';
import { staleInList, type StaleList } from './stale-list.ts';
import { changingMembers, isCounted, lostMembers, type States } from './stored-members.ts';
import { writtenThing, type WrittenThing } from './thing-history.ts';

type Details = { readonly members: readonly string[]; readonly read: string };

/** PUT must leave the thing as it was sent. */
export const putFullReplacement: Check<'put_full_replacement', Details> = {
  id: 'put_full_replacement',
  severity: 'medium',
  summary: 'PUT must leave the thing as it was sent.',
  history: true,
  page: {
    finds: `A PUT that was answered 200, 201 or 204, after which a GET of the thing still shows the old value of a member that was sent, or does not show the member any more; or the GET shows it, and the collection goes on listing the thing with its old value. It takes a sequence of the stateful phase; the GET is sent right after the PUT, and again ${settlingText} while it shows this.`,
    silent: [
      'A PUT that was answered 202: it may still be under way.',
      'Things that this run did not make; bodies other than JSON objects.',
      'Members that the document says are `readOnly` or `writeOnly`, or does not name; ids; what servers keep by themselves, going by the name: times, versions, counts, tokens.',
      'A member that no GET showed before the PUT.',
      'Lists whose answer says that it may be old (`Cache-Control: max-age`, `Age`, `Expires`), or that do not show the thing.',
      'Values that are shown masked (`****1234`). Null, empty and absent values: servers tell them apart less than JSON does.',
    ],
    confidence: {
      likely: 'A member that was sent still has the value that it had before, or is gone; or has it in the list alone.',
      heuristic:
        'A value was altered: trimmed, in another case, rounded, in another time zone, in another form of the same characters. Or a member that an earlier request of the run had set, and the PUT left out, is still there: then it may be that PUT is documented as a partial update.',
    },
    sources: ['RFC 9110 §9.3.4 (PUT)'],
  },
  run(input) {
    const { exchange, aftermath, answers } = input;
    const { method } = exchange.request;
    if (method !== 'PUT' || ![200, 201, 204].includes(exchange.response.status)) return skip('no PUT that was done');
    const thing = writtenThing(input);
    if (thing === undefined || aftermath?.read === undefined) return skip('not a thing that this run made');
    const names = Object.keys(bodyMembers(exchange.request) ?? {});
    const before = representationOf(thing.before, names);
    const now = representationOf(settledResponse(answers) ?? aftermath.seen, names);
    const sent = sentMembers(exchange, now);
    if (before === undefined || now === undefined || sent === undefined) return skip('there is nothing to compare');
    const states = { before, now, sent };
    const changing = changingMembers(input, states);
    const verdict = judge(input, thing, states, changing);
    if (verdict.kind === 'fail') return lookAgain(answers, aftermath.read.request) ?? verdict;
    const list = staleInList(input, changing, states);
    if (list.kind === 'asks') return list.verdict;
    return list.kind === 'stale' ? staleList(input, list) : verdict;
  },
};

function judge(input: CheckInput, thing: WrittenThing, states: States, changing: readonly string[]): Verdict<Details> {
  const { now, sent, before } = states;
  const lost = lostMembers(changing, states, thing.writes);
  if (lost.length > 0) {
    const isNothing = lost.length === changing.length;
    const counted = Object.keys(sent).filter((name) => isCounted(name, input) && Object.hasOwn(before, name));
    // One that stayed where nothing else was to change: whether it is this one or all of them, another case tells.
    if (isNothing && lost.length === 1 && counted.length > 1) return skip('too little was changed to tell');
    return notStored(input, lost, isNothing && lost.length > 1, states);
  }
  const altered = changing.filter((name) => compareValue(sent[name], now[name]) === 'normalised');
  if (altered.length > 0) return alteredValue(input, altered, states);
  const kept = survivors(input, thing, states);
  return kept.length > 0 ? survived(input, kept) : pass;
}

/** Members that an earlier request set, and this one left out. */
function survivors(input: CheckInput, { writes }: WrittenThing, { before, now, sent }: States): readonly string[] {
  const required = new Set(requiredNames(input));
  const earlier = writes.map((entry) => sentMembers(entry.exchange, now) ?? {});
  return Object.keys(now).filter((name) => {
    if (Object.hasOwn(sent, name) || required.has(name) || !isCounted(name, input) || isBlank(now[name])) return false;
    if (isDefault(name, now[name], input.operation)) return false;
    const last = earlier.findLast((members) => Object.hasOwn(members, name));
    return last !== undefined && [before, now].every((shown) => compareValue(last[name], shown[name]) === 'same');
  });
}

function isBlank(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === null || value === '' || value === false || value === 0;
}

function requiredNames({ operation }: CheckInput): readonly string[] {
  return (operation.body?.contents ?? []).flatMap(({ schema }) => {
    const raw = schema?.schema;
    const required = typeof raw === 'object' && raw !== null && 'required' in raw ? raw.required : [];
    return Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [];
  });
}

function notStored(input: CheckInput, lost: readonly string[], isNothing: boolean, states: States): Verdict<Details> {
  const [first = ''] = lost;
  const target = readTarget(input);
  const finding = (name: string): Parameters<typeof fail<Details>>[0] => ({
    confidence: 'likely',
    identity: isNothing ? 'nothing' : name,
    title: isNothing ? 'PUT changes nothing' : 'PUT does not store what it is sent',
    message: isNothing
      ? `The PUT was answered ${input.exchange.response.status}, and ${target} still shows the old values of ${list(lost)}.`
      : `The PUT was answered ${input.exchange.response.status}, and ${target} shows ${show(states.now[name])} for "${name}", as before.`,
    expected: show(states.sent[name]),
    received: show(states.now[name]),
    hint: 'Store what is sent, or refuse it with 4xx; a member that clients cannot set is `readOnly`.',
    location: input.operation.location,
    details: { members: isNothing ? [...lost] : [name], read: target },
  });
  const others = isNothing ? [] : lost.slice(1).map(finding);
  return fail(finding(first), ...others);
}

function alteredValue(input: CheckInput, altered: readonly string[], states: States): Verdict<Details> {
  const [name = ''] = altered;
  return fail({
    confidence: 'heuristic',
    identity: `altered ${name}`,
    title: 'PUT alters what it is sent',
    message: `${readTarget(input)} shows ${show(states.now[name])} for "${name}" after a PUT of ${show(states.sent[name])}.`,
    expected: show(states.sent[name]),
    received: show(states.now[name]),
    hint: 'Say in the document which form is stored, with a pattern or in the description.',
    location: input.operation.location,
    details: { members: [...altered], read: readTarget(input) },
  });
}

function survived(input: CheckInput, kept: readonly string[]): Verdict<Details> {
  return fail({
    confidence: 'heuristic',
    identity: 'survives',
    title: 'PUT keeps what was left out',
    message: `${list(kept)} ${kept.length === 1 ? 'was' : 'were'} set before, left out of the PUT, and ${kept.length === 1 ? 'is' : 'are'} still there.`,
    expected: 'absent, null or the default',
    received: 'the value of before',
    hint: 'PUT replaces the whole thing: offer PATCH for partial updates, or make these members required.',
    location: input.operation.location,
    details: { members: [...kept], read: readTarget(input) },
  });
}

function staleList(
  input: CheckInput,
  { members, list: target }: Extract<StaleList, { kind: 'stale' }>,
): Verdict<Details> {
  return fail({
    confidence: 'likely',
    identity: 'list',
    title: 'The list shows what was before',
    message: `${readTarget(input)} shows what was put, and ${target} still shows the old ${list(members)} two seconds later.`,
    expected: 'the values that were put',
    received: 'those of before',
    hint: 'Let the write also renew, or drop, what the list is made from.',
    location: input.operation.location,
    details: { members: [...members], read: target },
  });
}

function readTarget({ aftermath }: CheckInput): string {
  return `GET ${aftermath?.read?.request.target ?? ''}`;
}

function list(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
