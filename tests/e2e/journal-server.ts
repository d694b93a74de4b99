import type { IncomingMessage, ServerResponse } from 'node:http';
import { startServer, type TestServer } from './api-server.ts';

/** What a journal can do wrong. */
export type JournalDefect =
  | 'limit-is-ignored'
  | 'pages-overlap'
  | 'last-item-is-lost'
  | 'key-is-ignored'
  | 'summary-confirms'
  | 'summary-grows'
  | 'gone-once-read';

/** What a journal may do, and is right to. */
export type JournalManner = 'counts-views' | 'changes-by-itself' | 'newest-first';

/** How its list is asked for in pages. */
export type JournalPages = 'offset' | 'page' | 'page-from-0' | 'cursor' | 'link';

const parametersOf: Readonly<Record<JournalPages, readonly string[]>> = {
  offset: ['limit', 'offset'],
  page: ['per_page', 'page'],
  'page-from-0': ['size', 'page'],
  cursor: ['limit', 'cursor'],
  link: ['limit'],
};

const schemas: Readonly<Record<string, unknown>> = {
  limit: { type: 'integer', minimum: 1, maximum: 50, default: 20 },
  per_page: { type: 'integer', minimum: 1, maximum: 50 },
  size: { type: 'integer', minimum: 1, maximum: 50 },
  offset: { type: 'integer', minimum: 0 },
  page: { type: 'integer' },
  cursor: { type: 'string', minLength: 1 },
};

/** A journal whose list comes in pages of this kind. */
export function journalDocument(pages: JournalPages): object {
  const json = (schema: unknown): object => ({ 'application/json': { schema } });
  const text = { type: 'string', minLength: 3, maxLength: 20, pattern: '^[a-z]*$' };
  const entry = { type: 'object', additionalProperties: false, required: ['title'], properties: { title: text } };
  const done = {
    200: { description: 'ok', content: json({}) },
    201: { description: 'ok', content: json({}) },
    400: { description: 'no', content: json({}) },
    404: { description: 'no', content: json({}) },
  };
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    schema: { type: 'string', minLength: 16, maxLength: 32, pattern: '^[a-z0-9]*$' },
  };
  const query = parametersOf[pages].map((name) => ({
    name,
    in: 'query',
    schema: name === 'page' && pages === 'page' ? { type: 'integer', minimum: 1 } : schemas[name],
  }));
  return {
    openapi: '3.1.0',
    info: { title: 'Journal', version: '1' },
    paths: {
      '/entries': {
        get: { parameters: query, responses: done },
        post: { parameters: [key], requestBody: { required: true, content: json(entry) }, responses: done },
      },
      '/entries/{id}': { get: { parameters: [id], responses: done } },
      '/entries/{id}/summary': { get: { parameters: [id], responses: done } },
    },
  };
}

interface Entry {
  readonly id: number;
  readonly title: string;
  readonly standing: string;
  readonly notes: readonly string[];
  readonly views: number;
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const none: Reply = { status: 404, body: { message: 'There is no such entry.' } };
const refused: Reply = { status: 400, body: { message: 'That is no page.' } };

class Journal {
  readonly #traits: ReadonlySet<JournalDefect | JournalManner>;
  readonly #pages: JournalPages;
  readonly #entries = new Map<number, Entry>();
  readonly #answers = new Map<string, Reply>();
  #next = 1;

  constructor(pages: JournalPages, traits: readonly (JournalDefect | JournalManner)[]) {
    this.#pages = pages;
    this.#traits = new Set(traits);
    for (const title of ['one', 'two', 'three', 'four', 'five', 'six', 'seven']) this.#add(title);
  }

  answer(method: string, url: URL, sent: unknown, key: string | undefined): Reply {
    const [, , id, below] = url.pathname.split('/');
    if (id !== undefined) return this.#item(Number(id), below);
    return method === 'POST' ? this.#create(sent as { readonly title: string }, key) : this.#list(url);
  }

  #has(trait: JournalDefect | JournalManner): boolean {
    return this.#traits.has(trait);
  }

  #add(title: string): Entry {
    const entry: Entry = { id: this.#next, title, standing: 'open', notes: [], views: 0 };
    this.#next += 1;
    this.#entries.set(entry.id, entry);
    return entry;
  }

  #create({ title }: { readonly title: string }, key: string | undefined): Reply {
    const known = key === undefined ? undefined : this.#answers.get(key);
    if (known !== undefined && !this.#has('key-is-ignored')) return known;
    const entry = this.#add(title);
    const reply = { status: 201, body: entry, headers: { location: `/entries/${entry.id}` } };
    if (key !== undefined) this.#answers.set(key, reply);
    return reply;
  }

  #item(id: number, below: string | undefined): Reply {
    const entry = this.#entries.get(id);
    if (entry === undefined) return none;
    if (below === 'summary') {
      if (this.#has('summary-confirms')) this.#entries.set(id, { ...entry, standing: 'confirmed' });
      if (this.#has('summary-grows')) this.#entries.set(id, { ...entry, notes: [...entry.notes, 'read'] });
      return { status: 200, body: { title: entry.title } };
    }
    if (this.#has('gone-once-read')) this.#entries.delete(id);
    else this.#entries.set(id, { ...entry, views: entry.views + 1 });
    const shown = this.#has('counts-views') ? { ...entry, viewCount: entry.views } : { ...entry, views: undefined };
    return { status: 200, body: this.#has('changes-by-itself') ? { ...shown, load: Math.random() } : shown };
  }

  #list(url: URL): Reply {
    const value = (name: string): number | undefined =>
      url.searchParams.has(name) ? Number(url.searchParams.get(name)) : undefined;
    const all = [...this.#entries.values()].map(({ id, title }) => ({ id, title }));
    if (this.#has('newest-first')) all.reverse();
    const asked = value('limit') ?? value('per_page') ?? value('size') ?? 20;
    const limit = this.#has('limit-is-ignored') ? 20 : asked;
    const page = value('page') ?? (this.#pages === 'page' ? 1 : 0);
    if (page < (this.#pages === 'page' ? 1 : 0)) return refused;
    const from = value('offset') ?? value('cursor') ?? (this.#pages === 'page' ? page - 1 : page) * limit;
    const start = this.#has('pages-overlap') && from > 0 ? from - 1 : from;
    const items = all.slice(start, start + limit);
    const isShort = this.#has('last-item-is-lost') && items.length === limit && from > 0;
    const end = from + limit;
    const hasMore = end < all.length;
    const shown = isShort ? items.slice(0, -1) : items;
    if (this.#pages === 'cursor')
      return { status: 200, body: { data: shown, ...(hasMore ? { next_cursor: String(end) } : {}) } };
    const link = `</entries?limit=${limit}&cursor=${end}>; rel="next"`;
    const headers = this.#pages === 'link' && hasMore ? { link } : {};
    return { status: 200, body: shown, headers };
  }
}

/** A journal with these traits; without any it does what its document says. */
export function startJournal(
  pages: JournalPages,
  traits: readonly (JournalDefect | JournalManner)[],
): Promise<TestServer> {
  const journal = new Journal(pages, traits);
  return startServer((request, response) => void serve(journal, request, response));
}

async function serve(journal: Journal, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const sent = Buffer.concat(chunks).toString('utf8');
  const url = new URL(request.url ?? '/', 'http://localhost');
  const key = request.headers['idempotency-key'];
  const { status, body, headers } = journal.answer(
    request.method ?? 'GET',
    url,
    sent === '' ? {} : JSON.parse(sent),
    typeof key === 'string' ? key : undefined,
  );
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
