import { headerValue } from '../model/exchange.ts';
import type { Finding } from '../model/failure.ts';
import type { Location } from '../model/location.ts';
import { pointerTo, valueAt } from '../model/json.ts';
import type { MediaTypeContent } from '../model/operation.ts';
import { decodeBody } from '../requests/decode-body.ts';
import { isJsonMediaType } from '../requests/media-type.ts';
import type { SchemaRef } from '../model/schema-ref.ts';
import type { SchemaIssue, Schemas } from '../schema/schemas.ts';
import { fail, pass, skip, type Check } from './contract.ts';
import { documentedContent } from './documented-content.ts';
import { excerpt } from '../model/excerpt.ts';
import { hasBody } from './has-body.ts';
import { foldMissing, type FoldedIssue } from './identity/fold-missing.ts';
import { placeInDocument } from './identity/place-in-document.ts';
import { issueConfidence } from './issue-confidence.ts';

type Details = { readonly keyword: string; readonly valuePointer: string; readonly schemaPointer: string };

/** The body must be valid under the schema of its status and media type. Each broken schema path is one identity. */
export const responseSchemaConformance: Check<'response_schema_conformance', Details> = {
  id: 'response_schema_conformance',
  severity: 'high',
  summary: 'The body must be valid under the schema of its status and media type.',
  page: {
    finds:
      'A body that is not what its `Content-Type` says, or that breaks the schema documented for its status and media type. Each place of the schema that is broken is a failure of its own; a place that operations share is one failure of the API, with the operations that it was met at. Three and more required properties that one object lacks are one failure.',
    silent: [
      'An undocumented status or media type: another check’s.',
      'A media type without a schema, or one that there is no decoder for (XML, CSV, forms, binary).',
      'The ranges of `int32` and `int64`.',
      'A body that was longer than what is read (`--max-response-size`).',
      'Plain text that its schema would take as the JSON it looks like.',
    ],
    confidence: {
      proved: 'A body that cannot be parsed, and every broken keyword but the following.',
      likely: 'A value that lacks its format: date, date-time, uuid, ipv4 or ipv6; a `writeOnly` property.',
      heuristic: 'A value that lacks another format, or breaks a keyword that validators read differently.',
    },
    sources: ['OpenAPI 3.1 §4.8.14 (Media Type Object), §4.8.24 (Schema Object)', 'JSON Schema 2020-12'],
  },
  run({ operation, exchange, definition, schemas }) {
    if (definition === undefined) return skip('undocumented status');
    if (!hasBody(exchange)) return skip('no body');
    if (exchange.response.truncated) return skip('the body was longer than was read');
    const contentType = headerValue(exchange.response.headers, 'content-type');
    const content = contentType === undefined ? undefined : documentedContent(definition.contents, contentType);
    if (contentType === undefined || content === undefined) return skip('undocumented media type');
    if (content.schema === undefined) return skip('the media type has no schema');
    const decoded = decodeBody(exchange.response.body, contentType);
    if (decoded.kind === 'no-decoder') return skip(`no decoder for ${decoded.mediaType}`);
    if (decoded.kind === 'malformed') return fail(malformed(content, decoded.message, contentType));
    const issues = schemas.issues(content.schema, decoded.value, 'response');
    if (issues.length > 0 && !isJsonMediaType(contentType) && hasTypedReading(content.schema, decoded.value, schemas))
      return pass;
    const [first, ...others] = distinctFindings(issues, decoded.value, operation.location);
    return first === undefined ? pass : fail(first, ...others);
  },
};

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
): readonly Finding<Details>[] {
  const byIdentity = new Map<string, Finding<Details>>();
  for (const folded of issues.length < 3 ? issues.map((issue) => ({ issue })) : foldMissing(issues)) {
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
