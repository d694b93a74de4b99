import { headerValue } from '../model/exchange.ts';
import type { Operation } from '../model/operation.ts';
import type { SchemaRef } from '../model/schema-ref.ts';
import type { Violation } from '../model/violation.ts';
import { fail, pass, skip, type Check } from './contract.ts';
import { isErrorEnvelope } from './error-envelope.ts';

type Details = { readonly status: number; readonly header: string };

/** A request that lacks a header the operation requires must not be answered with success. */
export const missingRequiredHeader: Check<'missing_required_header', Details> = {
  id: 'missing_required_header',
  severity: 'medium',
  summary: 'A request without a required header must be answered with an error.',
  page: {
    finds: 'A request that lacks a header which the operation requires, and is answered with 2xx all the same.',
    silent: [
      'Answers outside 2xx, and those of 2xx that say in their body that the request failed.',
      '`Accept`, `Content-Type` and `Authorization`, whose definitions as parameters the specification says to ignore.',
      'A header that is given with `--header`, or that the request has for another reason.',
      'An undocumented status, which is `status_code_conformance`’s.',
    ],
    confidence: {
      proved: 'A header without a default.',
      heuristic: 'A header whose schema has a `default`: the server may fill it in.',
    },
    sources: ['OpenAPI 3.1 §4.8.12 (Parameter Object: `required`)'],
  },
  run({ operation, exchange, definition }) {
    const [violation, ...others] = exchange.case.violations;
    if (violation === undefined || others.length > 0) return skip('not exactly one violation');
    const header = missingHeader(violation);
    if (header === undefined) return skip('no header is missing');
    if (exchange.case.doubtful) return skip('a sane server may accept this case');
    if (definition === undefined) return skip('undocumented status');
    if (exchange.request.method === 'OPTIONS') return skip('OPTIONS describes, it does not act');
    if (headerValue(exchange.request.headers, header) !== undefined) return skip('the request has the header');
    const { status } = exchange.response;
    if (status < 200 || status >= 300) return pass;
    if (isErrorEnvelope(exchange.response)) return skip('the body says that the request failed');
    return fail({
      confidence: hasDefault(operation, header) ? 'heuristic' : 'proved',
      identity: header.toLowerCase(),
      title: 'Missing header accepted',
      message: `The server answered ${status} to a request without the header ${header}, which the operation requires.`,
      expected: 'a 4xx answer',
      received: String(status),
      hint: `Refuse requests without ${header}, or document it as optional.`,
      location: { file: violation.schemaFile ?? operation.location.file, pointer: violation.schemaPointer },
      details: { status, header },
    });
  },
};

function missingHeader({ keyword, location, parameter }: Violation): string | undefined {
  return keyword === 'required' && location === 'header' ? parameter : undefined;
}

/** A required header with a default is a contradiction that documents have: which half of it is meant, nobody knows. */
function hasDefault({ parameters }: Operation, header: string): boolean {
  const found = parameters.find(({ in: place, name }) => place === 'header' && name === header);
  return found?.schema !== undefined && namesDefault(found.schema, 0);
}

function namesDefault({ schema, location, scope }: SchemaRef, depth: number): boolean {
  if (typeof schema !== 'object' || schema === null) return false;
  if (Object.hasOwn(schema, 'default')) return true;
  const ref = (schema as Readonly<Record<string, unknown>>)['$ref'];
  // A cycle of references has no default; no document needs more steps than these.
  return typeof ref === 'string' && depth < 16 && namesDefault({ scope, ...scope.resolve(ref, location) }, depth + 1);
}
