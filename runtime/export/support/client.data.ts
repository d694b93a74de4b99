/** `support/client.ts` of every suite: the same for all documents, so nothing of a document can get into it. */
export const clientText = `import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { contractOf } from './contract.ts';
import { credentialsFor } from './credentials.ts';

/** A request to the API. Its method is the operation's unless another one is given. */
export interface ApiRequest {
  /** \`METHOD /path\` as the API description has it. */
  readonly operation: string;
  readonly method?: string;
  /** Path and query behind API_BASE_URL, sent as they are. */
  readonly path: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /** A body of JSON. */
  readonly json?: unknown;
  /** Any other body. */
  readonly text?: string;
  readonly base64?: string;
  /** Without credentials, or with ones that nobody has; else with those of the environment. */
  readonly credentials?: 'none' | 'wrong';
  /** Whose credentials, where it is not the default identity. */
  readonly identity?: string;
}

export interface ApiResponse {
  readonly request: ApiRequest;
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

const timeoutMs = 30_000;

/** Sends a request to the server that API_BASE_URL names. */
export async function send(request: ApiRequest): Promise<ApiResponse> {
  const base = baseUrl();
  const body = bodyOf(request);
  const credentials = credentialsFor(request);
  const target = withQuery(base.pathname.replace(/\\/+$/, '') + request.path, credentials.query);
  const headers = headersOf(request, body, credentials.headers);
  return new Promise((resolve, reject) => {
    const open = base.protocol === 'https:' ? httpsRequest : httpRequest;
    const outgoing = open(
      {
        protocol: base.protocol,
        hostname: base.hostname.replace(/^\\[|\\]$/g, ''),
        port: base.port,
        path: target,
        method: request.method ?? contractOf(request.operation).method,
        headers,
        timeout: timeoutMs,
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const received = new Map<string, string>();
          for (const [name, value] of Object.entries(incoming.headers)) {
            if (value !== undefined) received.set(name, Array.isArray(value) ? value.join(', ') : value);
          }
          resolve({ request, status: incoming.statusCode ?? 0, headers: received, body: Buffer.concat(chunks) });
        });
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('The server did not answer in time.')));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** A value of a JSON answer: \`/items/0/id\`. */
export function valueOf(response: ApiResponse, pointer: string): string {
  let value: unknown = JSON.parse(response.body.toString());
  for (const token of pointer.split('/').slice(1)) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  }
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(\`The answer of \${response.request.operation} has no value at \${pointer}.\`);
}

function baseUrl(): URL {
  const given = process.env['API_BASE_URL'];
  if (given === undefined || given === '') {
    throw new Error('API_BASE_URL is not set: say where the API runs, for example API_BASE_URL=http://127.0.0.1:8080');
  }
  return new URL(given);
}

function bodyOf({ json, text, base64 }: ApiRequest): Buffer | undefined {
  if (base64 !== undefined) return Buffer.from(base64, 'base64');
  if (text !== undefined) return Buffer.from(text);
  return json === undefined ? undefined : Buffer.from(JSON.stringify(json));
}

function headersOf(
  request: ApiRequest,
  body: Buffer | undefined,
  credentials: readonly (readonly [string, string])[],
): Record<string, string | string[]> {
  const headers = new Map<string, string[]>();
  const add = (name: string, value: string): void => {
    const lower = name.toLowerCase();
    headers.set(lower, [...(headers.get(lower) ?? []), value]);
  };
  for (const [name, value] of request.headers ?? []) add(name, value);
  if (!headers.has('accept')) add('accept', contractOf(request.operation).accept);
  if (request.json !== undefined && !headers.has('content-type')) add('content-type', 'application/json');
  if (body !== undefined) add('content-length', String(body.byteLength));
  for (const [name, value] of credentials) {
    const lower = name.toLowerCase();
    if (lower === 'cookie') headers.set(lower, [[...(headers.get(lower) ?? []), value].join('; ')]);
    else headers.set(lower, [value]);
  }
  return Object.fromEntries([...headers].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]));
}

function withQuery(target: string, pairs: readonly (readonly [string, string])[]): string {
  const added = pairs.map(([name, value]) => \`\${encodeURIComponent(name)}=\${encodeURIComponent(value)}\`).join('&');
  if (added === '') return target;
  return \`\${target}\${target.includes('?') ? '&' : '?'}\${added}\`;
}
`;
