import type { Case } from '../model/case.ts';
import type { Confidence } from '../model/failure.ts';
import type { Operation } from '../model/operation.ts';
import { fail, pass, skip, type Check } from './contract.ts';

type Details = { readonly received: number; readonly documented: readonly string[] };

/** Client errors that frameworks answer of their own accord, before any handler runs. */
const ordinaryClientErrors = new Set([400, 401, 403, 404, 405, 406, 413, 414, 415, 422, 431]);

/** The status must be one the operation documents; a documented `default` covers them all. */
export const statusCodeConformance: Check<'status_code_conformance', Details> = {
  id: 'status_code_conformance',
  severity: 'medium',
  summary: 'The status must be one that the operation documents.',
  page: {
    finds:
      'A status that the operation does not document, neither by its number, nor by a range such as `4XX`, nor by `default`.',
    silent: [
      '5xx, which is `not_a_server_error`’s, and throttling.',
      'An operation that documents no response at all.',
    ],
    confidence: {
      proved: 'A status of 2xx or 3xx.',
      likely: 'A status of 4xx where the operation documents other ones.',
      heuristic:
        'What frameworks answer of their own accord (400, 401, 403, 404, 405, 406, 413, 414, 415, 422, 431), where the operation documents no 4xx, or to a body that cannot be read: one finding for the whole API.',
    },
    sources: ['OpenAPI 3.1 §4.8.16 (Responses Object)'],
  },
  run({ operation, exchange, definition }) {
    const received = exchange.response.status;
    if (definition !== undefined) return pass;
    if (operation.responses.length === 0) return skip('the operation documents no response');
    const documented = operation.responses.map((response) => response.status);
    const common = {
      identity: String(received),
      title: 'Undocumented status code',
      expected: `one of ${documented.join(', ')}`,
      received: String(received),
      hint: `Document ${received} under \`responses\`, or stop returning it.`,
      location: operation.location,
      details: { received, documented },
    } as const;
    if (received >= 400 && ordinaryClientErrors.has(received) && !documentsClientError(operation)) {
      return fail({
        ...common,
        scope: 'api',
        confidence: 'heuristic',
        message: `The server answers ${received} where the operation documents no client error at all.`,
        hint: `Document ${received}, or a \`4XX\` or \`default\` response, for the operations listed.`,
      });
    }
    if (ordinaryClientErrors.has(received) && isUnreadable(exchange.case)) {
      return fail({
        ...common,
        scope: 'api',
        identity: `${received} unreadable body`,
        confidence: 'heuristic',
        message: `The server answers ${received} to bodies that it cannot read, which operations with such bodies do not document.`,
        hint: `Document ${received}, or a \`4XX\` or \`default\` response, for the operations listed.`,
      });
    }
    return fail({
      ...common,
      confidence: confidenceOf(received, operation),
      message: `The server answered ${received}, which the operation does not document.`,
    });
  },
};

/** Frameworks refuse what is no body of a documented type, and no body at all, before any of the operation's own code runs. */
function isUnreadable({ violations, values }: Case): boolean {
  return violations.some(
    ({ keyword, location }) =>
      keyword === 'syntax' ||
      keyword === 'mediaType' ||
      (keyword === 'required' && location === 'body' && values.body === undefined),
  );
}

function confidenceOf(status: number, operation: Operation): Confidence {
  if (status < 400) return 'proved';
  return documentsClientError(operation) ? 'likely' : 'heuristic';
}

function documentsClientError(operation: Operation): boolean {
  return operation.responses.some((response) => response.status.startsWith('4'));
}
