import type { CaseValues } from '../../model/case.ts';
import type { HistoryEntry } from '../../model/history.ts';
import { fail, pass, skip, type Check } from '../contract.ts';
import { isSafeMethod } from '../../model/safe-method.ts';

type Details = { readonly createdBy: string; readonly createStatus: number };

/** An id that was read with less certainty may belong to something else. */
const sure = 0.85;

/** What was just made must be there. */
export const ensureResourceAvailability: Check<'ensure_resource_availability', Details> = {
  id: 'ensure_resource_availability',
  severity: 'high',
  summary: 'What was just made must be there.',
  settlesMs: 2_000,
  page: {
    finds:
      'A GET of a thing that answers 404, after a POST of the same sequence made it with success and gave the id that the path has. It takes a sequence of the stateful phase, and is looked at once more after two seconds.',
    silent: [
      'A POST that was answered 202: the thing may still be on its way.',
      'Sequences in which anything was deleted with success, or something else was done to the thing since; a thing that was read after it was made.',
      'Ids that had to be guessed from the names in the answer.',
      'A GET with anything in its query or cookies: a filter may hide the thing.',
    ],
    confidence: { likely: 'Always: the document does not say that the two paths speak of the same thing.' },
    sources: ['RFC 9110 §15.3.2 (201 Created)', 'RFC 9110 §15.5.5 (404 Not Found)'],
  },
  run({ operation, exchange, history }) {
    if (history?.item === undefined) return skip('not the path of a thing with a history');
    const { item, before } = history;
    if (exchange.request.method !== 'GET') return skip('no GET');
    if (exchange.response.status !== 404) return pass;
    if (isNarrowed(exchange.case.values)) return skip('more was asked for than the thing');
    const position = before.findLastIndex(({ made }) =>
      made.some(({ key, certainty }) => key === item && certainty >= sure),
    );
    const creation = before[position];
    if (creation === undefined || creation.exchange.request.method !== 'POST')
      return skip('the thing was not made by a POST');
    const { request, response } = creation.exchange;
    if (response.status === 202) return skip('the thing may still be on its way');
    if (before.some(isDelete)) return skip('something was deleted');
    if (before.slice(position + 1).some((entry) => isWriteTo(entry, item) || isReadOf(entry, item)))
      return skip('something was done to the thing');
    return fail({
      confidence: 'likely',
      identity: 'not available after creation',
      title: 'Not there after it was made',
      message: `The server answered 404 for what POST ${request.target} had just made (${response.status}).`,
      expected: '2xx',
      received: '404',
      hint: 'Answer 201 only once the thing can be read, or 202 where that takes longer.',
      location: operation.location,
      details: { createdBy: `POST ${request.target}`, createStatus: response.status },
    });
  },
};

/** By a filter, a version, a tenant: what it leaves out is not there. */
function isNarrowed({ query, querystring, cookie }: CaseValues): boolean {
  return querystring !== undefined || Object.keys(query).length > 0 || Object.keys(cookie).length > 0;
}

function isDelete({ exchange: { request, response } }: HistoryEntry): boolean {
  return request.method === 'DELETE' && isSuccess(response.status);
}

function isWriteTo({ exchange: { request, response }, onPath }: HistoryEntry, item: string): boolean {
  const isWrite = !isSafeMethod(request.method);
  return isWrite && isSuccess(response.status) && onPath.includes(item);
}

/** It was there: whatever happened, it was later. */
function isReadOf({ exchange: { request, response }, item: own }: HistoryEntry, item: string): boolean {
  return own === item && request.method === 'GET' && isSuccess(response.status);
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
