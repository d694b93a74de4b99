import type { IncomingHttpHeaders } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { HeaderList, WireRequest } from '../model/exchange.ts';
import { isStreamMediaType } from '../model/stream-media-types.ts';
import type { Connection, Connections } from './connections.ts';
import type { TransportFault } from './contract.ts';
import type { Deadlines, Expirable } from './deadlines.ts';
import { faultOf, isUnaskedContinue, isUnsendable } from './fault-of.ts';
import type { Abortable, OpenRequests } from './open-requests.ts';
import { responseHeaders } from './response-headers.ts';

/** What one sending of a request came to. The body is not decoded yet. */
export type Outcome =
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly headers: HeaderList;
      readonly body: Uint8Array;
      readonly truncated: boolean;
      readonly durationMs: number;
    }
  | {
      readonly kind: 'fault';
      readonly fault: TransportFault;
      readonly message: string;
      readonly durationMs: number;
      /** The connection had been used before and ended without a byte: the server may just have closed it for being idle. */
      readonly stale: boolean;
    }
  | Refusal;

/** undici will not write the request, or cannot read the kind of answer that came. */
interface Refusal {
  readonly kind: 'unsendable' | 'unreadable';
  readonly error: unknown;
}

/** What all attempts of one transport share. */
export interface AttemptContext {
  readonly origin: string;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  readonly connections: Connections;
  readonly deadlines: Deadlines;
  /** For the bodies of streams: when they have been listened to for long enough. */
  readonly streamDeadlines: Deadlines;
  readonly open: OpenRequests;
}

const noBytes = new Uint8Array(0);
const cutShort = new Error('The rest of the response is not wanted.');

/** One request on one connection, from the wait for the connection to the last byte. */
export class Attempt implements Dispatcher.DispatchHandler, Expirable, Abortable {
  deadline = 0;
  readonly #context: AttemptContext;
  readonly #request: WireRequest;
  readonly #freshConnection: boolean;
  readonly #finished: (outcome: Outcome) => void;
  #connection: Connection | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #settled = false;
  #answered = false;
  #startedAt = 0;
  #status = 0;
  #isStream = false;
  #headers: HeaderList = [];
  #chunk: Buffer | undefined;
  #chunks: Buffer[] | undefined;
  #length = 0;

  constructor(
    context: AttemptContext,
    request: WireRequest,
    freshConnection: boolean,
    finished: (outcome: Outcome) => void,
  ) {
    this.#context = context;
    this.#request = request;
    this.#freshConnection = freshConnection;
    this.#finished = finished;
  }

  /** Sends the request as soon as a connection is free; the time limit begins then. */
  start(signal: AbortSignal): void {
    this.#startedAt = performance.now();
    this.#context.open.add(this, signal);
    this.#context.connections.acquire((connection) => {
      this.#begin(connection);
    });
  }

  #begin(acquired: Connection): void {
    const { connections, deadlines } = this.#context;
    if (this.#settled) {
      connections.release(acquired);
      return;
    }
    const connection = this.#freshConnection && acquired.served > 0 ? connections.renew(acquired) : acquired;
    this.#connection = connection;
    this.#startedAt = performance.now();
    deadlines.add(this);
    const { method, target, headers, body } = this.#request;
    const flat: string[] = [];
    for (const [name, value] of headers) flat.push(name, value);
    connection.client.dispatch({ method, path: target, headers: flat, body: body ?? null, blocking: false }, this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#settled) {
      controller.abort(cutShort);
      return;
    }
    this.#startedAt = performance.now();
  }

  /** The first byte of an answer. */
  onResponseStarted(): void {
    this.#answered = true;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200 || this.#settled) return;
    this.#status = status;
    this.#headers = responseHeaders(headers);
    this.#isStream = isStreamMediaType(headers['content-type'] ?? '');
    if (this.#isStream) {
      this.#context.deadlines.delete(this);
      this.#context.streamDeadlines.add(this);
    }
    // RFC 9112 §6.3: these have no body whatever their fields say. undici would wait for one or call it a mismatch, and
    // bytes that a careless server sends all the same would be read as the next response: the connection is given up.
    if ((status === 204 || status === 304) && this.#announcesBody()) this.#respond(true, false);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#settled) return;
    const room = this.#context.maxResponseBytes - this.#length;
    const kept = chunk.length > room ? chunk.subarray(0, room) : chunk;
    if (this.#chunk === undefined) this.#chunk = kept;
    else (this.#chunks ??= [this.#chunk]).push(kept);
    this.#length += kept.length;
    if (kept !== chunk) this.#respond(true, true);
  }

  onResponseEnd(): void {
    if (this.#settled) return;
    if (this.#connection !== undefined) this.#connection.served += 1;
    this.#respond(false, false);
  }

  /** Only `CONNECT` comes here: its response has no body, and the tunnel is not wanted. */
  onRequestUpgrade(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
    socket: Duplex,
  ): void {
    this.#status = status;
    this.#headers = responseHeaders(headers);
    socket.destroy();
    this.#respond(false, false);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#settled) return;
    if (isUnsendable(error)) {
      this.#settle({ kind: 'unsendable', error });
      return;
    }
    if (isUnaskedContinue(error)) {
      this.#settle({ kind: 'unreadable', error });
      return;
    }
    const progress = this.#controller === undefined ? 'connecting' : this.#status === 0 ? 'sent' : 'answered';
    const { fault, message } = faultOf(error, progress, this.#context.origin);
    const stale = fault === 'connection-lost' && this.#isReused() && !this.#answered;
    this.#settle({ kind: 'fault', fault, message, durationMs: this.#elapsed(), stale });
  }

  expire(): void {
    const { origin, timeoutMs } = this.#context;
    if (this.#controller === undefined) {
      this.#giveUp('unreachable', `No connection to ${origin} came about within ${timeoutMs} ms.`);
    } else if (this.#isStream) {
      // What came whole can be judged; whether there is an end to it, nobody knows.
      this.#respond(true, true);
    } else if (this.#status === 0) {
      this.#giveUp('timeout', `${origin} did not answer within ${timeoutMs} ms.`);
    } else {
      const read = `${this.#length} bytes of it were read`;
      this.#giveUp(
        'timeout',
        `${origin} answered ${this.#status}, but the body did not end within ${timeoutMs} ms: ${read}.`,
      );
    }
  }

  abort(): void {
    this.#giveUp('aborted', 'The run was stopped before the response came.');
  }

  #giveUp(fault: TransportFault, message: string): void {
    if (this.#settled) return;
    this.#settle({ kind: 'fault', fault, message, durationMs: this.#elapsed(), stale: false }, true);
  }

  #respond(closeConnection: boolean, truncated: boolean): void {
    const durationMs = this.#elapsed();
    const body = this.#chunks === undefined ? (this.#chunk ?? noBytes) : Buffer.concat(this.#chunks, this.#length);
    this.#settle(
      { kind: 'response', status: this.#status, headers: this.#headers, body, truncated, durationMs },
      closeConnection,
    );
  }

  #settle(outcome: Outcome, closeConnection = false): void {
    this.#settled = true;
    this.#context.open.delete(this);
    const connection = this.#connection;
    if (connection !== undefined) {
      this.#context.deadlines.delete(this);
      if (this.#isStream) this.#context.streamDeadlines.delete(this);
      if (closeConnection && this.#controller === undefined) {
        // undici cannot cancel what it has not begun to write.
        this.#context.connections.retire(connection);
      } else {
        if (closeConnection) this.#controller?.abort(cutShort);
        this.#context.connections.release(connection);
      }
    }
    this.#finished(outcome);
  }

  #elapsed(): number {
    return performance.now() - this.#startedAt;
  }

  #isReused(): boolean {
    return (this.#connection?.served ?? 0) > 0;
  }

  #announcesBody(): boolean {
    return this.#headers.some(
      ([name, value]) => name === 'transfer-encoding' || (name === 'content-length' && value.trim() !== '0'),
    );
  }
}
