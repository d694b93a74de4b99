import { headerValue, type WireResponse } from '../model/exchange.ts';
import type { Case } from '../model/case.ts';
import type { Confidence } from '../model/failure.ts';
import type { Operation } from '../model/operation.ts';
import { valueAt } from '../model/json.ts';
import { excerpt } from './excerpt.ts';
import type { Violation } from '../model/violation.ts';
import { decodeBody } from '../requests/decode-body.ts';
import { fail, pass, skip, type Check } from './contract.ts';

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
    const place = describePlace(violation);
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

/** `query limit`, `body /items/0/quantity`: array indexes are one place. */
function describePlace(violation: Violation): string {
  const pointer = violation.valuePointer.replaceAll(/\/\d+(?=\/|$)/g, '/*');
  const parts = [violation.location ?? 'value', violation.parameter, pointer];
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
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

/** Some servers answer 200 with the error inside: `ok`/`success` false, a non-empty `error` or `errors`, or 207. */
function isErrorEnvelope(response: WireResponse): boolean {
  if (response.status === 207) return true;
  const contentType = headerValue(response.headers, 'content-type');
  if (contentType === undefined || response.body.byteLength === 0) return false;
  const decoded = decodeBody(response.body, contentType);
  if (decoded.kind !== 'decoded' || typeof decoded.value !== 'object' || decoded.value === null) return false;
  const { ok, success, error, errors } = decoded.value as Record<string, unknown>;
  return ok === false || success === false || isFilled(error) || isFilled(errors);
}

function isFilled(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
