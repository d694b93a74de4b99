import { headerValue } from '../model/exchange.ts';
import type { Finding } from '../model/failure.ts';
import type { Location } from '../model/location.ts';
import { pointerTo, valueAt } from '../model/json.ts';
import type { MediaTypeContent } from '../model/operation.ts';
import { decodeBody } from '../requests/decode-body.ts';
import { decodeItems } from '../requests/decode-items.ts';
import { isJsonMediaType } from '../requests/media-type.ts';
import type { SchemaRef } from '../model/schema-ref.ts';
import type { SchemaIssue, Schemas } from '../schema/schemas.ts';
import { fail, pass, skip, type Check, type CheckInput, type Verdict } from './contract.ts';
import { documentedContent } from './documented-content.ts';
import { excerpt } from '../model/excerpt.ts';
import { hasBody } from './has-body.ts';
import { givesBack } from './identity/gives-back.ts';
import { foldMissing, type FoldedIssue } from './identity/fold-missing.ts';
import { placeInDocument } from './identity/place-in-document.ts';
import { issueConfidence } from './issue-confidence.ts';
import { itemIssues } from './item-issues.ts';

type Details = { readonly keyword: string; readonly valuePointer: string; readonly schemaPointer: string };

/** The body must be valid under the schema of its status and media type. Each broken schema path is one identity. */
export const responseSchemaConformance: Check<'response_schema_conformance', Details> = {
  id: 'response_schema_conformance',
  severity: 'high',
  summary: 'The body must be valid under the schema of its status and media type.',
  page: {
    finds:
      'A body that is not what its `Content-Type` says, or that breaks the schema documented for its status and media type. Each place of the schema that is broken is a failure of its own; a place that operations share is one failure of the API, with the operations that it was met at. Three and more required properties that one object lacks, two in a refusal, are one failure. Of an event stream, JSON lines or a JSON text sequence each item is judged by its `itemSchema` (OpenAPI 3.2), the first thousand of them; of a stream that goes on, what came whole within a second.',
    silent: [
      'An undocumented status or media type: another check’s.',
      'A media type without a schema, or one that there is no decoder for (XML, CSV, forms, binary).',
      'The ranges of `int32` and `int64`.',
      'What was invalid in the request, or in an earlier one, and is shown again: that it was taken is `negative_data_rejection`’s.',
      'A body that was longer than what is read (`--max-response-size`), but for the items of a stream that came whole.',
      'A stream without `itemSchema`; an event `[DONE]`, and what a reader of events passes over.',
      'Plain text that its schema would take as the JSON it looks like.',
    ],
    confidence: {
      proved: 'A body that cannot be parsed, and every broken keyword but the following.',
      likely:
        'A value that lacks its format: date, date-time, uuid, ipv4 or ipv6; a `writeOnly` property; the JSON in the data of an event (`contentMediaType`, `contentSchema`).',
      heuristic: 'A value that lacks another format, or breaks a keyword that validators read differently.',
    },
    sources: [
      'OpenAPI 3.1 §4.8.14 (Media Type Object), §4.8.24 (Schema Object)',
      'OpenAPI 3.2 §4.14 (`itemSchema`)',
      'JSON Schema 2020-12',
      'HTML Standard §9.2.6 (event streams)',
    ],
  },
  run(input) {
    const { operation, exchange, definition, schemas } = input;
    if (definition === undefined) return skip('undocumented status');
    if (!hasBody(exchange)) return skip('no body');
    const contentType = headerValue(exchange.response.headers, 'content-type');
    const content = contentType === undefined ? undefined : documentedContent(definition.contents, contentType);
    if (contentType === undefined || content === undefined) return skip('undocumented media type');
    if (content.itemSchema !== undefined) return judgeItems(input, content, content.itemSchema);
    if (exchange.response.truncated) return skip('the body was longer than was read');
    if (content.schema === undefined) return skip('the media type has no schema');
    const decoded = decodeBody(exchange.response.body, contentType);
    if (decoded.kind === 'no-decoder') return skip(`no decoder for ${decoded.mediaType}`);
    if (decoded.kind === 'malformed') return fail(malformed(content, decoded.message, contentType));
    const issues = schemas
      .issues(content.schema, decoded.value, 'response')
      .filter((issue) => !givesBack(issue, decoded.value, exchange.case, input.taken));
    if (issues.length > 0 && !isJsonMediaType(contentType) && hasTypedReading(content.schema, decoded.value, schemas))
      return pass;
    const [first, ...others] = distinctFindings(issues, decoded.value, operation.location, exchange.response.status);
    return first === undefined ? pass : fail(first, ...others);
  },
};

/** Each item of a stream is judged alone, also where the stream was cut: what came whole is there. */
function judgeItems(
  { operation, exchange, schemas }: CheckInput,
  content: MediaTypeContent,
  schema: SchemaRef,
): Verdict<Details> {
  const { headers, body, truncated } = exchange.response;
  const contentType = headerValue(headers, 'content-type') ?? '';
  if (truncated && headerValue(headers, 'content-encoding') !== undefined) return skip('cut within its coding');
  const items = decodeItems(body, contentType, truncated);
  if (items === undefined) return skip('a schema of items, of a type that has none');
  const { values, broken, content: held, malformed: unread } = itemIssues(schema, items, schemas);
  const findings = [
    ...(unread === undefined ? [] : [malformed(content, `item ${unread.index + 1}: ${unread.message}`, contentType)]),
    ...distinctFindings(broken, values, operation.location),
    // JSON Schema calls these annotations; OpenAPI 3.2 uses them to describe the data of events.
    ...distinctFindings(held, values, operation.location).map(asLikely),
  ];
  const [first, ...others] = findings;
  return first === undefined ? pass : fail(first, ...others);
}

function asLikely(finding: Finding<Details>): Finding<Details> {
  return finding.confidence === 'proved' ? { ...finding, confidence: 'likely' } : finding;
}

/** Text has no types: `5` as text/plain may well be the integer that the schema asks for. */
function hasTypedReading(schema: SchemaRef, text: unknown, schemas: Schemas): boolean {
  let reading: unknown;
  try {
    reading = JSON.parse(String(text));
  } catch {
    return false;
  }
  return schemas.isValid(schema, reading, 'response');
}

function malformed(content: MediaTypeContent, message: string, contentType: string): Finding<Details> {
  return {
    confidence: 'proved',
    identity: 'malformed',
    title: 'Malformed body',
    message: `The body is no ${contentType.split(';')[0]}: ${message}`,
    expected: `a body of type ${content.mediaType}`,
    received: message,
    hint: 'Send a body that is what its Content-Type says.',
    location: content.location,
    details: { keyword: 'syntax', valuePointer: '', schemaPointer: content.location.pointer },
  };
}

function distinctFindings(
  issues: readonly SchemaIssue[],
  body: unknown,
  operation: Location,
  status = 200,
): readonly Finding<Details>[] {
  const byIdentity = new Map<string, Finding<Details>>();
  for (const folded of foldMissing(issues, status)) {
    const finding = toFinding(folded, body, operation);
    if (!byIdentity.has(finding.identity)) byIdentity.set(finding.identity, finding);
  }
  return [...byIdentity.values()];
}

function toFinding({ issue, lacks }: FoldedIssue, body: unknown, operation: Location): Finding<Details> {
  const at = issue.valuePointer === '' ? 'The body' : `The value at ${issue.valuePointer}`;
  const missing = issue.params['missingProperty'];
  const subject = typeof missing === 'string' ? pointerTo(issue.valuePointer, missing) : issue.valuePointer;
  const place = placeInDocument(issue.location, operation);
  const names = lacks?.join(', ');
  return {
    ...place,
    confidence: issueConfidence(issue),
    identity: typeof missing === 'string' ? `${place.identity} ${lacks ? 'several' : missing}` : place.identity,
    title: 'Response breaks its schema',
    message:
      lacks === undefined
        ? `${at} breaks \`${issue.keyword}\`: ${issue.message}.`
        : `${at} lacks ${lacks.length} of its required properties: ${names}.`,
    expected: lacks === undefined ? issue.message : `the properties ${names}`,
    received: subject === issue.valuePointer || lacks ? excerpt(valueAt(body, issue.valuePointer)) : `no ${subject}`,
    hint: 'Correct the response, or the schema it is documented with.',
    location: issue.location,
    details: { keyword: issue.keyword, valuePointer: issue.valuePointer, schemaPointer: issue.location.pointer },
  };
}
