import type { IncomingMessage, ServerResponse } from 'node:http';
import { startServer, type TestServer } from './api-server.ts';

/** Defects that can be switched on and off while the server runs. */
interface Switches {
  /** `GET /items` fails for a limit above 100. */
  tooMany: boolean;
  /** `GET /items` answers such a limit with a status that is not documented. */
  teapot: boolean;
  /** `POST /files` fails for any content. */
  upload: boolean;
  /** `GET /me` is served without credentials. */
  open: boolean;
  /** `DELETE /items` breaks the connection. */
  dies: boolean;
}

export interface MemoryServer extends TestServer {
  readonly switches: Switches;
  /** What was received, body in base64. */
  readonly received: { readonly method: string; readonly target: string; readonly body: string }[];
}

const ok = { 200: { description: 'OK' }, 400: { description: 'Bad Request' } };

export const memoryDocument = {
  openapi: '3.1.0',
  info: { title: 'Memory', version: '1' },
  components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  paths: {
    '/items': {
      get: {
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 200 } }],
        responses: ok,
      },
      delete: { responses: ok },
    },
    '/files': {
      post: {
        requestBody: {
          required: true,
          content: { 'image/png': { schema: { type: 'string', format: 'binary', minLength: 1 } } },
        },
        responses: ok,
      },
    },
    '/me': { get: { security: [{ token: [] }], responses: { ...ok, 401: { description: 'Unauthorized' } } } },
    '/you': { get: { security: [{ token: [] }], responses: { ...ok, 401: { description: 'Unauthorized' } } } },
  },
};

/** The token that the guarded operations ask for. */
export const memoryToken = 'Bearer t0p-s3cret-token';

/** A server whose defects are all off. */
export async function startMemoryServer(): Promise<MemoryServer> {
  const switches: Switches = { tooMany: false, teapot: false, upload: false, open: false, dies: false };
  const received: MemoryServer['received'] = [];
  const listener = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const { method = '', url = '' } = message;
    received.push({ method, target: url, body: body.toString('base64') });
    answer(message, response, { switches, size: body.length });
  };
  const server = await startServer((message, response) => void listener(message, response));
  return { url: server.url, switches, received, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

function answer(
  { method = '', url = '', headers, socket }: IncomingMessage,
  response: ServerResponse,
  { switches, size }: { readonly switches: Switches; readonly size: number },
): void {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const end = (status: number, text = ''): void => {
    response.writeHead(status, text === '' ? {} : { 'content-type': 'text/plain' }).end(text);
  };
  switch (`${method} ${pathname}`) {
    case 'GET /items': {
      const limits = searchParams.getAll('limit');
      const valid = limits.every((limit) => /^[1-9]\d{0,2}$/.test(limit) && Number(limit) <= 200);
      if (!valid || limits.length > 1) return end(400);
      const isMany = Number(limits[0]) > 100;
      if (isMany && switches.tooMany) return end(500, 'Error: too many');
      return end(isMany && switches.teapot ? 299 : 200);
    }
    case 'DELETE /items':
      if (switches.dies) socket.destroy();
      return end(200);
    case 'POST /files':
      if (size === 0 || headers['content-type'] !== 'image/png') return end(400);
      return switches.upload ? end(500, 'Error: upload') : end(200);
    case 'GET /me':
      return end(switches.open || headers.authorization === memoryToken ? 200 : 401);
    case 'GET /you':
      return end(headers.authorization === memoryToken ? 200 : 401);
    default: {
      const allowed = { '/items': 'GET, DELETE', '/files': 'POST', '/me': 'GET', '/you': 'GET' }[pathname];
      if (allowed === undefined) return end(404);
      response.writeHead(405, { allow: allowed }).end();
    }
  }
}
