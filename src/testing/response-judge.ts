import type { Check, CheckInput, Verdict } from '../../runtime/checks/contract.ts';
import { contentTypeConformance } from '../../runtime/checks/content-type-conformance.ts';
import { notAServerError } from '../../runtime/checks/not-a-server-error.ts';
import { responseDefinition } from '../../runtime/checks/response-definition.ts';
import { responseHeadersConformance } from '../../runtime/checks/response-headers-conformance.ts';
import { responseSchemaConformance } from '../../runtime/checks/response-schema-conformance.ts';
import { statusCodeConformance } from '../../runtime/checks/status-code-conformance.ts';
import { createContextOptions, describeLocation } from '../../runtime/engine/context-options.ts';
import { closest, UsageError } from '../../runtime/errors.ts';
import type { Exchange } from '../../runtime/model/exchange.ts';
import type { Finding } from '../../runtime/model/failure.ts';
import type { Api, Operation, OperationEntry } from '../../runtime/model/operation.ts';
import type { ReceivedResponse } from './received-response.ts';

/** What is wrong with a response. */
export interface ResponseFinding {
  readonly check: string;
  readonly finding: Finding;
  /** `file:line:column` and pointer of what is contradicted, or nothing. */
  readonly where: string | undefined;
}

/** Judges responses by what the document says of an operation: status, content type, headers and body. */
export interface ResponseJudge {
  /** By `GET /pets/{id}`, or by an operationId. Throws `UsageError` with the closest name there is. */
  operation(name: string): OperationEntry;
  /** Those that a request was for: of one method, or of all where it is not known. Empty where the document has none. */
  operationsAt(method: string | undefined, url: string): readonly OperationEntry[];
  /** Throws `SpecError` where the document's own part is broken. */
  judge(entry: OperationEntry, response: ReceivedResponse): readonly ResponseFinding[];
}

/** An undocumented server error is one failure, and what else is wrong with it is none. */
const ofServerErrors: readonly Check[] = [notAServerError];
const ofResponses: readonly Check[] = [
  statusCodeConformance,
  contentTypeConformance,
  responseHeadersConformance,
  responseSchemaConformance,
];

/** `baseUrl` says what stands before the paths of the document; requests elsewhere are for none of its operations. */
export function createResponseJudge(api: Api, baseUrl: string): ResponseJudge {
  const { schemas, routes, methods, basePath } = createContextOptions(api, { baseUrl, headers: [], serialisers: [] });
  const prefix = basePath.replace(/\/+$/, '');
  const operations = new Map<string, Operation>();
  const built = (entry: OperationEntry): Operation => {
    const known = operations.get(entry.label) ?? api.operation(entry);
    operations.set(entry.label, known);
    return known;
  };
  return {
    operation: (name) => named(api.operations, name),
    operationsAt(method, url) {
      const { pathname } = new URL(url, 'http://localhost');
      if (pathname !== prefix && !pathname.startsWith(`${prefix}/`)) return [];
      // The most literal template comes first: servers prefer `/users/me` to `/users/{id}`.
      const [shape] = routes.shapesAt(pathname).filter((one) => api.operations.some((entry) => serves(entry, one)));
      return shape === undefined ? [] : api.operations.filter((entry) => serves(entry, shape));

      function serves(entry: OperationEntry, one: string): boolean {
        return (method === undefined || entry.method === method.toUpperCase()) && routes.shapeOf(entry.path) === one;
      }
    },
    judge(entry, response) {
      const operation = built(entry);
      const definition = responseDefinition(operation, response.status);
      const isFault = response.status >= 500 && (definition === undefined || definition.status === 'default');
      const input: CheckInput = {
        operation,
        exchange: exchangeOf(operation, response),
        definition,
        schemas,
        methods,
        limits: { maxResponseTimeMs: undefined },
      };
      return (isFault ? ofServerErrors : ofResponses).flatMap((check) => findingsOf(check, input, api));
    },
  };
}

/** Whatever is undocumented counts; of all else what is more than worth a look. */
function findingsOf(check: Check, input: CheckInput, api: Api): readonly ResponseFinding[] {
  const verdict: Verdict = check.run(input);
  if (verdict.kind !== 'fail') return [];
  return verdict.findings
    .filter(({ confidence }) => confidence !== 'heuristic' || check.id === statusCodeConformance.id)
    .map((finding) => ({
      check: check.id,
      finding,
      where: finding.location === undefined ? undefined : describeLocation(api, finding.location),
    }));
}

/** What was sent is not judged, so that it is a valid request. */
function exchangeOf(operation: Operation, { status, headers, body, url = '' }: ReceivedResponse): Exchange {
  const { label, method } = operation;
  return {
    case: {
      operation: label,
      phase: 'examples',
      mode: 'positive',
      scenario: undefined,
      seedPath: { seed: 0, operation: label, phase: 'examples', index: 0 },
      inputs: {},
      values: { path: {}, query: {}, header: {}, cookie: {} },
      violations: [],
    },
    request: { method, target: url, headers: [], body: undefined },
    response: { status, headers, body, truncated: false },
    durationMs: 0,
  };
}

function named(entries: readonly OperationEntry[], name: string): OperationEntry {
  const found = entries.find(({ label, operationId }) => label === name || operationId === name);
  if (found !== undefined) return found;
  const known = entries.flatMap(({ label, operationId }) =>
    operationId === undefined ? [label] : [label, operationId],
  );
  const near = closest(name, known);
  throw new UsageError(`The document has no operation ${JSON.stringify(name)}.`, {
    hint: near === undefined ? `It has ${known.slice(0, 5).join(', ')}.` : `Did you mean ${JSON.stringify(near)}?`,
  });
}
