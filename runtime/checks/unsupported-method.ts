import { triesUndeclaredMethod } from '../model/case.ts';
import { headerValue, type Exchange } from '../model/exchange.ts';
import type { Confidence } from '../model/failure.ts';
import type { Operation } from '../model/operation.ts';
import { parseMediaType } from '../requests/media-type.ts';
import { fail, pass, skip, type Check, type CheckInput } from './contract.ts';
import { hasBody } from './has-body.ts';
import { isErrorEnvelope } from './error-envelope.ts';

type Details = { readonly status: number; readonly method: string; readonly documented: readonly string[] };

/** 405 says it, 501 says it of the whole server; the others come before the question of the method, or hide the answer. */
const refusals: ReadonlySet<number> = new Set([401, 403, 404, 405, 501]);

/** A path must refuse the methods that the document does not declare for it. */
export const unsupportedMethod: Check<'unsupported_method', Details> = {
  id: 'unsupported_method',
  severity: 'medium',
  summary: 'A path must refuse the methods that the document does not declare for it.',
  page: {
    finds:
      'A method that the document does not declare for a path, and that is answered with 2xx: an operation that nobody documented. Each path is asked once for GET, POST, PUT and PATCH, without a body, at the end of the coverage phase; then for DELETE, where the path ends in a parameter. A DELETE that succeeds deletes: the value is the documented example, or the smallest that is valid, as in the other requests of the phase. Leave out both this check and `allow_header_conformance`, and none of these requests is sent.',
    silent: [
      'HEAD and OPTIONS, which servers answer of their own accord.',
      'A path that another template of the document fits, too.',
      'DELETE of a collection, which is never tried.',
      'An HTML page for a GET where the path’s operation has none: servers of single-page applications answer every path so.',
      'Answers of 2xx that say in their body that the request failed.',
    ],
    confidence: {
      likely:
        'An answer of 2xx. Where half of the paths, three or more, answer so, it is one failure of the whole API: a route that takes everything.',
      heuristic:
        'An answer of 2xx to PATCH where PUT is declared, or the other way round: routers often serve both alike; an HTML page. Anything else but 405, 404, 401, 403 and 501, such as 400 or a redirect: one failure for each status in the whole API.',
    },
    sources: ['OpenAPI 3.1 §4.8.9 (Path Item Object)', 'RFC 9110 §15.5.6 (405), §15.6.2 (501)', 'OWASP API9:2023'],
  },
  run(input) {
    const { operation, exchange } = input;
    if (!triesUndeclaredMethod(exchange.case)) return skip('the method is declared');
    const { method } = exchange.request;
    if (method === 'OPTIONS' || method === 'HEAD') return skip(`servers answer ${method} of their own accord`);
    const { status } = exchange.response;
    if (refusals.has(status)) return pass;
    if (status < 200 || status >= 300) return fail(notRefused(input));
    if (isErrorEnvelope(exchange.response)) return skip('the body says that the request failed');
    const page = isOwnPage(operation, exchange);
    if (page && method === 'GET') return skip('a page for every path');
    const documented = documentedMethods(input);
    const confidence: Confidence = page || isTwin(method, documented) ? 'heuristic' : 'likely';
    return fail({
      confidence,
      identity: method,
      title: 'Undeclared method served',
      message: `The server answered ${status} to ${method} ${operation.path}, which the document does not declare.`,
      expected: '405 with the header Allow, or 404',
      received: String(status),
      hint: `Refuse ${method} there, or document it.`,
      location: operation.location,
      details: { status, method, documented },
    });
  },
};

function notRefused(input: CheckInput): Parameters<typeof fail<Details>>[0] {
  const { operation, exchange } = input;
  const { status } = exchange.response;
  const { method } = exchange.request;
  return {
    confidence: 'heuristic',
    scope: 'api',
    identity: `answered ${status}`,
    title: 'Undeclared method not refused as such',
    message: `The server answered ${status} to ${method} ${operation.path}, a method that the document does not declare there: whoever gets it looks for the fault elsewhere.`,
    expected: '405 with the header Allow, or 404',
    received: String(status),
    hint: 'Answer 405, or document the method.',
    location: operation.location,
    details: { status, method, documented: documentedMethods(input) },
  };
}

function documentedMethods({ methods, operation }: CheckInput): readonly string[] {
  return [...(methods.of(operation.path)?.methods ?? [])].sort();
}

/** Rails, Django REST framework and others route both to the same code. */
function isTwin(method: string, documented: readonly string[]): boolean {
  return (method === 'PATCH' && documented.includes('PUT')) || (method === 'PUT' && documented.includes('PATCH'));
}

/** A page for people, of an operation that has none for them: a catch-all, not an answer to this request. */
function isOwnPage({ responses }: Operation, exchange: Exchange): boolean {
  if (!hasBody(exchange) || !isHtml(headerValue(exchange.response.headers, 'content-type') ?? '')) return false;
  return !responses.some(({ contents }) => contents.some(({ mediaType }) => isHtml(mediaType)));
}

function isHtml(mediaType: string): boolean {
  const parsed = parseMediaType(mediaType);
  return parsed !== undefined && /^(?:text\/html|application\/xhtml\+xml)$/u.test(`${parsed.type}/${parsed.subtype}`);
}
