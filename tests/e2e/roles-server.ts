import type { IncomingMessage, ServerResponse } from 'node:http';
import { startServer, type TestServer } from './api-server.ts';

/** Who may use the server: two users alike, and one who stands above them. */
export const roleIdentities = {
  alice: { headers: { Authorization: 'Bearer token-of-alice-1' } },
  bob: { headers: { Authorization: 'Bearer token-of-bob-22' } },
  root: { headers: { Authorization: 'Bearer token-of-root-333' } },
};

type Name = keyof typeof roleIdentities;

/** What a server can get wrong about who may do what. */
export type RoleDefect = 'any-user-reads' | 'any-user-changes' | 'any-user-deletes' | 'users-delete-products';

/** What a server may do, and is right to. */
export type RoleManner = 'hides' | 'admin-lists-own' | 'unique-titles' | 'no-lists';

const text = { type: 'string', minLength: 4, maxLength: 30, pattern: '^[a-z]*$' };
const kinds = ['notes', 'articles', 'posters', 'products'] as const;
type Kind = (typeof kinds)[number];

const json = (schema: unknown): unknown => ({ 'application/json': { schema } });
const reply = (schema?: unknown): unknown => ({ description: 'ok', ...(schema ? { content: json(schema) } : {}) });
const input = {
  type: 'object',
  additionalProperties: false,
  required: ['title', 'text'],
  properties: { title: text, text },
};
const fault = reply({ type: 'object', required: ['message'], properties: { message: { type: 'string' } } });
const refusals = { 400: fault, 401: fault, 403: fault, 404: fault, 409: fault };
const item = reply({
  type: 'object',
  required: ['id', 'title', 'text'],
  properties: { id: { type: 'integer' }, title: text, text },
});
const body = { required: true, content: json(input) };

function pathsOf(kind: Kind, hasList: boolean): Readonly<Record<string, unknown>> {
  const isPublic = kind === 'posters';
  const read = { ...(isPublic ? { security: [] } : {}), responses: { 200: item, ...refusals } };
  return {
    [`/${kind}`]: {
      ...(hasList
        ? {
            get: {
              ...(isPublic ? { security: [] } : {}),
              responses: { 200: reply({ type: 'array', items: {} }), ...refusals },
            },
          }
        : {}),
      post: { requestBody: body, responses: { 201: item, ...refusals } },
    },
    [`/${kind}/{id}`]: {
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1, maximum: 1_000_000 } },
      ],
      get: read,
      put: { requestBody: body, responses: { 200: item, ...refusals } },
      delete: { responses: { 204: reply(), ...refusals } },
    },
  };
}

/** Notes are private, articles shared, posters public, and products made by the administrator alone. */
export function rolesDocument(traits: readonly (RoleDefect | RoleManner)[]): object {
  const paths = Object.assign({}, ...kinds.map((kind) => pathsOf(kind, !traits.includes('no-lists')))) as object;
  return {
    openapi: '3.1.0',
    info: { title: 'Roles', version: '1' },
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    paths,
  };
}

interface Item {
  readonly id: number;
  readonly owner: Name;
  title: string;
  text: string;
}

interface Asked {
  readonly method: string;
  readonly kind: Kind;
  readonly id: number | undefined;
  readonly who: Name | undefined;
  readonly body: unknown;
}

interface Answer {
  readonly status: number;
  readonly value?: unknown;
}

export async function startRoles(traits: readonly (RoleDefect | RoleManner)[] = []): Promise<TestServer> {
  const has = (trait: RoleDefect | RoleManner): boolean => traits.includes(trait);
  const stores = new Map<Kind, Map<number, Item>>(kinds.map((kind) => [kind, new Map()]));
  let next = 1;

  const maySee = (kind: Kind, who: Name | undefined, { owner }: Item): boolean =>
    kind !== 'notes' || who === owner || who === 'root' || has('any-user-reads');
  const mayWrite = (kind: Kind, who: Name, method: string, { owner }: Item): boolean => {
    if (who === 'root' || (who === owner && kind !== 'products')) return true;
    if (kind === 'products') return method === 'DELETE' && has('users-delete-products');
    if (kind !== 'notes') return false;
    return has(method === 'DELETE' ? 'any-user-deletes' : 'any-user-changes');
  };
  const refused = (): Answer => ({ status: has('hides') ? 404 : 403, value: { message: 'not yours' } });

  const list = (kind: Kind, who: Name | undefined): Answer => {
    const all = [...(stores.get(kind)?.values() ?? [])];
    const seesAll = kind !== 'notes' || (who === 'root' && !has('admin-lists-own'));
    return { status: 200, value: all.filter(({ owner }) => seesAll || owner === who).map(shown) };
  };
  const put = (kind: Kind, who: Name, { title, text: words }: { title: string; text: string }, id?: number): Answer => {
    const store = stores.get(kind);
    const known = id === undefined ? undefined : store?.get(id);
    if (known !== undefined) return { status: 200, value: shown(Object.assign(known, { title, text: words })) };
    if (has('unique-titles') && [...(store?.values() ?? [])].some((one) => one.title === title))
      return { status: 409, value: { message: 'there is one of this title' } };
    const made: Item = { id: next, owner: who, title, text: words };
    next += 1;
    store?.set(made.id, made);
    return { status: 201, value: shown(made) };
  };

  const answer = ({ method, kind, id, who, body: sent }: Asked): Answer => {
    const isRead = method === 'GET' && kind === 'posters';
    if (who === undefined && !isRead) return { status: 401, value: { message: 'who are you?' } };
    if (id === undefined && method === 'GET') return list(kind, who);
    if (who !== undefined && id === undefined && method === 'POST') {
      if (kind === 'products' && who !== 'root') return { status: 403, value: { message: 'not for users' } };
      return isInput(sent) ? put(kind, who, sent) : { status: 400, value: { message: 'title and text, please' } };
    }
    if (id === undefined) return { status: 405, value: { message: 'no such method' } };
    const found = stores.get(kind)?.get(id);
    if (found === undefined) return { status: 404, value: { message: 'no such thing' } };
    if (method === 'GET') return maySee(kind, who, found) ? { status: 200, value: shown(found) } : refused();
    if (method !== 'PUT' && method !== 'DELETE') return { status: 405, value: { message: 'no such method' } };
    if (who === undefined || !mayWrite(kind, who, method, found)) return refused();
    if (method === 'PUT')
      return isInput(sent) ? put(kind, who, sent, id) : { status: 400, value: { message: 'title and text, please' } };
    stores.get(kind)?.delete(id);
    return { status: 204 };
  };
  return startServer((request, response) => void respond(request, response, answer));
}

function shown({ id, title, text: words }: Item): unknown {
  return { id, title, text: words };
}

function isInput(value: unknown): value is { title: string; text: string } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { title, text: words, ...rest } = value as Record<string, unknown>;
  return (
    [title, words].every((one) => typeof one === 'string' && /^[a-z]{4,30}$/u.test(one)) &&
    Object.keys(rest).length === 0
  );
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (asked: Asked) => Answer,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const [, kind = '', id, ...rest] = (request.url ?? '').split('?')[0]?.split('/') ?? [];
  const { authorization } = request.headers;
  const who = (Object.keys(roleIdentities) as Name[]).find(
    (name) => roleIdentities[name].headers.Authorization === authorization,
  );
  const isKnown = kinds.some((one) => one === kind) && rest.length === 0 && (id === undefined || /^\d{1,7}$/u.test(id));
  const asked = {
    method: request.method ?? '',
    kind: kind as Kind,
    id: id === undefined ? undefined : Number(id),
    who,
    body: request.headers['content-type'] === 'application/json' ? parsed(Buffer.concat(chunks)) : undefined,
  };
  const { status, value } = isKnown ? answer(asked) : { status: 404, value: { message: 'no such path' } };
  const content = value === undefined ? undefined : JSON.stringify(value);
  const challenge: Record<string, string> = status === 401 ? { 'www-authenticate': 'Bearer' } : {};
  response
    .writeHead(status, {
      ...challenge,
      ...(status === 405 ? { allow: id === undefined ? 'GET, POST' : 'GET, PUT, DELETE' } : {}),
      ...(content === undefined ? {} : { 'content-type': 'application/json' }),
    })
    .end(content);
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString()) as unknown;
  } catch {
    return undefined;
  }
}
