import type { IncomingMessage, ServerResponse } from 'node:http';
import { startServer, type TestServer } from './api-server.ts';

/** What a library can do wrong after it was asked for something else. */
export type LibraryDefect =
  | 'put-forgets-summary'
  | 'put-does-nothing'
  | 'refused-put-is-stored'
  | 'refused-put-deletes'
  | 'patch-clears'
  | 'location-is-wrong'
  | 'refused-post-is-stored'
  | 'any-shelf-has-it'
  | 'if-none-match-is-ignored'
  | 'if-match-is-ignored'
  | 'put-appends'
  | 'list-is-never-renewed';

/** What a library may do, and is right to. */
export type LibraryManner =
  | 'soft-delete'
  | 'accepted'
  | 'slow'
  | 'very-slow'
  | 'wrapped'
  | 'normalised'
  | 'no-location'
  | 'put-merges'
  | 'unique-titles';

const object = (properties: Record<string, unknown>, required: readonly string[]): unknown => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});

const json = (schema: unknown): unknown => ({ 'application/json': { schema } });
const reply = (schema?: unknown): unknown => ({ description: 'ok', ...(schema ? { content: json(schema) } : {}) });
const ref = (name: string): unknown => ({ $ref: `#/components/schemas/${name}` });
const error = reply(ref('Error'));
const refusals = { 400: error, 404: error, 409: error, 412: error, 422: error };
const path = (name: string): unknown => ({ name, in: 'path', required: true, schema: { type: 'integer' } });
const body = (name: string, mediaType = 'application/json'): unknown => ({
  required: true,
  content: { [mediaType]: { schema: ref(name) } },
});
const done = { 200: reply({}), 201: reply({}), 202: reply({}), 204: reply(), 304: reply(), ...refusals };

const text = { type: 'string', minLength: 3, maxLength: 20, pattern: '^[a-z]*$' };
const bookParts = {
  title: text,
  summary: text,
  stars: { type: 'integer', minimum: 1, maximum: 1000 },
  tags: { type: 'array', maxItems: 3, items: text },
};

/** Books, of which everything can be asked, and shelves with boxes on them. A book with a summary needs stars: its document does not say so. */
export const libraryDocument = {
  openapi: '3.1.0',
  info: { title: 'Library', version: '1' },
  paths: {
    '/books': {
      get: { responses: done },
      post: { requestBody: body('NewBook'), responses: done },
    },
    '/books/{id}': {
      parameters: [path('id')],
      get: { responses: done },
      put: { requestBody: body('NewBook'), responses: done },
      patch: { requestBody: body('BookChange', 'application/merge-patch+json'), responses: done },
      delete: { responses: done },
    },
    '/shelves': { get: { responses: done }, post: { requestBody: body('NewShelf'), responses: done } },
    '/shelves/{shelfId}': { parameters: [path('shelfId')], get: { responses: done } },
    '/shelves/{shelfId}/boxes': {
      parameters: [path('shelfId')],
      get: { responses: done },
      post: { requestBody: body('NewShelf'), responses: done },
    },
    '/shelves/{shelfId}/boxes/{boxId}': { parameters: [path('shelfId'), path('boxId')], get: { responses: done } },
  },
  components: {
    schemas: {
      NewBook: object(bookParts, ['title']),
      BookChange: { ...(object(bookParts, []) as object), minProperties: 1 },
      NewShelf: object({ label: text, place: text }, ['label', 'place']),
      Error: object({ message: { type: 'string' } }, ['message']),
    },
  },
};

type Values = Readonly<Record<string, unknown>>;
interface Row {
  readonly id: number;
  readonly version: number;
  readonly values: Values;
  readonly gone: boolean;
  readonly at: number;
}
interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const slownessMs = 500;
const none: Reply = { status: 404, body: { message: 'There is no such thing.' } };
const refused: Reply = { status: 422, body: { message: 'A book with a summary needs stars.' } };

class Library {
  readonly #traits: Set<LibraryDefect | LibraryManner>;
  /** All that a row ever was, by its path. */
  readonly #rows = new Map<string, Row[]>();
  #next = 1;

  constructor(traits: Set<LibraryDefect | LibraryManner>) {
    this.#traits = traits;
  }

  answer(method: string, target: string, sent: Values, headers: IncomingMessage['headers']): Reply {
    const parts = target.split('/').slice(1);
    const isItem = parts.length % 2 === 0;
    const parent = parts.slice(0, parts.length - (isItem ? 2 : 1)).join('/');
    if (parent !== '' && this.#now(parent) === undefined) return none;
    if (!isItem) return method === 'GET' ? this.#list(target) : this.#create(target, sent);
    const key = this.#keyOf(parts);
    const row = key === undefined ? undefined : this.#now(key);
    if (key === undefined || row === undefined || (row.gone && !this.#has('soft-delete'))) return none;
    if (method === 'GET') return this.#read(key, headers);
    return method === 'DELETE' ? this.#delete(key, row) : this.#change(method, key, row, sent, headers);
  }

  #has(trait: LibraryDefect | LibraryManner): boolean {
    return this.#traits.has(trait);
  }

  #now(key: string): Row | undefined {
    return this.#rows.get(key)?.at(-1);
  }

  #keyOf(parts: readonly string[]): string | undefined {
    const key = parts.join('/');
    if (this.#rows.has(key) || !this.#has('any-shelf-has-it')) return key;
    return [...this.#rows.keys()].find((other) => other.endsWith(`/boxes/${parts.at(-1)}`));
  }

  #put(key: string, row: Omit<Row, 'at'>): void {
    this.#rows.set(key, [...(this.#rows.get(key) ?? []), { ...row, at: Date.now() }]);
  }

  #show({ id, version, values, gone, at }: Row): unknown {
    const { title } = values;
    const shown = { id, ...values, version, updatedAt: new Date(at).toISOString(), ...(gone ? { deleted: true } : {}) };
    const normal =
      this.#has('normalised') && typeof title === 'string' ? { ...shown, title: title.toUpperCase() } : shown;
    return this.#has('wrapped') ? { data: normal } : normal;
  }

  #list(target: string): Reply {
    const under = `${target.slice(1)}/`;
    const rows = [...this.#rows].filter(([key]) => key.startsWith(under) && !key.slice(under.length).includes('/'));
    const version = this.#has('list-is-never-renewed') ? 0 : -1;
    const shown = rows.flatMap(([, all]) => all.at(version) ?? []).filter(({ gone }) => !gone);
    return { status: 200, body: shown.map((row) => this.#show(row)) };
  }

  #create(target: string, values: Values): Reply {
    const id = this.#next;
    const row = { id, version: 1, values, gone: false };
    const titles = [...this.#rows.values()].map((all) => all.at(-1)?.values['title']);
    if (this.#has('unique-titles') && values['title'] !== undefined && titles.includes(values['title']))
      return { status: 409, body: { message: 'There is a book of this title.' } };
    const isRefused = isIncomplete(values);
    if (isRefused && !this.#has('refused-post-is-stored')) return refused;
    this.#next += 1;
    const key = `${target.slice(1)}/${id}`;
    this.#put(key, row);
    if (isRefused) return refused;
    const location = this.#has('location-is-wrong') ? `/archive/${id}` : `/${key}`;
    const shown = this.#show({ ...row, at: Date.now() });
    return { status: 201, body: shown, headers: this.#has('no-location') ? {} : { location } };
  }

  #read(key: string, headers: IncomingMessage['headers']): Reply {
    const all = this.#rows.get(key) ?? [];
    const slowness = this.#has('very-slow') ? 1500 : this.#has('slow') ? slownessMs : 0;
    const row = all.findLast(({ at }) => Date.now() - at >= slowness);
    if (row === undefined || (row.gone && !this.#has('soft-delete'))) return none;
    const etag = `"v${row.version}"`;
    if (headers['if-none-match'] === etag && !this.#has('if-none-match-is-ignored'))
      return { status: 304, headers: { etag } };
    return { status: 200, body: this.#show(row), headers: { etag } };
  }

  #delete(key: string, row: Row): Reply {
    this.#put(key, { ...row, version: row.version + 1, gone: true });
    return { status: this.#has('accepted') ? 202 : 204 };
  }

  #change(method: string, key: string, row: Row, sent: Values, headers: IncomingMessage['headers']): Reply {
    const expected = headers['if-match'];
    if (expected !== undefined && expected !== `"v${row.version}"` && !this.#has('if-match-is-ignored'))
      return { status: 412, body: { message: 'It was changed meanwhile.' } };
    const values = method === 'PUT' ? this.#replaced(row.values, sent) : this.#patched(row.values, sent);
    const next = { ...row, version: row.version + 1, values };
    if (isIncomplete(values)) {
      if (this.#has('refused-put-is-stored')) this.#put(key, next);
      if (this.#has('refused-put-deletes') && method === 'PUT') this.#put(key, { ...row, gone: true });
      return refused;
    }
    this.#put(key, next);
    return { status: this.#has('accepted') ? 202 : 200, body: this.#show({ ...next, at: Date.now() }) };
  }

  #replaced(old: Values, sent: Values): Values {
    if (this.#has('put-does-nothing')) return isIncomplete(sent) ? sent : old;
    if (this.#has('put-merges')) return { ...old, ...sent };
    if (this.#has('put-forgets-summary') && 'summary' in sent && 'summary' in old)
      return { ...sent, summary: old['summary'] };
    if (!this.#has('put-appends') || listOf(sent['tags']).length === 0) return sent;
    return { ...sent, tags: [...listOf(old['tags']), ...listOf(sent['tags'])] };
  }

  #patched(old: Values, sent: Values): Values {
    return this.#has('patch-clears') ? { title: old['title'], ...sent } : { ...old, ...sent };
  }
}

function isIncomplete(values: Values): boolean {
  return 'summary' in values && !('stars' in values);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A library with these traits; without any it does what its document says. */
export async function startLibrary(traits: readonly (LibraryDefect | LibraryManner)[]): Promise<LibraryServer> {
  const current = new Set(traits);
  const library = new Library(current);
  const server = await startServer((request, response) => void serve(library, request, response));
  return { ...server, traits: current };
}

export interface LibraryServer extends TestServer {
  /** What it does from now on. */
  readonly traits: Set<LibraryDefect | LibraryManner>;
}

async function serve(library: Library, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = 'GET', url = '/', headers } = request;
  const sent = Buffer.concat(chunks).toString('utf8');
  const answer = library.answer(
    method === 'HEAD' ? 'GET' : method,
    url.split('?')[0] ?? '/',
    sent === '' ? {} : (JSON.parse(sent) as Values),
    headers,
  );
  if (answer.body === undefined) response.writeHead(answer.status, answer.headers).end();
  else
    response
      .writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
      .end(JSON.stringify(answer.body));
}
