import type { RequestListener, Server } from 'node:http';
import type { FetchHandler } from '../../runtime/transport/in-process/fetch-call.ts';

/** An object with a `fetch` method: Hono, Elysia, a worker's default export. */
interface FetchApp {
  readonly fetch: FetchHandler;
}

/** What Fastify is: ready once its plugins are, and then a listener. */
interface RoutingApp {
  ready(): PromiseLike<unknown>;
  readonly routing: RequestListener;
}

/** What Koa is. */
interface CallbackApp {
  callback(): RequestListener;
}

/** What a Nest application is. */
interface NestApp {
  init(): Promise<unknown>;
  getHttpServer(): Server;
}

/**
 * An application to test without a port: an object with `fetch`, a Fastify, Koa or Nest application, a server of node:http, a listener `(request, response)`
 * such as an Express application, or a fetch handler `(request) => Response`. A bare function with two or more parameters is taken for a listener; write
 * `{ fetch: handler }` around a fetch handler that has more than one.
 */
export type App = FetchApp | RoutingApp | CallbackApp | NestApp | Server | RequestListener | FetchHandler;
