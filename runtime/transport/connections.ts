import { Socket } from 'node:net';
import { Client, buildConnector } from 'undici';

/** One keep-alive connection, and what undici does not tell of it. */
export interface Connection {
  readonly client: Client;
  /** The socket in use or in the making. */
  socket: Socket | undefined;
  /** How many responses this socket has brought: above 0, the server may have closed it for being idle. */
  served: number;
}

/**
 * Up to `limit` connections, each used by one request at a time. undici's `Pool` would do, but it hides which
 * socket a request went to, and only that tells a server that died from one that closed an idle connection.
 */
export interface Connections {
  /** Calls back with a free connection: at once, or when one is given back. */
  acquire(use: (connection: Connection) => void): void;
  release(connection: Connection): void;
  /** Instead of `release`, where a connection never came about: ends the attempt to connect. */
  retire(connection: Connection): void;
  /** Another connection in the place of one that is held, sure to be new. */
  renew(connection: Connection): Connection;
  destroy(): Promise<void>;
}

export function createConnections(origin: string, limit: number): Connections {
  // Shared, for its TLS sessions. No time limit of its own: the whole request has one.
  const connector = buildConnector({ timeout: 0 });
  const all = new Set<Connection>();
  const free: Connection[] = [];
  const waiting: ((connection: Connection) => void)[] = [];

  const open = (): Connection => {
    const client = new Client(origin, {
      pipelining: 1,
      headersTimeout: 0,
      bodyTimeout: 0,
      // Larger than any server's own limit: a large header is a response, not a fault.
      maxHeaderSize: 1024 * 1024,
      connect: (options, callback) => {
        connection.served = 0;
        const socket: unknown = connector(options, callback);
        connection.socket = socket instanceof Socket ? socket : undefined;
      },
    });
    const connection: Connection = { client, socket: undefined, served: 0 };
    all.add(connection);
    return connection;
  };
  const discard = async (connection: Connection): Promise<void> => {
    all.delete(connection);
    const closed = connection.client.destroy();
    connection.socket?.destroy();
    await closed;
  };
  const acquire: Connections['acquire'] = (use) => {
    const connection = free.pop() ?? (all.size < limit ? open() : undefined);
    if (connection === undefined) waiting.push(use);
    else use(connection);
  };

  return {
    acquire,
    release: (connection) => {
      const next = waiting.shift();
      if (next === undefined) free.push(connection);
      else next(connection);
    },
    retire: (connection) => {
      void discard(connection);
      const next = waiting.shift();
      if (next !== undefined) acquire(next);
    },
    renew: (connection) => {
      void discard(connection);
      return open();
    },
    destroy: async () => {
      waiting.length = 0;
      free.length = 0;
      await Promise.all(Array.from(all, discard));
    },
  };
}
