/** `support/expectations.ts` of every suite: plain assertions that every runner shows. */
export const expectationsText = `import { AssertionError } from 'node:assert';
import type { ApiResponse } from './client.ts';
import { contractOf, documentedResponse } from './contract.ts';
import { missingVariables } from './credentials.ts';
import { schemaErrors } from './schemas.ts';

/** The status is one of these: a number, or a class such as \`4XX\`. */
export function expectStatus(response: ApiResponse, ...expected: readonly (number | string)[]): void {
  if (expected.some((one) => hasStatus(response, one))) return;
  fail(response, \`Expected the status \${expected.join(' or ')}, received \${response.status}.\`, response.status, expected);
}

/** The status is none of these. */
export function expectNoStatus(response: ApiResponse, ...refused: readonly (number | string)[]): void {
  if (!refused.some((one) => hasStatus(response, one))) return;
  fail(response, \`Expected another status than \${refused.join(' or ')}, received \${response.status}.\`, response.status, refused);
}

/** What servers answer of their own accord, where the description names no refusal at all. */
const ordinary = new Set([400, 401, 403, 404, 405, 406, 413, 414, 415, 422, 429, 431]);

/** The status is one that the operation documents, and no error of the server. */
export function expectDocumented(response: ApiResponse): void {
  const { status, request } = response;
  const codes = Object.keys(contractOf(request.operation).responses);
  if (status >= 500 && !codes.includes(String(status))) {
    fail(response, \`The server failed with \${status}.\`, status, codes);
  }
  if (codes.length === 0 || documentedResponse(request.operation, status) !== undefined) return;
  if (ordinary.has(status)) return;
  fail(response, \`The status \${status} is not documented: \${codes.join(', ')}.\`, status, codes);
}

/** Media type and body are what the description has for the operation and the status. */
export function expectContent(response: ApiResponse): void {
  const documented = documentedResponse(response.request.operation, response.status)?.content ?? {};
  const names = Object.keys(documented);
  if (names.length === 0 || response.body.length === 0) return;
  const actual = response.headers.get('content-type') ?? 'none';
  const name = names.find((one) => !one.includes('*') && covers(one, actual)) ?? names.find((one) => covers(one, actual));
  if (name === undefined) {
    fail(response, \`Expected the content type \${names.join(' or ')}, received \${actual}.\`, actual, names);
    return;
  }
  const schema = documented[name]?.schema;
  if (schema === undefined || !/[/+]json(?:\\s*;|$)/i.test(actual)) return;
  const errors = schemaErrors(schema, parsed(response));
  if (errors.length === 0) return;
  fail(response, \`The body breaks its schema (\${schema}):\\n  \${errors.join('\\n  ')}\`, errors, []);
}

/** The headers that the description requires are there. */
export function expectHeaders(response: ApiResponse): void {
  const required = documentedResponse(response.request.operation, response.status)?.headers ?? [];
  const missing = required.filter((name) => !response.headers.has(name.toLowerCase()));
  if (missing.length === 0) return;
  fail(response, \`Expected the header \${missing.join(', ')}.\`, [...response.headers.keys()], required);
}

function hasStatus({ status }: ApiResponse, expected: number | string): boolean {
  return typeof expected === 'number' ? status === expected : expected.toUpperCase() === \`\${String(status).charAt(0)}XX\`;
}

function covers(documented: string, actual: string): boolean {
  const [wanted = ''] = documented.toLowerCase().split(';');
  const [given = ''] = actual.toLowerCase().split(';');
  const [type = '', subtype = ''] = wanted.trim().split('/');
  const [ownType = '', ownSubtype = ''] = given.trim().split('/');
  if (type !== '*' && type !== ownType) return false;
  return subtype === '*' || subtype === ownSubtype || (subtype.startsWith('*+') && ownSubtype.endsWith(subtype.slice(1)));
}

function parsed(response: ApiResponse): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(response.body)) as unknown;
  } catch (error) {
    return fail(response, \`The body is no JSON: \${error instanceof Error ? error.message : 'it cannot be parsed'}\`, undefined, undefined);
  }
}

function fail(response: ApiResponse, message: string, actual: unknown, expected: unknown): never {
  const { request, status, body } = response;
  const method = request.method ?? contractOf(request.operation).method;
  const lines = [message, \`  \${method} \${request.path} answered \${status}\`];
  if (body.length > 0) lines.push(\`  \${body.toString('utf8').slice(0, 500)}\`);
  const variables = status === 401 || status === 403 ? missingVariables(request) : [];
  if (variables.length > 0) lines.push(\`  Set \${variables.join(', ')}: the operation may need credentials.\`);
  throw new AssertionError({ message: lines.join('\\n'), actual, expected, operator: 'contract', stackStartFn: fail });
}
`;
