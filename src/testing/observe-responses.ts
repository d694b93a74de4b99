import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { HeaderList } from '../../runtime/model/exchange.ts';
import type { ReceivedResponse } from './received-response.ts';

/** A response that somebody in this process received. */
export interface ObservedResponse extends ReceivedResponse {
  readonly method: string;
  readonly url: string;
}

/** Seen to its end, with all of its body. */
type OnResponse = (response: ObservedResponse) => void;

/** What runs in it is not observed. */
const unseen = new AsyncLocalStorage<true>();

/** Does something whose own traffic is nobody's test. */
export function unobserved<T>(run: () => T): T {
  return unseen.run(true, run);
}

/** What watches the responses of this process. */
export interface Observation {
  /** Resolves once the bodies that are under way have been read. */
  settled(): Promise<void>;
  stop(): void;
}

/**
 * Watches what the clients of this process receive: fetch, which is wrapped; node:http, and so supertest, axios and got; undici, whose bodies are seen from version
 * 7.13 on. Nothing that a client reads is taken from it. What an application is asked without a network, as by `inject` or `app.request`, is not seen, nor
 * event streams, redirected answers to fetch, and what other processes send.
 */
export function observeResponses(onResponse: OnResponse): Observation {
  const pending = new Set<Promise<void>>();
  const stops = [watchFetch(onResponse, pending), watchHttp(onResponse), watchUndici(onResponse)];
  return {
    settled: async () => void (await Promise.all(pending)),
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}

function watchFetch(onResponse: OnResponse, pending: Set<Promise<void>>): () => void {
  const original = globalThis.fetch;
  const watched: typeof fetch = async (input, init) => {
    const isSeen = unseen.getStore() === undefined;
    const response = await unobserved(() => original(input, init));
    if (isSeen && !response.redirected && response.url !== '' && !isStream([...response.headers])) {
      const method = (init?.method ?? (input instanceof Request ? input.method : 'GET')).toUpperCase();
      const reading = readCopy(response.clone(), method, onResponse).finally(() => pending.delete(reading));
      pending.add(reading);
    }
    return response;
  };
  globalThis.fetch = watched;
  return () => {
    if (globalThis.fetch === watched) globalThis.fetch = original;
  };
}

async function readCopy(copy: Response, method: string, onResponse: OnResponse): Promise<void> {
  let body: Uint8Array;
  try {
    body = new Uint8Array(await copy.arrayBuffer());
  } catch {
    return; // the client gave up on it, or the connection broke: whoever asked is told
  }
  const { status, url, headers } = copy;
  // What fetch has decoded is not encoded any more.
  onResponse({ status, headers: [...headers].filter(([name]) => name !== 'content-encoding'), body, method, url });
}

interface HttpMessage {
  readonly request: ClientRequest;
  readonly response: IncomingMessage;
}

/** Told when the head of an answer is there; its chunks are seen as they come in, whoever reads them. */
function watchHttp(onResponse: OnResponse): () => void {
  const channel = 'http.client.response.finish';
  const onMessage = (message: unknown): void => {
    if (unseen.getStore() !== undefined) return;
    const { request, response } = message as HttpMessage;
    const headers = pairsOf(response.rawHeaders);
    if (isStream(headers)) return;
    const chunks: Uint8Array[] = [];
    const push = response.push.bind(response);
    response.push = (chunk: unknown, encoding) => {
      if (chunk instanceof Uint8Array) chunks.push(chunk);
      if (chunk === null && response.complete) {
        const url = `${request.protocol}//${request.getHeader('host')?.toString() ?? request.host}${request.path}`;
        tell(onResponse, { status: response.statusCode ?? 0, headers, chunks, method: request.method, url });
      }
      return push(chunk, encoding);
    };
  };
  subscribe(channel, onMessage);
  return () => unsubscribe(channel, onMessage);
}

interface UndiciRequest {
  readonly origin: string | URL;
  readonly path: string;
  readonly method: string;
}

interface UndiciMessage {
  readonly request: UndiciRequest;
  readonly response?: { readonly statusCode: number; readonly headers: readonly Buffer[] };
  readonly chunk?: Uint8Array;
}

/** fetch is built on undici, too: what it sends is marked as unseen. */
function watchUndici(onResponse: OnResponse): () => void {
  const heads = new WeakMap<UndiciRequest, { status: number; headers: HeaderList; chunks: Uint8Array[] }>();
  const seen = new WeakSet<UndiciRequest>();
  const handlers: Readonly<Record<string, (message: UndiciMessage) => void>> = {
    'undici:request:create': ({ request }) => {
      if (unseen.getStore() === undefined) seen.add(request);
    },
    'undici:request:headers': ({ request, response }) => {
      if (response === undefined || !seen.has(request)) return;
      const headers = pairsOf(response.headers.map((part) => part.toString('latin1')));
      if (!isStream(headers)) heads.set(request, { status: response.statusCode, headers, chunks: [] });
    },
    'undici:request:bodyChunkReceived': ({ request, chunk }) => {
      if (chunk !== undefined) heads.get(request)?.chunks.push(Buffer.from(chunk));
    },
    'undici:request:trailers': ({ request }) => {
      const head = heads.get(request);
      if (head !== undefined)
        tell(onResponse, { ...head, method: request.method, url: `${String(request.origin)}${request.path}` });
    },
  };
  const listeners = Object.entries(handlers).map(([name, handler]) => {
    const listener = (message: unknown): void => handler(message as UndiciMessage);
    subscribe(name, listener);
    return () => unsubscribe(name, listener);
  });
  return () => {
    for (const stop of listeners) stop();
  };
}

interface Received {
  readonly status: number;
  readonly headers: HeaderList;
  readonly chunks: readonly Uint8Array[];
  readonly method: string;
  readonly url: string;
}

function tell(onResponse: OnResponse, { chunks, headers, ...head }: Received): void {
  const coding = headers.find(([name]) => name === 'content-encoding')?.[1].toLowerCase();
  onResponse({ ...head, headers, body: decoded(Buffer.concat(chunks), coding) });
}

/** What cannot be decoded is not looked into. */
function decoded(body: Uint8Array, coding: string | undefined): Uint8Array {
  if (coding === undefined || coding === 'identity' || body.length === 0) return body;
  try {
    if (coding === 'gzip' || coding === 'x-gzip') return gunzipSync(body);
    if (coding === 'br') return brotliDecompressSync(body);
    return coding === 'deflate' ? inflateSync(body) : new Uint8Array();
  } catch {
    return new Uint8Array();
  }
}

function isStream(headers: HeaderList): boolean {
  return headers.some(([name, value]) => name === 'content-type' && /^text\/event-stream\b/i.test(value));
}

function pairsOf(raw: readonly string[]): HeaderList {
  return raw.flatMap((name, at) => (at % 2 === 0 ? [[name.toLowerCase(), raw[at + 1] ?? ''] as const] : []));
}
