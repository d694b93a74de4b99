import type { Confidence } from '../model/failure.ts';
import type { Operation } from '../model/operation.ts';
import { fail, pass, skip, type Check } from './contract.ts';
import { hasUnreadableBody } from './identity/unreadable-body.ts';

type Details = { readonly received: number; readonly documented: readonly string[] };

/** Client errors that frameworks answer of their own accord, before any handler runs. */
const ordinaryClientErrors = new Set([400, 401, 403, 404, 405, 406, 413, 414, 415, 422, 431]);

/** Those that say that something is missing which has nothing to do with the body. */
const notOfTheBody = new Set([401, 403, 404, 405]);

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
        'What frameworks answer of their own accord (400, 401, 403, 404, 405, 406, 413, 414, 415, 422, 431), where the operation documents no 4xx, or to a body that cannot be read; 400, 415 or 422 where it documents but 401, 403, 404 or 429: one finding for the whole API.',
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
    const isUnreadable = hasUnreadableBody(exchange.case);
    // 415 is of the body alone, whatever else the operation documents.
    if (isLeftOut(received, operation) && !(isUnreadable && received === 415)) {
      const others = documented.filter((status) => status.startsWith('4'));
      return fail({
        ...common,
        scope: 'api',
        confidence: 'heuristic',
        message: `The server answers ${received} where the operation documents no client error ${others.length === 0 ? 'at all' : `but ${others.join(', ')}`}.`,
        hint: `Document ${received}, or a \`4XX\` or \`default\` response, for the operations listed.`,
      });
    }
    if (ordinaryClientErrors.has(received) && isUnreadable && !notOfTheBody.has(received)) {
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

/** Refusals of what was sent, and those that say nothing of it: credentials, absence, throttling. */
const refusalsOfInput = new Set([400, 415, 422]);
const otherRefusals = new Set(['401', '403', '404', '429']);

/** Many documents leave out what frameworks answer of their own accord: a fact of the document, not of one operation. */
function isLeftOut(received: number, operation: Operation): boolean {
  if (!ordinaryClientErrors.has(received)) return false;
  if (!documentsClientError(operation)) return true;
  const documented = operation.responses.filter(({ status }) => status.startsWith('4'));
  return refusalsOfInput.has(received) && documented.every(({ status }) => otherRefusals.has(status));
}

function confidenceOf(status: number, operation: Operation): Confidence {
  if (status < 400) return 'proved';
  return documentsClientError(operation) ? 'likely' : 'heuristic';
}

function documentsClientError(operation: Operation): boolean {
  return operation.responses.some((response) => response.status.startsWith('4'));
}
