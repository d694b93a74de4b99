import { fail, pass, skip, type Check, type CheckInput, type Verdict } from '../contract.ts';
import { compareValue } from './compare-value.ts';
import { bodyMembers, representationOf, sentMembers, type Members } from './representation.ts';
import { isServerManaged } from './server-managed.ts';
import { lookAgain, settledResponse, settlingText } from './settle.ts';
import { writtenThing, type WrittenThing } from './thing-history.ts';

type Details = { readonly status: number; readonly members: readonly string[]; readonly read: string };

/** What is refused must not be done. */
export const failedModification: Check<'failed_modification', Details> = {
  id: 'failed_modification',
  severity: 'high',
  summary: 'A PUT or PATCH that is refused must not change anything.',
  history: true,
  page: {
    finds: `A PUT or PATCH that was answered 4xx, after which a GET of the thing shows a value that was sent and did not before, or does not find the thing any more. It takes a sequence of the stateful phase; the GET is sent right after the request, and again ${settlingText} while it shows this.`,
    silent: [
      'Things that this run did not make, or that no GET showed before.',
      'What was answered 404 or 410, as the GET is: the thing was gone before.',
      'Values that an earlier request of the sequence had sent for the same member: they may have come late.',
      'What servers keep by themselves, going by the name: times, versions, counts. Members that were not sent.',
    ],
    confidence: { likely: 'Always.' },
    sources: ['RFC 9110 §15.5 (Client Error 4xx)', 'RFC 5789 §2 (PATCH is atomic)'],
  },
  run(input) {
    const { exchange, aftermath, answers } = input;
    const { status } = exchange.response;
    if (!['PUT', 'PATCH'].includes(exchange.request.method) || status < 400 || status > 499)
      return skip('no PUT or PATCH that was refused');
    const thing = writtenThing(input);
    if (thing === undefined || aftermath?.read === undefined) return skip('not a thing that this run made');
    if (thing.before === undefined || thing.before.status !== 200) return skip('it was not seen before');
    const verdict = judge(input, thing);
    return verdict.kind === 'fail' ? (lookAgain(answers, aftermath.read.request) ?? verdict) : verdict;
  },
};

function judge(input: CheckInput, thing: WrittenThing): Verdict<Details> {
  const { exchange, aftermath, answers } = input;
  const response = settledResponse(answers) ?? aftermath?.seen;
  if (response !== undefined && saysGone(response.status))
    // Something else took it away before, and the refusal says so.
    return saysGone(exchange.response.status) ? pass : vanished(input, response.status);
  const names = Object.keys(bodyMembers(exchange.request) ?? {});
  const [before, now] = [representationOf(thing.before, names), representationOf(response, names)];
  const sent = sentMembers(exchange, now);
  if (before === undefined || now === undefined || sent === undefined) return skip('there is nothing to compare');
  const changed = Object.keys(sent).filter(
    (name) =>
      !isServerManaged(name) &&
      Object.hasOwn(now, name) &&
      compareValue(sent[name], now[name]) === 'same' &&
      compareValue(before[name], now[name]) === 'different' &&
      !wasSent(name, sent[name], thing, now),
  );
  return changed.length === 0 ? pass : stored(input, changed);
}

function saysGone(status: number): boolean {
  return status === 404 || status === 410;
}

function wasSent(name: string, value: unknown, { writes }: WrittenThing, now: Members): boolean {
  return writes.some((entry) => compareValue(value, sentMembers(entry.exchange, now)?.[name]) !== 'different');
}

function stored(input: CheckInput, changed: readonly string[]): Verdict<Details> {
  const { operation, exchange, aftermath } = input;
  const { request, response } = exchange;
  const target = `GET ${aftermath?.read?.request.target ?? ''}`;
  return fail({
    confidence: 'likely',
    identity: 'stored',
    title: 'Refused and done all the same',
    message: `The ${request.method} was refused with ${response.status}, and ${target} now shows the sent ${changed.map((name) => `"${name}"`).join(', ')}.`,
    expected: 'the values of before',
    received: 'those of the refused request',
    hint: 'Check the whole request before anything is stored, or do it in one transaction.',
    location: operation.location,
    details: { status: response.status, members: [...changed], read: target },
  });
}

function vanished({ operation, exchange, aftermath }: CheckInput, status: number): Verdict<Details> {
  const { request, response } = exchange;
  const target = `GET ${aftermath?.read?.request.target ?? ''}`;
  return fail({
    confidence: 'likely',
    identity: 'vanished',
    title: 'Refused, and the thing is gone',
    message: `The ${request.method} was refused with ${response.status}, and ${target}, which had been answered 200, is answered ${status}.`,
    expected: '200',
    received: String(status),
    hint: 'Do not delete what is there before its replacement is stored, or do both in one transaction.',
    location: operation.location,
    details: { status: response.status, members: [], read: target },
  });
}
