import type { HeaderList } from '../model/exchange.ts';
import type { Finding } from '../model/failure.ts';
import type { HeaderDefinition } from '../model/operation.ts';
import { readHeader } from '../requests/read-header.ts';
import type { SchemaIssue } from '../schema/schemas.ts';
import { fail, pass, skip, type Check, type CheckInput } from './contract.ts';
import { issueConfidence } from './issue-confidence.ts';

type Details = { readonly header: string; readonly received: string | null; readonly keyword: string };

/** Documented headers must be there where required, and their values must fit their schemas, read by type. */
export const responseHeadersConformance: Check<'response_headers_conformance', Details> = {
  id: 'response_headers_conformance',
  severity: 'medium',
  summary: 'Documented response headers must be there and have the documented form.',
  page: {
    finds:
      'A documented header that is required and missing, or whose value breaks its schema. The text is read by the type of the schema: `5` is a valid integer.',
    silent: ['A documented `Content-Type`, which the specification says to ignore.', 'An undocumented status.'],
    confidence: {
      proved: 'A missing header; a value that breaks its schema.',
      likely: 'A value that lacks its format: date, date-time, uuid, ipv4 or ipv6.',
      heuristic: 'A value that lacks another format, or breaks a keyword that validators read differently.',
    },
    sources: ['OpenAPI 3.1 §4.8.17 (Response Object), §4.8.21 (Header Object)'],
  },
  run(input) {
    const { definition, exchange } = input;
    if (definition === undefined) return skip('undocumented status');
    if (definition.headers.length === 0) return skip('no header is documented');
    const findings: Finding<Details>[] = [];
    for (const header of definition.headers) {
      // OpenAPI 3.1 §4.8.17: a definition named Content-Type shall be ignored.
      if (header.name.toLowerCase() === 'content-type') continue;
      const finding = judgeHeader(header, valuesOf(exchange.response.headers, header.name), input);
      if (finding !== undefined) findings.push(finding);
    }
    const [first, ...others] = findings;
    return first === undefined ? pass : fail(first, ...others);
  },
};

function judgeHeader(
  header: HeaderDefinition,
  values: readonly string[],
  input: CheckInput,
): Finding<Details> | undefined {
  const [received] = values;
  if (received === undefined) return header.required ? missing(header, input) : undefined;
  const { schema } = header;
  if (schema === undefined) return undefined;
  let best: readonly SchemaIssue[] | undefined;
  for (const reading of readHeader(header, values)) {
    const issues = input.schemas.issues(schema, reading, 'response');
    if (issues.length === 0) return undefined;
    best ??= issues;
  }
  const issue = best?.[0];
  return issue === undefined ? undefined : invalid(header, received, issue);
}

function missing(header: HeaderDefinition, { exchange }: CheckInput): Finding<Details> {
  return {
    confidence: 'proved',
    identity: `missing ${header.name.toLowerCase()}`,
    title: 'Missing required header',
    message: `The response has no ${header.name} header, which is required with status ${exchange.response.status}.`,
    expected: `the header ${header.name}`,
    received: 'none',
    hint: `Send ${header.name}, or drop \`required\` from its definition.`,
    location: header.location,
    details: { header: header.name, received: null, keyword: 'required' },
  };
}

function invalid(header: HeaderDefinition, received: string, issue: SchemaIssue): Finding<Details> {
  return {
    confidence: issueConfidence(issue),
    identity: `invalid ${header.name.toLowerCase()} ${issue.keyword}`,
    title: 'Invalid header value',
    message: `The ${header.name} header breaks its schema: ${issue.message}.`,
    expected: issue.message,
    received,
    hint: `Send a ${header.name} that fits its schema, or correct the schema.`,
    location: issue.location,
    details: { header: header.name, received, keyword: issue.keyword },
  };
}

function valuesOf(headers: HeaderList, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([key]) => key.toLowerCase() === wanted).map(([, value]) => value);
}
