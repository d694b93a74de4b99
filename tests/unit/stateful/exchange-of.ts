import type { CaseValues } from '../../../runtime/model/case.ts';
import type { Exchange, HeaderList } from '../../../runtime/model/exchange.ts';
import { operationLabel } from '../../../runtime/model/operation.ts';

interface Parts {
  readonly method?: string;
  readonly path?: string;
  readonly target?: string;
  readonly values?: Partial<CaseValues>;
  readonly status?: number;
  readonly headers?: HeaderList;
  readonly requestHeaders?: HeaderList;
  /** A text stands as it is; everything else is written as JSON. */
  readonly body?: unknown;
}

/** A finished exchange with a JSON response. */
export function exchangeOf({
  method = 'GET',
  path = '/',
  target = path,
  values = {},
  status = 200,
  headers = [],
  requestHeaders = [],
  body,
}: Parts): Exchange {
  const operation = operationLabel(method, path);
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  return {
    case: {
      operation,
      phase: 'fuzzing',
      mode: 'positive',
      scenario: undefined,
      seedPath: { seed: 1, operation, phase: 'fuzzing', index: 0 },
      inputs: {},
      values: { path: {}, query: {}, header: {}, cookie: {}, ...values },
      violations: [],
    },
    request: { method, target, headers: requestHeaders, body: undefined },
    response: {
      status,
      headers: [['content-type', 'application/json'], ...headers],
      body: new TextEncoder().encode(text),
      truncated: false,
    },
    durationMs: 1,
  };
}
