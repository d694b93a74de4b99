import type { WireRequest } from '../../model/exchange.ts';
import type { Probe } from '../../model/probe.ts';
import { askFor, fail, pass, skip, type Check, type CheckInput, type Verdict } from '../contract.ts';
import { aboutThing, foreignThing, isDone, showsAll, type ForeignThing } from './foreign-thing.ts';

type Details = { readonly identity: string; readonly owner: string; readonly does: 'changes' | 'deletes' };

/** Who may not make such a thing should not change or delete those of others. */
export const functionLevelAuthorization: Check<'function_level_authorization', Details> = {
  id: 'function_level_authorization',
  severity: 'high',
  summary: 'Who may not make such things should not change or delete those of others.',
  history: true,
  maxSequences: 4,
  page: {
    finds:
      'An identity is refused the POST to a collection with 403, and changes or deletes a thing of that collection that another identity made. It takes two or more `identities` in the configuration, and a sequence of the stateful phase in which one makes a thing and changes or deletes it with success. The POST is then sent as each of the others (three at most); who is refused is let send the PUT or PATCH with the values that the thing was made with, or the DELETE of a second thing that is made like the first. The owner must be shown the change, or find it gone.',
    silent: [
      'What is answered with success and does nothing.',
      'Refusals other than 403: they may be about something else than who asks.',
      'Requests that anybody may send, without credentials.',
    ],
    confidence: {
      heuristic:
        'Always: some may be meant to work on what they cannot make, such as the tasks that another one gave them.',
    },
    sources: ['OWASP API5:2023 (Broken Function Level Authorization)', 'CWE-285'],
  },
  run(input) {
    const { exchange, answers, aftermath } = input;
    const { method } = exchange.request;
    if (!['PUT', 'PATCH', 'DELETE'].includes(method)) return skip('it does not change or delete a thing');
    if (!isDone(exchange.response)) return skip('it was not done');
    const thing = foreignThing(input);
    if (thing === undefined || aftermath?.read === undefined)
      return skip('not a thing of who asks, with others to ask for it');
    const make = (other: string): Probe => as(`make ${other}`, thing.creation.request, other);
    if (answers === undefined || thing.others.some((other) => !answers.has(`make ${other}`)))
      return askFor(make(thing.others[0] ?? thing.owner), ...thing.others.slice(1).map(make));
    for (const other of thing.others) {
      if (answers.get(`make ${other}`)?.response?.status !== 403) continue;
      const verdict = method === 'DELETE' ? deleting(input, thing, other) : changing(input, thing, other);
      if (verdict !== undefined) return verdict;
    }
    return pass;
  },
};

/** `undefined` where the other one may not. */
function changing(input: CheckInput, thing: ForeignThing, other: string): Verdict<Details> | undefined {
  const { exchange, aftermath, answers } = input;
  const { body } = thing.creation.request;
  if (aftermath?.read === undefined || !isDone(aftermath.seen) || body === undefined) return undefined;
  const request: WireRequest = { ...exchange.request, body };
  if (answers?.has(`change ${other}`) !== true)
    return askFor(as(`change ${other}`, request, other), own(`after ${other}`, aftermath.read.request));
  const changed = answers.get(`change ${other}`)?.response;
  if (!isDone(changed) || changed.status === 201) return undefined;
  if (!answers.has(`back ${other}`)) return askFor(own(`back ${other}`, exchange.request));
  const after = answers.get(`after ${other}`)?.response;
  if (!isDone(after) || showsAll(aftermath.seen, after)) return undefined;
  if (!answers.has('anonymous')) return askFor({ key: 'anonymous', request: exchange.request, credentials: 'none' });
  if (isDone(answers.get('anonymous')?.response)) return skip('anybody may change it');
  return found(input, thing, other, 'changes');
}

function deleting(input: CheckInput, thing: ForeignThing, other: string): Verdict<Details> | undefined {
  const { exchange, aftermath, answers } = input;
  if (answers?.has(`made for ${other}`) !== true) return askFor(own(`made for ${other}`, thing.creation.request));
  const remove = aboutThing(exchange.request, answers.get(`made for ${other}`), thing);
  const read = aftermath?.read && aboutThing(aftermath.read.request, answers.get(`made for ${other}`), thing);
  if (remove === undefined || read === undefined) return undefined;
  if (!answers.has('anonymous')) return askFor({ key: 'anonymous', request: remove, credentials: 'none' });
  if (!answers.has(`delete ${other}`))
    return askFor(
      own(`before ${other}`, read),
      as(`delete ${other}`, remove, other),
      own(`after ${other}`, read),
      own(`cleared ${other}`, remove),
    );
  if (isDone(answers.get('anonymous')?.response)) return skip('anybody may delete it');
  const [before, gone, after] = ['before', 'delete', 'after'].map((key) => answers.get(`${key} ${other}`)?.response);
  const isGone = isDone(gone) && isDone(before) && [404, 410].includes(after?.status ?? 0);
  return isGone ? found(input, thing, other, 'deletes') : undefined;
}

function own(key: string, request: WireRequest): Probe {
  return { key, request, credentials: 'same' };
}

function as(key: string, request: WireRequest, identity: string): Probe {
  return { key, request, credentials: { identity } };
}

function found(
  { operation, exchange, answers }: CheckInput,
  { owner, creation }: ForeignThing,
  identity: string,
  does: Details['does'],
): Verdict<Details> {
  const probe = `${does === 'deletes' ? 'delete' : 'change'} ${identity}`;
  const status = answers?.get(probe)?.response?.status ?? 0;
  return fail({
    confidence: 'heuristic',
    identity: `${does} what it may not make`,
    title: `An identity ${does} what it may not make`,
    message: `${identity} was answered 403 to POST ${creation.request.target}, and ${does} what ${owner} made there: its ${exchange.request.method} was answered ${status}.`,
    expected: '403 or 404',
    received: String(status),
    hint: 'Ask for the same right in all operations that write, or document who may do what.',
    location: operation.location,
    probe,
    details: { identity, owner, does },
  });
}
