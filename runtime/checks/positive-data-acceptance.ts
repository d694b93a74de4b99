import { mintsCredentials } from '../model/mints-credentials.ts';
import { fail, pass, skip, type Check } from './contract.ts';

type Details = { readonly status: number };

/** Refusals that say nothing about the data: credentials, absence, conflict, conditions that do not hold, throttling. */
const otherReasons = new Set([401, 403, 404, 409, 410, 412, 429]);

/**
 * A request that the document allows should not be refused. What the server knows beyond the document may be a good reason, so one refusal is a
 * hint; the engine compares several, and names what contradicts the document.
 */
export const positiveDataAcceptance: Check<'positive_data_acceptance', Details> = {
  id: 'positive_data_acceptance',
  severity: 'low',
  summary: 'A request that the document allows should not be refused.',
  page: {
    finds:
      'A request that the document allows and the server refuses with 4xx: one of the two is too strict or too lax.',
    silent: [
      '401, 403, 404, 409, 410, 412 and 429, which say nothing of the data.',
      'Operations that log in or give out tokens.',
      'An undocumented status, which is `status_code_conformance`’s.',
    ],
    confidence: {
      likely:
        'The answer of a known framework names the rule: something the document leaves optional is required, a declared part is not known, or a permitted value breaks a type, limit, pattern or enumeration. Two different requests were refused for it, and none that breaks it was accepted. One failure for each such demand; one for the whole API where three or more operations share it.',
      heuristic:
        'All else, such as refusals in words, for a format, for `null`, or for the type of what is written as text: the server may know more than the document says.',
    },
    sources: ['RFC 9110 §15.5 (4xx: the client erred)'],
  },
  run({ operation, exchange, definition }) {
    const { status } = exchange.response;
    if (exchange.case.mode !== 'positive') return skip('not a positive case');
    if (exchange.case.doubtful) return skip('a sane server may refuse this case');
    if (definition === undefined) return skip('undocumented status');
    if (status < 400 || status >= 500 || otherReasons.has(status)) return pass;
    if (mintsCredentials(operation.path)) return skip('random credentials are well formed and wrong');
    return fail({
      confidence: 'heuristic',
      identity: String(status),
      title: 'Valid request refused',
      message: `The server answered ${status} to a request that the document allows.`,
      expected: 'a 2xx answer',
      received: String(status),
      hint: 'If the server has a reason, say it in the schema (bounds, pattern, required); else accept the request.',
      location: operation.location,
      details: { status },
    });
  },
};
