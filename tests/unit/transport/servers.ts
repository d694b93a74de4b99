import http from 'node:http';
import net from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { WireRequest } from '../../../runtime/model/exchange.ts';
import type { Transport } from '../../../runtime/transport/contract.ts';
import { createUndiciTransport } from '../../../runtime/transport/undici-transport.ts';
import type { UndiciTransportOptions } from '../../../runtime/transport/undici-transport.ts';

/** A listening server that ends with the test. */
export interface TestServer {
  readonly origin: string;
  readonly port: number;
  close(): Promise<void>;
}

async function listen(server: Server, sockets: Set<Socket>): Promise<TestServer> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
    });
  };
  onTestFinished(close);
  return { origin: `http://127.0.0.1:${port}`, port, close };
}

/** A server of bytes: `onRequest` is called with each connection and what came over it, once per request head or chunk. */
export function rawServer(onData: (socket: Socket, text: string, connection: number) => void): Promise<TestServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = net.createServer((socket) => {
    const connection = ++connections;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      onData(socket, chunk.toString('latin1'), connection);
    });
  });
  return listen(server, sockets);
}

/** An ordinary HTTP server. */
export function httpServer(listener: http.RequestListener): Promise<TestServer> {
  const sockets = new Set<Socket>();
  const server = http.createServer(listener);
  server.on('connection', (socket) => {
    sockets.add(socket);
  });
  return listen(server, sockets);
}

/** A transport that ends with the test. */
export function transportTo(origin: string, options: Partial<UndiciTransportOptions> = {}): Transport {
  const transport = createUndiciTransport({
    origin,
    connections: 4,
    timeoutMs: 5_000,
    maxResponseBytes: 1024 * 1024,
    ...options,
  });
  onTestFinished(() => transport.close());
  return transport;
}

export function get(target = '/', headers: WireRequest['headers'] = []): WireRequest {
  return { method: 'GET', target, headers, body: undefined };
}

export function post(body: string | Uint8Array, headers: WireRequest['headers'] = []): WireRequest {
  return { method: 'POST', target: '/', headers, body };
}

/** A signal that never aborts. */
export const unaborted = new AbortController().signal;
