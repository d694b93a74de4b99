import http from 'node:http';
import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import type { WireRequest } from '../model/exchange.ts';
import { isStreamMediaType } from '../model/stream-media-types.ts';
import type { Outcome } from './attempt.ts';
import { faultOf } from './fault-of.ts';
import type { Progress } from './fault-of.ts';
import { responseHeaders } from './response-headers.ts';

/** What a request by node:http needs to know. */
export interface NodeHttpOptions {
  readonly origin: string;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
}

/**
 * Sends what undici refuses to send (`Expect`, `Upgrade`, `Transfer-Encoding`, a `Content-Length` that is wrong), and to
 * servers whose answers undici cannot read (a `100 Continue` that nobody asked for is legal, RFC 9110 §15.2). One
 * connection a request: slower, and rarely needed.
 */
export function sendByNodeHttp(request: WireRequest, options: NodeHttpOptions, signal: AbortSignal): Promise<Outcome> {
  const { origin, timeoutMs, maxResponseBytes } = options;
  return new Promise((resolve) => {
    let progress: Progress = 'connecting';
    let response: IncomingMessage | undefined;
    const chunks: Buffer[] = [];
    let length = 0;
    let startedAt = performance.now();
    const elapsed = (): number => performance.now() - startedAt;
    const settle = (outcome: Outcome): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      resolve(outcome);
      outgoing?.destroy();
    };
    const fail = (fault: Pick<Extract<Outcome, { kind: 'fault' }>, 'fault' | 'message'>): void => {
      settle({ kind: 'fault', ...fault, durationMs: elapsed(), stale: false });
    };
    const respond = (message: IncomingMessage, truncated: boolean): void => {
      const body = Buffer.concat(chunks, Math.min(length, maxResponseBytes));
      const headers = responseHeaders(message.headersDistinct);
      settle({ kind: 'response', status: message.statusCode ?? 0, headers, body, truncated, durationMs: elapsed() });
    };
    const read = (message: IncomingMessage): void => {
      progress = 'answered';
      response = message;
      message.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > maxResponseBytes) respond(message, true);
      });
      message.on('end', () => {
        respond(message, false);
      });
      message.on('error', (error) => {
        fail(faultOf(error, progress, origin));
      });
    };
    const abort = (): void => {
      fail({ fault: 'aborted', message: 'The run was stopped before the response came.' });
    };
    const timer = setTimeout(() => {
      if (response !== undefined && isStreamMediaType(response.headers['content-type'] ?? '')) {
        respond(response, true);
        return;
      }
      const what =
        response === undefined ? 'did not answer' : `answered ${response.statusCode}, but the body did not end`;
      if (progress === 'connecting') {
        fail({ fault: 'unreachable', message: `No connection to ${origin} came about within ${timeoutMs} ms.` });
      } else fail({ fault: 'timeout', message: `${origin} ${what} within ${timeoutMs} ms.` });
    }, timeoutMs);
    signal.addEventListener('abort', abort, { once: true });
    let outgoing: http.ClientRequest | undefined;
    try {
      outgoing = open(request, origin);
      outgoing.on('socket', (socket) => {
        socket.once(origin.startsWith('https:') ? 'secureConnect' : 'connect', () => {
          progress = 'sent';
          startedAt = performance.now();
        });
      });
      outgoing.on('response', read);
      for (const event of ['upgrade', 'connect'] as const) {
        outgoing.on(event, (message: IncomingMessage) => {
          respond(message, false);
        });
      }
      outgoing.on('error', (error) => {
        fail(faultOf(error, progress, origin));
      });
      outgoing.end(request.body);
    } catch (error) {
      settle({ kind: 'unsendable', error });
    }
  });
}

function open({ method, target, headers, body }: WireRequest, origin: string): http.ClientRequest {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  // As an array, headers go out in their order and repeated; then Host is ours to write.
  const list = headers.flat();
  if (!names.has('host')) list.unshift('Host', new URL(origin).host);
  if (!names.has('connection')) list.push('Connection', 'close');
  if (body !== undefined && !names.has('content-length') && !names.has('transfer-encoding')) {
    list.push('Content-Length', String(Buffer.byteLength(body)));
  }
  const { protocol, hostname, port } = new URL(origin);
  const options = {
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port,
    method,
    path: target,
    agent: false,
    headers: list,
  };
  return protocol === 'https:' ? https.request(options) : http.request(options);
}
