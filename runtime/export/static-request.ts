import type { HeaderList, WireRequest } from '../model/exchange.ts';
import type { JsonValue } from '../model/json.ts';
import type { StaticBody, StaticRequest } from './static-test.ts';

/** What a request is written down without. */
export interface RequestSetting {
  /** The path of the base URL that targets begin with, without a slash at the end. */
  readonly basePath: string;
  /** Lower-case names of headers with credentials: a suite takes them from its environment. */
  readonly secretHeaders: Pick<ReadonlySet<string>, 'has'>;
  /** What the client of the suite sends by itself. */
  readonly accept: string;
}

/** Headers that the client writes, whatever is asked of it. */
const written: ReadonlySet<string> = new Set(['host', 'content-length', 'connection', 'transfer-encoding']);

/** A request as a test sends it, to the byte but for credentials. */
export function staticRequest(request: WireRequest, setting: RequestSetting): StaticRequest {
  const body = request.body === undefined ? undefined : staticBody(request.body, request.headers);
  return {
    method: request.method,
    target: [withoutBase(request.target, setting.basePath)],
    headers: request.headers.filter(([name, value]) => {
      const lower = name.toLowerCase();
      if (written.has(lower) || setting.secretHeaders.has(lower)) return false;
      if (lower === 'accept') return value !== setting.accept;
      return !(lower === 'content-type' && body?.kind === 'json' && value === 'application/json');
    }),
    body,
  };
}

function withoutBase(target: string, basePath: string): string {
  return target.startsWith(`${basePath}/`) ? target.slice(basePath.length) : target;
}

function staticBody(body: string | Uint8Array, headers: HeaderList): StaticBody {
  const text = typeof body === 'string' ? wellFormed(body) : decoded(body);
  if (text === undefined) return { kind: 'base64', base64: Buffer.from(body).toString('base64') };
  const isJson = headers.some(([name, value]) => name.toLowerCase() === 'content-type' && value.includes('json'));
  const value = isJson ? sameJson(text) : undefined;
  return value === undefined ? { kind: 'text', parts: [text] } : { kind: 'json', value };
}

/** A lone surrogate goes out as U+FFFD. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The value, where it is written as it stands; linters take an object with a `then` for a promise. */
function sameJson(text: string): JsonValue | undefined {
  try {
    const value = JSON.parse(text) as JsonValue;
    return JSON.stringify(value) === text && !text.includes('"then":') ? value : undefined;
  } catch {
    return undefined;
  }
}
