import type { RequestListener } from 'node:http';
import { inject } from 'light-my-request';
import type { HeaderList } from '../../model/exchange.ts';
import { responseHeaders } from '../response-headers.ts';
import { type AppCall, framing } from './app-call.ts';

/** Calls a listener of node:http, as Express, Koa, Fastify and Nest are underneath. `origin` is where it would listen. */
export function listenerCall(listener: RequestListener, origin: string): AppCall {
  const { host } = new URL(origin);
  return async (request) => {
    const { method, target, body } = request;
    const all = [...request.headers, ...framing(request, host)];
    const dispatch: RequestListener = (incoming, outgoing) => {
      // As they stand on the wire: on the way here the path was put in order, and names were folded.
      incoming.url = target;
      incoming.method = method;
      incoming.rawHeaders = all.flat();
      const done: unknown = listener(incoming, outgoing);
      // Nobody else hears what an asynchronous listener throws, and it would end this process.
      if (done instanceof Promise) done.catch((error: unknown) => outgoing.destroy(toError(error)));
    };
    const response = await inject(dispatch, {
      // Its own rules know no QUERY and no body that is no text.
      validate: false,
      method: 'GET',
      url: '/',
      headers: byName(all),
      ...(body === undefined ? {} : { payload: Buffer.from(body) }),
      payloadAsStream: true,
    });
    return {
      status: response.statusCode,
      headers: responseHeaders(response.headers as Record<string, string | string[] | undefined>),
      body: response.stream(),
    };
  };
}

function byName(headers: HeaderList): Record<string, string | string[]> {
  const result: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const known = result[key];
    result[key] = known === undefined ? value : [...(typeof known === 'string' ? [known] : known), value];
  }
  return result;
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
