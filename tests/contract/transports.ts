import http from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import type { HeaderList } from '../../runtime/model/exchange.ts';
import type { Transport } from '../../runtime/transport/contract.ts';
import { fetchCall, type FetchHandler } from '../../runtime/transport/in-process/fetch-call.ts';
import { createInProcessTransport } from '../../runtime/transport/in-process/in-process-transport.ts';
import { listenerCall } from '../../runtime/transport/in-process/listener-call.ts';
import { createUndiciTransport } from '../../runtime/transport/undici-transport.ts';

/** A request as an application sees it. */
export interface Seen {
  readonly method: string;
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

interface Given {
  readonly status?: number;
  readonly headers?: HeaderList;
  readonly body?: Uint8Array | string | AsyncIterable<Uint8Array>;
}

type Behaviour = (seen: Seen) => Given | Promise<Given>;

interface TransportLimits {
  readonly timeoutMs?: number;
  readonly listenMs?: number;
  readonly maxResponseBytes?: number;
}

/** A transport to an application that behaves like this; it is closed, and its server with it, when the test ends. */
export type OpenTransport = (behaviour: Behaviour, limits?: TransportLimits) => Promise<Transport>;

const origin = 'http://127.0.0.1:4000';
const defaults = { connections: 4, timeoutMs: 5_000, maxResponseBytes: 1024 * 1024 };

function asListener(behaviour: Behaviour): RequestListener {
  return (incoming, outgoing) => void serve(behaviour, incoming, outgoing);
}

async function serve(behaviour: Behaviour, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  const seen = { method: incoming.method ?? '', target: incoming.url ?? '', headers, body: Buffer.concat(chunks) };
  const { status = 200, headers: given = [], body } = await behaviour(seen);
  for (const [name, value] of given) outgoing.appendHeader(name, value);
  outgoing.writeHead(status);
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) {
    outgoing.end(body);
    return;
  }
  let isOpen = true;
  outgoing.once('close', () => (isOpen = false));
  for await (const chunk of body) {
    if (!isOpen) return;
    outgoing.write(chunk);
  }
  outgoing.end();
}

function asFetchHandler(behaviour: Behaviour): FetchHandler {
  return async (request) => {
    const seen = {
      method: request.method,
      target: request.url.slice(origin.length),
      headers: Object.fromEntries(request.headers),
      body: Buffer.from(await request.arrayBuffer()),
    };
    const { status = 200, headers = [], body } = await behaviour(seen);
    const isBare = status === 204 || status === 304;
    const given = body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array) ? stream(body) : body;
    return new Response(isBare ? null : ((given ?? null) as Uint8Array<ArrayBuffer> | string | ReadableStream | null), {
      status,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
    });
  };
}

function stream(chunks: AsyncIterable<Uint8Array>): ReadableStream {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

const overNetwork: OpenTransport = async (behaviour, limits) => {
  const server = http.createServer(asListener(behaviour));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const transport = createUndiciTransport({
    ...defaults,
    ...limits,
    origin: `http://127.0.0.1:${address.port}`,
  });
  onTestFinished(async () => {
    await transport.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return transport;
};

const toListener: OpenTransport = (behaviour, limits) => {
  const call = listenerCall(asListener(behaviour), origin);
  return Promise.resolve(closing(createInProcessTransport(call, { ...defaults, ...limits })));
};

const toFetchHandler: OpenTransport = (behaviour, limits) => {
  const call = fetchCall(asFetchHandler(behaviour), origin);
  return Promise.resolve(closing(createInProcessTransport(call, { ...defaults, ...limits })));
};

function closing(transport: Transport): Transport {
  onTestFinished(() => transport.close());
  return transport;
}

/** Every transport there is, with what stands at its other end. */
export const transports: readonly (readonly [name: string, open: OpenTransport])[] = [
  ['over a network', overNetwork],
  ['to a listener in this process', toListener],
  ['to a fetch handler in this process', toFetchHandler],
];
