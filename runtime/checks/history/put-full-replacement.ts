import { askFor, fail, pass, skip, type Check, type CheckInput, type Verdict } from '../contract.ts';
import { compareValue } from './compare-value.ts';
import { bodyMembers, representationOf, sentMembers, type Members } from './representation.ts';
import { isDeclared, isDefault, isOneWay, isServerManaged } from './server-managed.ts';
import { settledMs, writtenThing, type WrittenThing } from './thing-history.ts';

type Details = { readonly members: readonly string[]; readonly read: string };

/** PUT must leave the thing as it was sent. */
export const putFullReplacement: Check<'put_full_replacement', Details> = {
  id: 'put_full_replacement',
  severity: 'medium',
  summary: 'PUT must leave the thing as it was sent.',
  history: true,
  page: {
    finds:
      'A PUT that was answered 200, 201 or 204, after which a GET of the thing still shows the old value of a member that was sent, or does not show the member any more. It takes a sequence of the stateful phase; the GET is sent right after the PUT, and again after 700 ms where the first one shows this.',
    silent: [
      'A PUT that was answered 202: it may still be under way.',
      'Things that this run did not make; bodies other than JSON objects.',
      'Members that the document says are `readOnly` or `writeOnly`, or does not name; ids; what servers keep by themselves, going by the name: times, versions, counts, tokens.',
      'A member that no GET showed before the PUT.',
      'Values that are shown masked (`****1234`). Null, empty and absent values: servers tell them apart less than JSON does.',
    ],
    confidence: {
      likely: 'A member that was sent still has the value that it had before, or is gone.',
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
    const now = representationOf(answers?.get('settled')?.response ?? aftermath.seen, names);
    const sent = sentMembers(exchange, now);
    if (before === undefined || now === undefined || sent === undefined) return skip('there is nothing to compare');
    const verdict = judge(input, thing, { before, now, sent });
    if (verdict.kind !== 'fail' || answers?.has('settled') === true) return verdict;
    return askFor({ key: 'settled', request: aftermath.read.request, credentials: 'same', afterMs: settledMs });
  },
};

interface States {
  readonly before: Members;
  readonly now: Members;
  readonly sent: Members;
}

function judge(input: CheckInput, thing: WrittenThing, states: States): Verdict<Details> {
  const { before, now, sent } = states;
  const counted = Object.keys(sent).filter((name) => isCounted(name, input) && Object.hasOwn(before, name));
  const changing = counted.filter((name) => compareValue(sent[name], before[name]) === 'different');
  const lost = changing.filter((name) => compareValue(sent[name], now[name]) === 'different' && isOld(name, states));
  if (lost.length > 0) {
    const isNothing = lost.length === changing.length;
    // One that stayed where nothing else was to change: whether it is this one or all of them, another case tells.
    if (isNothing && lost.length === 1 && counted.length > 1) return skip('too little was changed to tell');
    return notStored(input, lost, isNothing && lost.length > 1, states);
  }
  const altered = changing.filter((name) => compareValue(sent[name], now[name]) === 'normalised');
  if (altered.length > 0) return alteredValue(input, altered, states);
  const kept = survivors(input, thing, states);
  return kept.length > 0 ? survived(input, kept) : pass;
}

function isCounted(name: string, { operation, aftermath }: CheckInput): boolean {
  return (
    !isServerManaged(name) && isDeclared(name, operation) && !isOneWay(name, operation, aftermath?.read?.operation)
  );
}

/** What took neither the value that was sent nor kept its own is a value of the server's. */
function isOld(name: string, { before, now }: States): boolean {
  if (isMasked(now[name])) return false;
  return !Object.hasOwn(now, name) || compareValue(before[name], now[name]) === 'same';
}

/** Secrets are shown as `****1234`. */
function isMasked(value: unknown): boolean {
  return typeof value === 'string' && /[*•●]{2}|\bx{4}|\[[a-z]+ed\]/iu.test(value);
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
