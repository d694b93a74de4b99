import { headerValue, type HeaderList, type WireRequest } from '../../model/exchange.ts';
import { askFor, fail, pass, skip, type Check, type CheckInput, type Verdict } from '../contract.ts';
import { writtenThing } from './thing-history.ts';

type Details = { readonly header: string; readonly etag: string };

/** Who offers entity tags must heed them. */
export const conditionalRequests: Check<'conditional_requests', Details> = {
  id: 'conditional_requests',
  severity: 'medium',
  summary: 'A server that sends an ETag must heed it in If-None-Match and If-Match.',
  history: true,
  page: {
    finds:
      'A GET with the current ETag in `If-None-Match` that is answered 200 with the same ETag. A PUT with an ETag in `If-Match` that the thing had before, and has no more, that is answered 2xx: who changed the thing meanwhile loses that. It takes a sequence of the stateful phase.',
    silent: [
      'Servers that send no ETag; weak ones (`W/`) where `If-Match` is concerned.',
      'Requests that have a condition, or `Cache-Control`, of their own.',
      'Things that this run did not make, where they are to be changed.',
    ],
    confidence: {
      likely:
        'The operation documents the header, or the status that it leads to: 304 for `If-None-Match`, 412 or 428 for `If-Match`.',
      heuristic:
        'Elsewhere. RFC 9110 §13.2.1 asks every origin server to heed conditions; but where the document speaks of none, the ETag mostly comes from a framework or a proxy, for caches alone, and servers that nobody would call wrong ignore the rest.',
    },
    sources: ['RFC 9110 §13.1.1 (If-Match)', 'RFC 9110 §13.1.2 (If-None-Match)', 'RFC 9110 §13.2.1 (When to Evaluate)'],
  },
  run(input) {
    const { request } = input.exchange;
    const own = request.headers.some(([name]) => /^(?:if-.*|cache-control|pragma|range)$/iu.test(name));
    if (own) return skip('the request has a condition of its own');
    if (input.aftermath === undefined) return skip('only judged in sequences');
    if (request.method === 'GET') return unchanged(input);
    return request.method === 'PUT' ? lostUpdate(input) : skip('no GET and no PUT');
  },
};

function unchanged(input: CheckInput): Verdict<Details> {
  const { operation, exchange, answers } = input;
  const { request, response } = exchange;
  const etag = headerValue(response.headers, 'etag');
  if (response.status !== 200 || etag === undefined || !isTag(etag)) return skip('no ETag');
  const answer = answers?.get('if-none-match');
  if (answer === undefined)
    return askFor({ key: 'if-none-match', request: conditional(request, 'If-None-Match', etag), credentials: 'same' });
  if (answer.response?.status !== 200 || headerValue(answer.response.headers, 'etag') !== etag) return pass;
  return fail({
    confidence: speaksOf(input, 'if-none-match', ['304']) ? 'likely' : 'heuristic',
    identity: 'If-None-Match',
    title: 'If-None-Match is ignored',
    message: `The server sends ETag ${etag}, and answers 200 with the same ETag to If-None-Match: ${etag}.`,
    expected: '304',
    received: '200',
    hint: 'Answer 304 without content where a tag of If-None-Match is the current one.',
    location: operation.location,
    probe: 'if-none-match',
    details: { header: 'If-None-Match', etag },
  });
}

function lostUpdate(input: CheckInput): Verdict<Details> {
  const { operation, exchange, aftermath, answers } = input;
  const { status } = exchange.response;
  if (status < 200 || status > 299 || status === 202) return skip('no PUT that was done');
  const old = strongTag(writtenThing(input)?.before?.headers);
  const current = strongTag(aftermath?.seen?.headers);
  if (old === undefined || current === undefined || old === current) return skip('no ETag that is no longer current');
  const answer = answers?.get('if-match');
  // With the same content once more: whatever comes of it, nothing is changed.
  if (answer === undefined)
    return askFor({ key: 'if-match', request: conditional(exchange.request, 'If-Match', old), credentials: 'same' });
  const received = answer.response?.status ?? 0;
  if (received < 200 || received > 299) return pass;
  return fail({
    confidence: speaksOf(input, 'if-match', ['412', '428']) ? 'likely' : 'heuristic',
    identity: 'If-Match',
    title: 'If-Match is ignored',
    message: `The PUT with If-Match: ${old} was answered ${received}, though the ETag had become ${current}.`,
    expected: '412',
    received: String(received),
    hint: 'Compare If-Match with the current ETag before anything is stored, and answer 412 where it differs.',
    location: operation.location,
    probe: 'if-match',
    details: { header: 'If-Match', etag: old },
  });
}

function speaksOf({ operation }: CheckInput, header: string, statuses: readonly string[]): boolean {
  const { parameters, responses } = operation;
  return (
    parameters.some((parameter) => parameter.in === 'header' && parameter.name.toLowerCase() === header) ||
    responses.some(({ status }) => statuses.includes(status))
  );
}

function conditional(request: WireRequest, name: string, etag: string): WireRequest {
  return { ...request, headers: [...request.headers, [name, etag]] };
}

function isTag(text: string): boolean {
  return /^(?:W\/)?"[\x21\x23-\x7e]*"$/u.test(text);
}

function strongTag(headers: HeaderList | undefined): string | undefined {
  const etag = headers && headerValue(headers, 'etag');
  return etag !== undefined && isTag(etag) && !etag.startsWith('W/') ? etag : undefined;
}
