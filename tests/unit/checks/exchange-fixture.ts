import type { CheckInput } from '../../../runtime/checks/contract.ts';
import { responseDefinition } from '../../../runtime/checks/response-definition.ts';
import type { HeaderList } from '../../../runtime/model/exchange.ts';
import type { BodyValue, Mode } from '../../../runtime/model/case.ts';
import {
  operationLabel,
  type MediaTypeContent,
  type Operation,
  type Parameter,
  type ResponseDefinition,
} from '../../../runtime/model/operation.ts';
import type { JsonPointer } from '../../../runtime/model/json.ts';
import type { SchemaRef } from '../../../runtime/model/schema-ref.ts';
import type { Violation } from '../../../runtime/model/violation.ts';
import { createDocumentedMethods } from '../../../runtime/requests/documented-methods.ts';
import { createRouteIndex } from '../../../runtime/requests/route-index.ts';
import { createSchemas } from '../../../runtime/schema/create-schemas.ts';

const location = { file: '/api.yaml', pointer: '/paths/~1things/get' as JsonPointer };

/** A schema that stands nowhere, for checks alone. */
export function schemaRef(schema: unknown): SchemaRef {
  return {
    schema,
    location: { file: '/api.yaml', pointer: '/components/schemas/Thing' as JsonPointer },
    scope: {
      dialect: 'openapi-3.1',
      resolve: (ref) => {
        throw new Error(`no ${ref} here`);
      },
    },
  };
}

export function content(mediaType: string, schema?: unknown): MediaTypeContent {
  return {
    mediaType,
    schema: schema === undefined ? undefined : schemaRef(schema),
    encodings: new Map(),
    examples: [],
    location,
  };
}

export function response(status: string, ...contents: readonly MediaTypeContent[]): ResponseDefinition {
  return { status, headers: [], contents, location };
}

export interface ExchangeFixture {
  readonly method?: string;
  readonly path?: string;
  readonly responses: readonly ResponseDefinition[];
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly mode?: Mode;
  readonly violations?: readonly Violation[];
  readonly doubtful?: true;
  readonly truncated?: boolean;
  readonly requestHeaders?: HeaderList;
  readonly requestBody?: string;
  readonly target?: string;
  readonly parameters?: readonly Parameter[];
  readonly query?: Readonly<Record<string, unknown>>;
  readonly durationMs?: number;
  readonly maxResponseTimeMs?: number | undefined;
  readonly strictTypes?: boolean;
  /** Of a coverage case. */
  readonly scenario?: string;
  readonly bodyValue?: BodyValue;
  /** What the request asks for, where it is not the operation's own method. */
  readonly requestMethod?: string;
  /** Beside the operation: `METHOD /path`. */
  readonly otherOperations?: readonly string[];
}

/** What a check is given for one request and its answer. */
export function checkInput(fixture: ExchangeFixture): CheckInput {
  const { method = 'GET', path = '/things', mode = 'positive' } = fixture;
  const label = operationLabel(method, path);
  const operation: Operation = {
    label,
    method,
    path,
    operationId: undefined,
    tags: [],
    deprecated: false,
    location,
    parameters: fixture.parameters ?? [],
    body: undefined,
    responses: fixture.responses,
    security: [],
  };
  return {
    operation,
    definition: responseDefinition(operation, fixture.status),
    schemas: createSchemas(),
    methods: documentedMethods([label, ...(fixture.otherOperations ?? [])]),
    limits: { maxResponseTimeMs: fixture.maxResponseTimeMs, strictTypes: fixture.strictTypes ?? false },
    exchange: {
      case: {
        operation: label,
        phase: fixture.scenario === undefined ? 'fuzzing' : 'coverage',
        mode,
        ...(fixture.doubtful && { doubtful: true }),
        scenario: fixture.scenario,
        seedPath: { seed: 1, operation: label, phase: 'fuzzing', index: 0 },
        inputs: {},
        values: {
          path: {},
          query: fixture.query ?? {},
          header: {},
          cookie: {},
          ...(fixture.bodyValue && { body: fixture.bodyValue }),
        },
        violations: fixture.violations ?? [],
      },
      request: {
        method: fixture.requestMethod ?? method,
        target: fixture.target ?? path,
        headers: fixture.requestHeaders ?? [],
        body: fixture.requestBody,
      },
      response: {
        status: fixture.status,
        headers: Object.entries(fixture.headers ?? {}),
        body: Buffer.from(fixture.body ?? ''),
        truncated: fixture.truncated ?? false,
      },
      durationMs: fixture.durationMs ?? 1,
    },
  };
}

function documentedMethods(labels: readonly string[]): CheckInput['methods'] {
  const entries = labels.map((label) => {
    const [method = '', path = ''] = label.split(' ');
    return { method, path, label: operationLabel(method, path) };
  });
  return createDocumentedMethods(
    entries,
    createRouteIndex(
      entries.map(({ path }) => path),
      '/',
    ),
  );
}
