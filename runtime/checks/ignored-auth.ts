import { headerValue, type WireResponse } from '../model/exchange.ts';
import type { Finding } from '../model/failure.ts';
import type { SecurityScheme } from '../model/operation.ts';
import type { Probe } from '../model/probe.ts';
import { parseMediaType } from '../requests/media-type.ts';
import { askFor, fail, pass, skip, type Check, type CheckInput } from './contract.ts';
import { isErrorEnvelope } from './error-envelope.ts';

type Details = { readonly status: number; readonly credentials: 'none' | 'wrong' };

/** An operation that requires credentials must not be served without them, nor with wrong ones. */
export const ignoredAuth: Check<'ignored_auth', Details> = {
  id: 'ignored_auth',
  severity: 'critical',
  summary: 'An operation that requires credentials must refuse requests without, and with wrong ones.',
  probes: true,
  page: {
    finds:
      'An operation with required security that answers 2xx to a request which it also takes without its credentials, or with wrong ones. The first valid request of each operation that was answered with 2xx is sent again: once without credentials (also those of `--header`), once with ones that nobody has.',
    silent: [
      'Operations whose security is optional (`{}` among its requirements), or has none.',
      'Operations that may be called by a client certificate (`mutualTLS`): it is not part of the request.',
      'Every answer outside 2xx, and those of 2xx that say in their body that the request failed.',
    ],
    confidence: {
      proved: 'Some secured operations ask for credentials, and this one does not.',
      heuristic:
        'All secured operations that were reached (two or more) answer without: one failure for the whole API, since a gateway in front may do the asking. Or the answer is of another media type than with credentials, as a login page is.',
    },
    sources: ['OpenAPI 3.1 §4.8.30 (Security Requirement Object)', 'RFC 9110 §15.5.2', 'OWASP API2:2023'],
  },
  run(input) {
    const { operation, exchange, answers } = input;
    if (operation.security.length === 0 || operation.security.some((requirement) => requirement.length === 0))
      return skip('no credentials are required');
    if (!operation.security.flat().every(travelsInRequest)) return skip('credentials are not part of the request');
    if (answers === undefined) return skip('only judged by probes');
    if (answers.size === 0) return askFor(probe('none', input), probe('wrong', input));
    for (const credentials of ['none', 'wrong'] as const) {
      const response = answers.get(credentials)?.response;
      if (response === undefined || response.status < 200 || response.status >= 300) continue;
      if (isErrorEnvelope(response)) continue;
      return fail(finding(input, credentials, response, sameType(response, exchange.response)));
    }
    return pass;
  },
  everywhere: (found) => ({
    ...found,
    confidence: 'heuristic',
    scope: 'api',
    title: 'Authentication is not enforced anywhere',
    message: `All secured operations that were reached are served ${words[found.details.credentials]}.`,
    hint: 'If a gateway asks for credentials in production, test through it; else check them in the server.',
  }),
};

/** A client certificate stays with the connection, whatever a request leaves out. */
function travelsInRequest(scheme: SecurityScheme): boolean {
  return scheme.kind !== 'other' || scheme.type === 'oauth2' || scheme.type === 'openIdConnect';
}

const words = { none: 'without credentials', wrong: 'with wrong credentials' } as const;

function probe(credentials: 'none' | 'wrong', { exchange }: CheckInput): Probe {
  return { key: credentials, request: exchange.request, credentials };
}

function finding(
  { operation }: CheckInput,
  credentials: 'none' | 'wrong',
  { status }: WireResponse,
  isSame: boolean,
): Finding<Details> {
  return {
    confidence: isSame ? 'proved' : 'heuristic',
    identity: words[credentials],
    title: 'Authentication ignored',
    message: `The server answered ${status} to a request ${words[credentials]}, which the operation requires.`,
    expected: '401 or 403',
    received: String(status),
    hint: 'Check the credentials before anything else, or document the operation as open: `security: []`.',
    location: operation.location,
    probe: credentials,
    details: { status, credentials },
  };
}

function sameType(one: WireResponse, other: WireResponse): boolean {
  const [a, b] = [one, other].map(({ headers }) => parseMediaType(headerValue(headers, 'content-type') ?? ''));
  return a?.type === b?.type && a?.subtype === b?.subtype;
}
