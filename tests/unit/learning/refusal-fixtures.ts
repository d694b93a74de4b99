import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DeclaredNames, Framework } from '../../../runtime/learning/contract.ts';
import type { CaseValues } from '../../../runtime/model/case.ts';
import type { Exchange } from '../../../runtime/model/exchange.ts';
import type { JsonValue } from '../../../runtime/model/json.ts';
import { operationLabel } from '../../../runtime/model/operation.ts';

const root = fileURLToPath(new URL('../../../fixtures/learning/', import.meta.url));

/** One request of `requests.json`; each breaks a rule or two that all servers have. */
interface RefusedRequest {
  readonly query: Readonly<Record<string, string>>;
  readonly body: JsonValue;
}

/** What one server said to the requests that it refused. */
export interface RefusalFixture {
  /** `zod/zod4-issues`. */
  readonly name: string;
  readonly framework: Framework;
  /** `documented` where the framework was not run; `note` then says what the bodies are taken from. */
  readonly origin: 'recorded' | 'documented';
  readonly note?: string;
  readonly version: string;
  readonly answers: readonly {
    readonly request: string;
    readonly status: number;
    readonly json?: JsonValue;
    readonly text?: string;
  }[];
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

export const requests = read('requests.json') as Readonly<Record<string, RefusedRequest>>;

export const fixtures: readonly RefusalFixture[] = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap((folder) => readdirSync(join(root, folder.name)).map((file) => `${folder.name}/${file}`))
  .sort()
  .map((path) => ({ ...(read(path) as RefusalFixture), name: path.replace('.json', '') }));

/** What a document of these servers declares. */
export const declared: DeclaredNames = {
  parameters: [{ name: 'limit', in: 'query' }],
  bodyProperties: (path) => {
    if (path.length === 0) return ['name', 'age', 'email', 'kind', 'code', 'tags', 'address', 'price', 'born', 'title'];
    return path[0] === 'address' ? ['city'] : [];
  },
};

/** A positive case with these values that was answered so. */
export function refusedExchange(values: Partial<CaseValues>, status: number, text: string): Exchange {
  const label = operationLabel('POST', '/items');
  return {
    case: {
      operation: label,
      phase: 'fuzzing',
      mode: 'positive',
      scenario: undefined,
      seedPath: { seed: 1, operation: label, phase: 'fuzzing', index: 0 },
      inputs: {},
      values: { path: {}, query: {}, header: {}, cookie: {}, ...values },
      violations: [],
    },
    request: { method: 'POST', target: '/items', headers: [], body: undefined },
    response: { status, headers: [], body: Buffer.from(text), truncated: false },
    durationMs: 1,
  };
}

export function jsonBody(value: unknown): Pick<CaseValues, 'body'> {
  return { body: { kind: 'value', mediaType: 'application/json', value } };
}

/** The exchange of one answer of a fixture. */
export function exchangeOf(answer: RefusalFixture['answers'][number]): Exchange {
  const request = requests[answer.request];
  if (request === undefined) throw new Error(`no request ${answer.request}`);
  return refusedExchange({ query: request.query, ...jsonBody(request.body) }, answer.status, bodyOf(answer));
}

export function bodyOf(answer: RefusalFixture['answers'][number]): string {
  return answer.text ?? JSON.stringify(answer.json);
}
