import type { Case } from '../model/case.ts';
import type { Confidence, Finding } from '../model/failure.ts';
import type { Operation } from '../model/operation.ts';
import { pointerTokens, valueAt } from '../model/json.ts';
import { leniencyOf, type Leniency } from '../model/leniency.ts';
import { headerValue, type Exchange } from '../model/exchange.ts';
import { decodeBody } from '../requests/decode-body.ts';
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
      proved: 'All but the following; with `--strict-types` also what readers let through.',
      likely: 'A body of a wrong media type, or an unreadable one where a body is optional: it may never be read.',
      heuristic:
        'A value that lacks its format. And what the readers of common frameworks let through of a body, one failure of the whole API for each kind: a scalar of another type that can be converted, null, a single item for a list, a forbidden property (`proved` if the answer gives it back), a JSON body by the name of another media type, no body at all.',
    },
    options:
      '`--strict-types`: JSON bodies are to be read as they are. What common readers let through is then also sent in fuzzing, and `proved`.',
    sources: ['OpenAPI 3.1 §4.8.12 (Parameter Object), §4.8.13 (Request Body Object)', 'docs/wire-readings.md'],
  },
  run({ operation, exchange, definition, limits }) {
    const { status } = exchange.response;
    if (exchange.case.mode !== 'negative') return skip('not a negative case');
    const leniency = leniencyOf(exchange.case);
    if (exchange.case.doubtful && leniency === undefined) return skip('a sane server may accept this case');
    if (definition === undefined) return skip('undocumented status');
    if (exchange.request.method === 'OPTIONS') return skip('OPTIONS describes, it does not act');
    if (status < 200 || status >= 300) return pass;
    const [violation, ...others] = exchange.case.violations;
    if (violation === undefined || others.length > 0) return skip('more than one violation: none can be blamed');
    if (violation.keyword === 'required' && violation.location === 'header')
      return skip('a missing header is missing_required_header’s');
    if (isErrorEnvelope(exchange.response)) return skip('the body says that the request failed');
    if (leniency !== undefined && !isReadBack(leniency, exchange, violation))
      return fail(letThrough(leniency, exchange, violation, limits.strictTypes === true));
    const place = violationPlace(violation);
    const demand = violation.demand ?? `must satisfy \`${violation.keyword}\``;
    return fail({
      confidence: confidenceOf(operation, violation),
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
function confidenceOf({ body }: Operation, violation: Violation): Confidence {
  if (violation.keyword === 'format') return 'heuristic';
  const isPassedOver =
    violation.keyword === 'mediaType' || (violation.keyword === 'syntax' && body?.required === false);
  return isPassedOver ? 'likely' : 'proved';
}

const letThroughWords: Readonly<Record<Leniency, string>> = {
  'coerced scalar': 'a scalar of another type in a JSON body, such as `"5"` for a number',
  null: '`null` in a JSON body where it is not allowed',
  'single item': 'a single item for a list in a JSON body',
  'extra property': 'a property in a JSON body that its schema forbids, and passes over it',
  'media type': 'a JSON body by the name of another media type',
  'missing body': 'a request without the body that it requires',
};

/** Whole frameworks do that: a fact of the server, not of one operation. */
function letThrough(
  leniency: Leniency,
  { case: sent, response: { status } }: Exchange,
  violation: Violation,
  strictTypes: boolean,
): Finding<Details> {
  const place = violationPlace(violation);
  const demand = violation.demand ?? `must satisfy \`${violation.keyword}\``;
  return {
    confidence: strictTypes ? 'proved' : 'heuristic',
    scope: 'api',
    identity: `lenient: ${leniency}`,
    title: 'Invalid request accepted by a lenient reader',
    message: `The server takes ${letThroughWords[leniency]}: it answered ${status}, although the ${place} ${demand}${asSent(sent, violation)}.`,
    expected: 'a 4xx answer',
    received: String(status),
    hint: 'Make the framework strict (`coerceTypes`, lax mode and the like), or leave it: --strict-types makes this a sure failure.',
    ...(violation.schemaFile === undefined
      ? {}
      : { location: { file: violation.schemaFile, pointer: violation.schemaPointer } }),
    details: { status, keyword: violation.keyword, place, schemaPointer: violation.schemaPointer },
  };
}

function asSent(sent: Case, violation: Violation): string {
  const { body } = sent.values;
  if (body === undefined) return '';
  return violation.keyword === 'mediaType'
    ? `, and came as ${body.mediaType}`
    : `, and is ${sentValue(sent, violation)}`;
}

/** A forbidden property that comes back was not passed over. */
function isReadBack(
  leniency: Leniency,
  { case: { values }, response }: Exchange,
  { valuePointer }: Violation,
): boolean {
  if (leniency !== 'extra property' || values.body?.kind !== 'value') return false;
  const [name] = pointerTokens(valuePointer);
  const decoded = decodeBody(response.body, headerValue(response.headers, 'content-type') ?? '');
  if (name === undefined || decoded.kind !== 'decoded') return false;
  return holds(decoded.value, name, valueAt(values.body.value, valuePointer), 0);
}

/** An answer that wraps what it gives back does so in few levels. */
const maxDepth = 4;

function holds(value: unknown, name: string, sent: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null || depth > maxDepth) return false;
  if (Object.hasOwn(value, name) && (value as Readonly<Record<string, unknown>>)[name] === sent) return true;
  return Object.values(value).some((member) => holds(member, name, sent, depth + 1));
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
