import type { Case } from '../model/case.ts';
import type { Confidence } from '../model/failure.ts';
import type { Operation } from '../model/operation.ts';
import { valueAt } from '../model/json.ts';
import { excerpt } from '../model/excerpt.ts';
import type { Violation } from '../model/violation.ts';
import { fail, pass, skip, type Check } from './contract.ts';
import { isErrorEnvelope } from './error-envelope.ts';
import { violationPlace } from './identity/violation-place.ts';

type Details = {
  readonly status: number;
  readonly keyword: string;
  readonly place: string;
  readonly schemaPointer: string;
};

/**
 * A request that breaks the contract must not be answered with success. Only cases whose bytes have no valid reading are
 * sent as negative ones, so an acceptance contradicts the document.
 */
export const negativeDataRejection: Check<'negative_data_rejection', Details> = {
  id: 'negative_data_rejection',
  severity: 'high',
  summary: 'A request that breaks the contract must be answered with an error.',
  page: {
    finds:
      'A request that breaks the contract in one place and is answered with 2xx. Only a request whose bytes are invalid under every reading that a common server makes of them is sent as an invalid one: `?limit=5` is never a string sent for a number.',
    silent: [
      'Answers of 2xx that say in their body that the request failed (`ok` or `success` false, a filled `error` or `errors`), and 207.',
      '3xx and 5xx; OPTIONS; an undocumented status.',
      'A missing header, which is `missing_required_header`’s.',
      'A request that a sane server may accept.',
    ],
    confidence: {
      proved: 'All but the following.',
      likely: 'A body of a wrong media type, or an unreadable one where a body is optional: it may never be read.',
      heuristic: 'A value that lacks its format; a missing body, once for the whole API.',
    },
    sources: ['OpenAPI 3.1 §4.8.12 (Parameter Object), §4.8.13 (Request Body Object)', 'docs/wire-readings.md'],
  },
  run({ operation, exchange, definition }) {
    const { status } = exchange.response;
    if (exchange.case.mode !== 'negative') return skip('not a negative case');
    if (exchange.case.doubtful) return skip('a sane server may accept this case');
    if (definition === undefined) return skip('undocumented status');
    if (exchange.request.method === 'OPTIONS') return skip('OPTIONS describes, it does not act');
    if (status < 200 || status >= 300) return pass;
    const [violation, ...others] = exchange.case.violations;
    if (violation === undefined || others.length > 0) return skip('more than one violation: none can be blamed');
    if (violation.keyword === 'required' && violation.location === 'header')
      return skip('a missing header is missing_required_header’s');
    if (isErrorEnvelope(exchange.response)) return skip('the body says that the request failed');
    const place = violationPlace(violation);
    const demand = violation.demand ?? `must satisfy \`${violation.keyword}\``;
    return fail({
      confidence: confidenceOf(operation, exchange.case, violation),
      ...(isMissingBody(exchange.case, violation) ? { scope: 'api' } : {}),
      identity: violation.keyword === 'required' ? `${place} required: ${demand}` : `${place} ${violation.keyword}`,
      title: 'Invalid request accepted',
      message: `The server answered ${status}, although the ${place} breaks \`${violation.keyword}\`: ${sentValue(exchange.case, violation)} ${demand}.`,
      expected: `a 4xx answer, since the ${place} ${demand}`,
      received: String(status),
      hint: 'Validate this part of the request, or relax the schema.',
      location: {
        file: violation.schemaFile ?? operation.location.file,
        pointer: violation.schemaPointer,
      },
      details: { status, keyword: violation.keyword, place, schemaPointer: violation.schemaPointer },
    });
  },
};

/** A handler that never looks at its body takes anything for one: that is more likely than a server that reads prose, or garbage. */
function confidenceOf({ body }: Operation, sent: Case, violation: Violation): Confidence {
  if (violation.keyword === 'format' || isMissingBody(sent, violation)) return 'heuristic';
  const isPassedOver =
    violation.keyword === 'mediaType' || (violation.keyword === 'syntax' && body?.required === false);
  return isPassedOver ? 'likely' : 'proved';
}

/** Whole frameworks take no body for an empty one: a fact of the server, not of one operation. */
function isMissingBody({ values }: Case, { keyword, location }: Violation): boolean {
  return keyword === 'required' && location === 'body' && values.body === undefined;
}

/** What was sent in the place that is invalid. */
function sentValue({ values }: Case, { keyword, location, parameter, valuePointer }: Violation): string {
  if (keyword === 'syntax') return 'it';
  if (location === 'body')
    return values.body?.kind === 'value' ? excerpt(valueAt(values.body.value, valuePointer)) : 'it';
  if (location === undefined || location === 'querystring' || parameter === undefined) return 'it';
  const value = values[location][parameter];
  return value === undefined ? 'it' : excerpt(valueAt(value, valuePointer));
}
