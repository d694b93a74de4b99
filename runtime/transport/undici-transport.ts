import { UsageError } from '../errors.ts';
import type { WireRequest } from '../model/exchange.ts';
import { Attempt } from './attempt.ts';
import type { AttemptContext, Outcome } from './attempt.ts';
import { createConnections } from './connections.ts';
import type { Transport } from './contract.ts';
import { createDeadlines } from './deadlines.ts';
import { sendByNodeHttp } from './node-http-attempt.ts';
import { createOpenRequests } from './open-requests.ts';
import { sendPatiently, stopped } from './send-patiently.ts';
import type { ThrottlePolicy } from './throttle.ts';

export interface UndiciTransportOptions {
  /** `scheme://host:port`, without a path. */
  readonly origin: string;
  /** How many connections are held at most. Requests beyond wait, and their time has not begun. */
  readonly connections: number;
  /** For connecting, headers and body together. */
  readonly timeoutMs: number;
  /** How long the body of a stream is listened to, such as one of `text/event-stream`; then the rest is given up. Default 1,000. */
  readonly listenMs?: number;
  /** Of a body, before and after content-decoding; what comes after is not read. */
  readonly maxResponseBytes: number;
  /** Default: 3 retries, waits of at most 60 s. */
  readonly throttle?: ThrottlePolicy;
}

const defaultListenMs = 1_000;

/**
 * Sends requests over HTTP/1.1 keep-alive connections. Targets and headers go out as they are given, redirects are not
 * followed, and 1xx responses are passed over. Streams are cut after a while: what came of them is the response, as truncated. Responses that ask for a pause (429, 503 with Retry-After) hold all
 * requests back and are sent again; the last of them is returned. The time of a result is that of its last sending.
 *
 * A request that fails on a used connection before any byte of an answer came is sent once more on a fresh one, because a
 * server may close an idle connection at any moment (RFC 9112 §9.3.1); where the server is gone, the first fault stands.
 *
 * `send` rejects with `InternalError` where HTTP/1.1 has no form for the request (a line break in a header value, say).
 * Throws `UsageError` where the origin is none.
 */
export function createUndiciTransport(options: UndiciTransportOptions): Transport {
  const origin = parseOrigin(options.origin);
  const open = createOpenRequests();
  const deadlines = createDeadlines(options.timeoutMs);
  const streamDeadlines = createDeadlines(Math.min(options.timeoutMs, options.listenMs ?? defaultListenMs));
  const connections = createConnections(origin, options.connections);
  const context: AttemptContext = { ...options, origin, connections, deadlines, streamDeadlines, open };
  const closing = new AbortController();

  const attempt = (request: WireRequest, signal: AbortSignal, fresh: boolean): Promise<Outcome> =>
    new Promise((resolve) => {
      if (signal.aborted || closing.signal.aborted) resolve(stopped);
      else new Attempt(context, request, fresh, resolve).start(signal);
    });

  // Once a server is met that undici cannot read, nothing is sent to it twice.
  let needsNodeHttp = false;
  const byNodeHttp = async (request: WireRequest, signal: AbortSignal): Promise<Outcome> => {
    const either = AbortSignal.any([signal, closing.signal]);
    return either.aborted ? stopped : sendByNodeHttp(request, context, either);
  };

  /** What there is to do where no response came at first. */
  const secondChance = async (first: Outcome, request: WireRequest, signal: AbortSignal): Promise<Outcome> => {
    if (first.kind === 'unsendable' || first.kind === 'unreadable') {
      needsNodeHttp ||= first.kind === 'unreadable';
      return byNodeHttp(request, signal);
    }
    if (first.kind !== 'fault' || !first.stale) return first;
    const second = await attempt(request, signal, true);
    const serverIsGone = second.kind === 'fault' && (second.fault === 'refused' || second.fault === 'unreachable');
    return serverIsGone ? first : secondChance(second, request, signal);
  };

  const once = async (request: WireRequest, signal: AbortSignal): Promise<Outcome> => {
    const outcome = needsNodeHttp ? await byNodeHttp(request, signal) : await attempt(request, signal, false);
    return outcome.kind === 'response' ? outcome : secondChance(outcome, request, signal);
  };

  return {
    send: sendPatiently(once, { ...options, closing: closing.signal }),
    close: async () => {
      closing.abort();
      open.close();
      deadlines.clear();
      streamDeadlines.clear();
      await connections.destroy();
    },
  };
}

function parseOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new UsageError(`"${text}" is no origin to send requests to.`, {
      hint: 'Give a URL such as http://127.0.0.1:8080.',
    });
  }
  return url.origin;
}
