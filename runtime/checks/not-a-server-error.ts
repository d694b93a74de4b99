import { triesUndeclaredMethod, type Case } from '../model/case.ts';
import { headerValue, type WireResponse } from '../model/exchange.ts';
import { fail, pass, type Check } from './contract.ts';
import { errorSignature, type ErrorSignature } from './identity/error-signature.ts';
import { violationPlace } from './identity/violation-place.ts';

type Details = {
  readonly status: number;
  /** What the answer says of its cause; absent where it says nothing. */
  readonly cause?: ErrorSignature;
  /** The place of the valid value that causes it, where the answer says nothing. */
  readonly causedBy?: string;
};

/** A server must not fail on any request: 5xx says that it did (RFC 9110 §15.6), and no status lies outside 100–599 (§15). */
export const notAServerError: Check<'not_a_server_error', Details> = {
  id: 'not_a_server_error',
  severity: 'critical',
  summary: 'No request may make the server answer 5xx, or break the connection.',
  page: {
    finds:
      'A request that the server cannot cope with: it answers 5xx, a status that HTTP does not have, bytes that are no HTTP, or breaks the connection. What the request was does not matter: an invalid one is to be answered with 4xx.',
    silent: [
      '429, and 503 with `Retry-After`: the run waits and sends the request again.',
      '501 to a method that the document does not declare for the path.',
    ],
    confidence: {
      proved: 'An answer of 5xx, or a connection that is broken by the same request twice.',
      likely: 'Bytes that are no HTTP response; a server that went down with several requests under way.',
      heuristic: '502 and 504 as HTML without the header of an application: a gateway’s own page.',
    },
    sources: ['RFC 9110 §15 (status codes lie in 100–599), §15.6 (5xx: the server erred)'],
  },
  run({ exchange }) {
    const { status } = exchange.response;
    if (status >= 100 && status < 500) return pass;
    // RFC 9110 §15.6.2: the answer to a method that the server does not have.
    if (status === 501 && triesUndeclaredMethod(exchange.case)) return pass;
    const cause = errorSignature(exchange);
    const gateway = (status === 502 || status === 504) && looksLikeGateway(exchange.response);
    return fail({
      confidence: gateway ? 'heuristic' : 'proved',
      identity: identityOf(status, cause, exchange.case),
      title: 'Server error',
      message: gateway
        ? `A gateway answered ${status}: the server behind it did not answer.`
        : `The server answered ${status} to ${describeCase(exchange.case)}${cause === undefined ? '' : `: ${cause.text}`}.`,
      expected: expectedOf(exchange.case),
      received: String(status),
      hint: 'Look at the server’s log for this request, and answer 4xx to what it cannot handle.',
      details: { status, ...(cause && { cause }) },
    });
  },
};

/** The cause tells defects apart where the server names one; where it does not, what was wrong with the request does. */
function identityOf(status: number, cause: ErrorSignature | undefined, { violations }: Case): string {
  const said = [String(status), ...(cause === undefined ? [] : [cause.text])].join(' ');
  const [violation, ...others] = violations;
  if (violation === undefined || others.length > 0 || (cause !== undefined && cause.kind !== 'message')) return said;
  const place = violationPlace(violation);
  return `${said} · ${place === violation.keyword ? place : `${place} ${violation.keyword}`}`;
}

function describeCase({ mode, doubtful }: Case): string {
  if (doubtful) return 'a request that it may accept or refuse';
  return mode === 'positive' ? 'a valid request' : 'an invalid request';
}

function expectedOf({ mode, doubtful }: Case): string {
  if (doubtful) return 'an answer below 500';
  return mode === 'positive' ? 'a documented answer' : 'a 4xx answer';
}

/** An HTML page without a header that applications set is a proxy's own error page. */
function looksLikeGateway(response: WireResponse): boolean {
  const type = headerValue(response.headers, 'content-type');
  return (
    (type === undefined || type.toLowerCase().startsWith('text/html')) &&
    headerValue(response.headers, 'x-powered-by') === undefined
  );
}
