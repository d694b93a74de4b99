import type { WireRequest, WireResponse } from '../../model/exchange.ts';
import type { Probe } from '../../model/probe.ts';
import { askFor, fail, pass, skip, type Check, type CheckInput } from '../contract.ts';
import { compareValue } from './compare-value.ts';
import { bodyMembers, listedMembers, type Members } from './representation.ts';
import { isOneWay, isServerManaged } from './server-managed.ts';

type Details = { readonly status: number; readonly list: string };

/** What was refused must not have been made. */
export const leakAfterFailedCreate: Check<'leak_after_failed_create', Details> = {
  id: 'leak_after_failed_create',
  severity: 'high',
  summary: 'A creation that is refused must not leave anything behind.',
  history: true,
  page: {
    finds:
      'A POST to a collection that is refused with 4xx, after which a GET of the collection lists a thing with all the values that were sent. To be sure that it comes from there, the POST is sent twice more: it must be refused again, and each time one more such thing be listed; or another refusal become 409. It takes a sequence of the stateful phase.',
    silent: [
      '401, 403, 404, 405, 413, 415 and 429; collections without a GET, or whose list does not show the thing.',
      'Requests that send less than two members that the list shows.',
      'Things that say in a `status`, `state`, `result` or `outcome` that they failed, or were refused: that is a record of the attempt.',
    ],
    confidence: { likely: 'Always.' },
    sources: ['RFC 9110 §15.5 (Client Error 4xx)'],
  },
  run(input) {
    const { operation, exchange, aftermath, answers } = input;
    const { request, response } = exchange;
    if (request.method !== 'POST' || response.status < 400 || response.status > 499) return skip('no refused POST');
    if (notAboutValues.has(response.status)) return skip('it was refused for something else');
    const list = aftermath?.list;
    if (list === undefined || answers === undefined) return skip('there is no list to look at');
    if (pathOf(request) !== pathOf(list.request) || bodyMembers(request) === undefined)
      return skip('nothing was sent to a collection');
    const look = (key: string): Probe => ({ key, request: list.request, credentials: 'same' });
    const again = (key: string): Probe => ({ key, request, credentials: 'same' });
    if (!answers.has('list 1')) return askFor(look('list 1'));
    const before = countLike(answers.get('list 1')?.response, input);
    if (before === 0) return pass;
    for (const [round, number] of rounds.entries()) {
      if (!answers.has(`list ${number}`)) return askFor(again(`again ${number}`), look(`list ${number}`));
      const proof = proofOf(number, before + round + 1, input);
      if (proof === 'none') return pass;
      if (proof === 'conflict') break;
    }
    return fail({
      confidence: 'likely',
      identity: 'left behind',
      title: 'Refused and made all the same',
      message: `The POST was refused with ${response.status}, and GET ${list.request.target} lists a thing with the values that were sent.`,
      expected: 'nothing new in the list',
      received: 'a thing with the values that were sent',
      hint: 'Check the whole request before anything is stored, or do it in one transaction.',
      location: operation.location,
      details: { status: response.status, list: `GET ${list.request.target}` },
    });
  },
};

const notAboutValues: ReadonlySet<number> = new Set([401, 403, 404, 405, 413, 415, 429]);

function pathOf({ target }: WireRequest): string | undefined {
  return target.split('?')[0];
}

const rounds = ['2', '3'] as const;

/** What the same request shows when it is sent again: that it made one more, that it met what it had made, or neither. */
function proofOf(round: (typeof rounds)[number], expected: number, input: CheckInput): 'grown' | 'conflict' | 'none' {
  const status = input.answers?.get(`again ${round}`)?.response?.status ?? 0;
  // What was refused with 409 at once met something else.
  if (status === 409 && input.exchange.response.status !== 409) return 'conflict';
  const count = countLike(input.answers?.get(`list ${round}`)?.response, input);
  return status >= 400 && status <= 499 && count === expected ? 'grown' : 'none';
}

/** How many things in the list have all the values that were sent. */
function countLike(response: WireResponse | undefined, { exchange, operation, aftermath }: CheckInput): number {
  const sent = bodyMembers(exchange.request);
  if (sent === undefined) return 0;
  const names = Object.keys(sent).filter(
    (name) => !isServerManaged(name) && !isOneWay(name, operation, aftermath?.list?.operation),
  );
  return listedMembers(response).filter((item) => {
    const shown = names.filter((name) => Object.hasOwn(item, name));
    return (
      shown.length >= 2 &&
      !saysThatItFailed(item) &&
      names.every((name) => compareValue(sent[name], item[name]) === 'same')
    );
  }).length;
}

/** A list of payments, orders or runs may have those, too, that came to nothing. */
function saysThatItFailed(item: Members): boolean {
  return Object.entries(item).some(
    ([name, value]) => aboutOutcome.test(name) && typeof value === 'string' && badOutcome.test(value),
  );
}

const aboutOutcome = /(?:status|state|result|outcome)$/iu;
const badOutcome = /fail|reject|refus|declin|den(?:y|ied)|error|invalid|cancel|void|abort|expired|unsuccessful/iu;
