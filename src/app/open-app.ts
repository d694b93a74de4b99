import type { RequestListener, Server } from 'node:http';
import { ApiTestGenError, UsageError } from '../../runtime/errors.ts';
import type { AppCall } from '../../runtime/transport/in-process/app-call.ts';
import { fetchCall, type FetchHandler } from '../../runtime/transport/in-process/fetch-call.ts';
import { listenerCall } from '../../runtime/transport/in-process/listener-call.ts';
import type { App } from './app.ts';
import { loadApp } from './load-app.ts';

/**
 * Makes an application ready to be called: one that was given, or the one that a module exports (`FILE` or `FILE#name`, from `cwd`). `origin` is where it would
 * listen. Throws `UsageError` where there is none, and where it cannot be made ready.
 */
export async function openApp(app: App | string, origin: string, cwd: string): Promise<AppCall> {
  const given = typeof app === 'string' ? (await loadApp(app, cwd)).app : app;
  const where = typeof app === 'string' ? app : 'option app';
  try {
    return await callOf(given, origin, where);
  } catch (error) {
    if (ApiTestGenError.is(error)) throw error;
    throw new UsageError(`The application could not be made ready: ${messageOf(error)}`, {
      where,
      hint: 'Start it by itself, and correct what it complains of.',
      cause: error,
    });
  }
}

async function callOf(app: unknown, origin: string, where: string): Promise<AppCall> {
  if (isFunction(member(app, 'fetch'))) {
    const { fetch } = app as { readonly fetch: FetchHandler };
    return fetchCall((request) => fetch.call(app, request), origin);
  }
  if (isFunction(member(app, 'routing')) && isFunction(member(app, 'ready'))) {
    const fastify = app as { ready(): PromiseLike<unknown>; readonly routing: RequestListener };
    await fastify.ready();
    return listenerCall((request, response) => fastify.routing(request, response), origin);
  }
  if (isFunction(member(app, 'getHttpServer')) && isFunction(member(app, 'init'))) {
    const nest = app as { init(): Promise<unknown>; getHttpServer(): Server };
    await nest.init();
    return listenerCall(emitting(nest.getHttpServer()), origin);
  }
  if (isFunction(member(app, 'callback')) && Array.isArray(member(app, 'middleware')))
    return listenerCall((app as { callback(): RequestListener }).callback(), origin);
  if (isFunction(member(app, 'emit')) && isFunction(member(app, 'listen')) && !isFunction(app))
    return listenerCall(emitting(app as Server), origin);
  if (!isFunction(app)) throw noApp(app, where);
  return app.length < 2 ? fetchCall(app as FetchHandler, origin) : listenerCall(app as RequestListener, origin);
}

function emitting(server: Server): RequestListener {
  return (request, response) => void server.emit('request', request, response);
}

function noApp(value: unknown, where: string): UsageError {
  return new UsageError(`There is no application there, but ${describe(value)}.`, {
    where,
    hint: 'Give a fetch handler, an object with fetch, a Fastify, Koa or Nest application, an Express application, or a listener (request, response).',
  });
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object'
    ? `an object with ${Object.keys(value).slice(0, 5).join(', ')}`
    : `a ${typeof value}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isFunction(value: unknown): value is (...args: never) => unknown {
  return typeof value === 'function';
}

/** Of an object, or of a function that has members, as Express' application is. */
function member(value: unknown, name: string): unknown {
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
