import type { WireRequest } from '../../model/exchange.ts';
import { type AppCall, framing } from './app-call.ts';

/** Answers a request of the Fetch standard, as Hono, Elysia, Next, Remix and itty-router do. */
export type FetchHandler = (request: Request) => Response | Promise<Response>;

/** Methods that a `Request` refuses to have (Fetch, *forbidden method*). */
const forbidden = new Set(['CONNECT', 'TRACE', 'TRACK']);

/** Calls a fetch handler. `origin` is what the requests' URLs begin with. */
export function fetchCall(handler: FetchHandler, origin: string): AppCall {
  const { host } = new URL(origin);
  return async (request) => {
    const response: unknown = await handler(requestOf(request, origin, host));
    if (!isResponse(response)) throw new TypeError(`The handler gave ${describe(response)}, which is no Response.`);
    return { status: response.status, headers: [...response.headers], body: response.body ?? undefined };
  };
}

/**
 * The request as a server hands it on. What the Fetch standard would change or refuse (a path with `..` or `%2e` in it, a body of a GET, the method TRACE) is
 * put back afterwards: over a network the handler would meet it.
 */
function requestOf(request: WireRequest, origin: string, host: string): Request {
  const { method, target, body } = request;
  const url = `${origin}${target}`;
  const isPlain = !forbidden.has(method) && (body === undefined || (method !== 'GET' && method !== 'HEAD'));
  const headers = [...request.headers, ...framing(request, host)].map(([name, value]): [string, string] => [
    name,
    value,
  ]);
  // TypeScript's Uint8Array may stand on shared memory, which a body may not.
  const init = { headers, body: (body ?? null) as string | Uint8Array<ArrayBuffer> | null };
  const made = new Request(url, { ...init, method: isPlain ? method : 'POST' });
  if (made.method !== method) Object.defineProperty(made, 'method', { value: method });
  if (made.url !== url) Object.defineProperty(made, 'url', { value: url });
  return made;
}

/** Also one of another realm or another copy of undici. */
function isResponse(value: unknown): value is Response {
  return typeof value === 'object' && value !== null && 'status' in value && 'headers' in value && 'body' in value;
}

function describe(value: unknown): string {
  return value === null ? 'null' : typeof value === 'object' ? 'an object' : typeof value;
}
