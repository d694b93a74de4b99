import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { startServer, type TestServer } from './api-server.ts';

/** Where a server looks first and writes later, so that another request comes in between. */
export type PlantedRace =
  | 'user-made-twice'
  | 'tag-made-twice'
  | 'if-match-beaten'
  | 'note-deleted-twice'
  | 'deleted-note-comes-back'
  | 'deposit-lost'
  | 'line-lost'
  | 'order-paid-twice'
  | 'event-oversold'
  | 'cancel-deadlocks'
  | 'archive-breaks-connection';

/** What a server may do, and is right to. */
export type RaceManner =
  | 'latency'
  | 'busy'
  | 'too-many-requests'
  | 'idempotent-delete'
  | 'last-write-wins'
  | 'soft-delete'
  | 'eventual'
  | 'refuses-when-contended';

const json = (schema: unknown): unknown => ({ 'application/json': { schema } });
const anything = { description: 'ok', content: json({}) };
const done = Object.fromEntries(
  [200, 201, 204, 400, 404, 409, 412, 429, 500, 503].map((status) => [
    status,
    status === 204 ? { description: 'done' } : anything,
  ]),
);
const text = { type: 'string', minLength: 4, maxLength: 20, pattern: '^[a-z]{4,20}$' };
const body = (properties: Record<string, unknown>): unknown => ({
  required: true,
  content: json({ type: 'object', additionalProperties: false, required: Object.keys(properties), properties }),
});
const path = (name: string, schema: unknown = { type: 'integer' }): unknown => ({
  name,
  in: 'path',
  required: true,
  schema,
});
const make = (properties: Record<string, unknown>): unknown => ({ requestBody: body(properties), responses: done });
const plain = { responses: done };
const kind = { type: 'string', enum: ['private', 'shared'] };

/** Things that must not be done twice, and numbers that must add up. */
export const raceDocument = {
  openapi: '3.1.0',
  info: { title: 'Races', version: '1' },
  paths: {
    '/users': { post: make({ username: text, kind }), get: plain },
    '/users/{id}': { parameters: [path('id')], get: plain },
    '/tags/{name}': { parameters: [path('name', text)], get: plain, put: make({ colour: text }) },
    '/notes': { post: make({ title: text }), get: plain },
    '/notes/{id}': {
      parameters: [path('id')],
      get: plain,
      put: make({ title: text }),
      patch: make({ title: text }),
      delete: plain,
    },
    '/accounts': { post: make({ balance: { type: 'integer', minimum: 0, maximum: 1000 } }) },
    '/accounts/{id}': { parameters: [path('id')], get: plain },
    '/accounts/{id}/deposits': {
      parameters: [path('id')],
      post: make({ amount: { type: 'integer', minimum: 1, maximum: 50 } }),
    },
    '/accounts/{id}/withdrawals': {
      parameters: [path('id')],
      post: make({ amount: { type: 'integer', minimum: 1, maximum: 400 } }),
    },
    '/orders': { post: make({ comment: text }) },
    '/orders/{id}': { parameters: [path('id')], get: plain },
    '/orders/{id}/lines': { parameters: [path('id')], post: make({ product: text }) },
    '/orders/{id}/pay': { parameters: [path('id')], post: plain },
    '/orders/{id}/cancel': { parameters: [path('id')], post: plain },
    '/orders/{id}/archive': { parameters: [path('id')], post: plain },
    '/events': { post: make({ seats: { type: 'integer', minimum: 2, maximum: 3 } }) },
    '/events/{id}': { parameters: [path('id')], get: plain },
    '/events/{id}/bookings': { parameters: [path('id')], post: make({ guest: text }) },
  },
};

type Row = Readonly<Record<string, unknown>> & { readonly id: number | string; readonly version: number };
interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const none: Reply = { status: 404, body: { message: 'There is no such thing.' } };
const conflict: Reply = { status: 409, body: { message: 'That was done before.' } };
/** As long as a round to a database takes. */
const gapMs = 3;
const slownessMs = 300;
/** Not one that any client may send. */
const brokenConnection = -1;

class Races {
  readonly #traits: ReadonlySet<string>;
  readonly #rows = new Map<string, Row>();
  readonly #old = new Map<string, { readonly row: Row | undefined; readonly until: number }>();
  readonly #working = new Map<string, number>();
  #next = 1;
  #underWay = 0;
  #count = 0;

  constructor(traits: readonly (PlantedRace | RaceManner)[]) {
    this.#traits = new Set(traits);
  }

  async answer(
    method: string,
    target: string,
    sent: Readonly<Record<string, unknown>>,
    headers: IncomingMessage['headers'],
  ): Promise<Reply> {
    this.#underWay += 1;
    this.#count += 1;
    try {
      if (this.#has('busy') && this.#underWay > 2) return { status: 503, body: { message: 'Busy.' } };
      if (this.#has('too-many-requests') && this.#underWay > 2)
        return { status: 429, body: { message: 'Slow down.' }, headers: { 'retry-after': '0' } };
      if (this.#has('latency')) await delay((this.#count * 7) % 11);
      return await this.#route(method, target.split('/').slice(1), sent, headers);
    } finally {
      this.#underWay -= 1;
    }
  }

  #has(trait: PlantedRace | RaceManner): boolean {
    return this.#traits.has(trait);
  }

  /** Where a race is planted, others get their turn here. */
  async #gap(race: PlantedRace): Promise<void> {
    if (this.#has(race)) await delay(gapMs);
  }

  #set(key: string, row: Row | undefined): void {
    if (this.#has('eventual')) this.#old.set(key, { row: this.#rows.get(key), until: Date.now() + slownessMs });
    if (row === undefined) this.#rows.delete(key);
    else this.#rows.set(key, row);
  }

  async #route(
    method: string,
    parts: readonly string[],
    sent: Readonly<Record<string, unknown>>,
    headers: IncomingMessage['headers'],
  ): Promise<Reply> {
    const [kindOf = '', id, action] = parts;
    if (id === undefined) return method === 'POST' ? this.#create(kindOf, sent) : { status: 200, body: [] };
    const key = `${kindOf}/${id}`;
    if (kindOf === 'tags' && method === 'PUT') return this.#putTag(key, id, sent, headers);
    const row = this.#rows.get(key);
    if (method === 'GET') return this.#read(key);
    if (row === undefined)
      return kindOf === 'notes' && method === 'DELETE' && this.#has('idempotent-delete') ? { status: 204 } : none;
    if (kindOf === 'notes') return this.#onNote(method, key, row, sent, headers);
    return this.#act(`${kindOf}/${action}`, key, row, sent);
  }

  async #create(kindOf: string, sent: Readonly<Record<string, unknown>>): Promise<Reply> {
    if (kindOf === 'users') {
      if (this.#isTaken(sent['username'])) return conflict;
      await this.#gap('user-made-twice');
    }
    const id = this.#next;
    this.#next += 1;
    const row = { ...sent, id, version: 1, ...(kindOf === 'orders' ? { lines: [] } : {}) };
    this.#rows.set(`${kindOf}/${id}`, row);
    return { status: 201, body: row, headers: { location: `/${kindOf}/${id}` } };
  }

  #isTaken(username: unknown): boolean {
    return [...this.#rows].some(([key, row]) => key.startsWith('users/') && row['username'] === username);
  }

  async #putTag(
    key: string,
    name: string,
    sent: Readonly<Record<string, unknown>>,
    headers: IncomingMessage['headers'],
  ): Promise<Reply> {
    const known = this.#rows.get(key);
    if (known !== undefined && headers['if-none-match'] === '*')
      return { status: 412, body: { message: 'It exists.' } };
    await this.#gap('tag-made-twice');
    this.#set(key, { ...sent, id: name, version: (known?.version ?? 0) + 1 });
    return { status: known === undefined ? 201 : 200, body: this.#rows.get(key) };
  }

  #read(key: string): Reply {
    const old = this.#old.get(key);
    const row = old !== undefined && old.until > Date.now() ? old.row : this.#rows.get(key);
    if (row === undefined || (row['deleted'] === true && !this.#has('soft-delete'))) return none;
    const etag = { etag: `"v${row.version}"` };
    return { status: 200, body: row, headers: this.#has('last-write-wins') || this.#has('eventual') ? {} : etag };
  }

  async #onNote(
    method: string,
    key: string,
    row: Row,
    sent: Readonly<Record<string, unknown>>,
    headers: IncomingMessage['headers'],
  ): Promise<Reply> {
    if (method === 'DELETE') {
      await this.#gap('note-deleted-twice');
      if (this.#has('soft-delete')) this.#set(key, { ...row, version: row.version + 1, deleted: true });
      else this.#set(key, undefined);
      return { status: 204 };
    }
    const expected = headers['if-match'];
    if (expected !== undefined && expected !== `"v${row.version}"` && !this.#has('last-write-wins'))
      return { status: 412, body: { message: 'It was changed meanwhile.' } };
    // A condition is kept in any case; without one the row that was read is written back whole.
    if (method === 'PUT') await this.#gap('if-match-beaten');
    else if (expected === undefined) await this.#gap('deleted-note-comes-back');
    if (method === 'PUT' && !this.#rows.has(key)) return none;
    this.#set(key, { ...row, ...sent, version: row.version + 1 });
    return { status: 200, body: this.#rows.get(key) };
  }

  async #act(action: string, key: string, row: Row, sent: Readonly<Record<string, unknown>>): Promise<Reply> {
    const under = this.#working.get(key) ?? 0;
    this.#working.set(key, under + 1);
    try {
      if (this.#has('refuses-when-contended') && under > 0) return conflict;
      return await this.#do(action, key, row, sent, under);
    } finally {
      this.#working.set(key, (this.#working.get(key) ?? 1) - 1);
      // Others may meet what is under way.
      if (this.#has('refuses-when-contended')) await delay(1);
    }
  }

  async #do(
    action: string,
    key: string,
    row: Row,
    sent: Readonly<Record<string, unknown>>,
    under: number,
  ): Promise<Reply> {
    const number = (name: string): number => Number(row[name] ?? 0);
    const change = (changes: Readonly<Record<string, unknown>>): Reply => {
      this.#set(key, { ...row, ...changes, version: row.version + 1 });
      return { status: 200, body: { ...row, ...changes } };
    };
    switch (action) {
      case 'accounts/deposits':
        await this.#gap('deposit-lost');
        return change({ balance: number('balance') + Number(sent['amount']) });
      case 'accounts/withdrawals':
        if (number('balance') < Number(sent['amount'])) return conflict;
        return change({ balance: number('balance') - Number(sent['amount']) });
      case 'orders/lines':
        await this.#gap('line-lost');
        return change({ lines: [...(row['lines'] as readonly unknown[]), sent['product']] });
      case 'orders/pay':
        if (row['paid'] === true) return conflict;
        await this.#gap('order-paid-twice');
        return change({ paid: true });
      case 'orders/cancel':
        await delay(1);
        if (this.#has('cancel-deadlocks') && under > 0) return { status: 500, body: { message: 'deadlock detected' } };
        return { status: 200, body: {} };
      case 'orders/archive':
        await delay(1);
        return this.#has('archive-breaks-connection') && under > 0 ? { status: brokenConnection } : { status: 204 };
      case 'events/bookings':
        if (number('booked') >= Number(row['seats'])) return conflict;
        await this.#gap('event-oversold');
        this.#set(key, { ...(this.#rows.get(key) ?? row), booked: Number(this.#rows.get(key)?.['booked'] ?? 0) + 1 });
        return { status: 201, body: { guest: sent['guest'] } };
      default:
        return none;
    }
  }
}

/** A server with these races and manners; without any it does one thing after the other. `seen` hears of each request as it came. */
export function startRaceServer(
  traits: readonly (PlantedRace | RaceManner)[],
  seen?: (request: string) => void,
): Promise<TestServer> {
  const races = new Races(traits);
  return startServer((request, response) => void serve(races, request, response, seen));
}

async function serve(
  races: Races,
  request: IncomingMessage,
  response: ServerResponse,
  seen: ((request: string) => void) | undefined,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = 'GET', url = '/', headers } = request;
  const sent = Buffer.concat(chunks).toString('utf8');
  seen?.(`${method} ${url} ${headers['if-match'] ?? ''} ${sent}`);
  const values = sent === '' ? {} : (JSON.parse(sent) as Readonly<Record<string, unknown>>);
  const answer = await races.answer(method, url.split('?')[0] ?? '/', values, headers);
  if (answer.status === brokenConnection) return void request.socket.destroy();
  if (answer.body === undefined) return void response.writeHead(answer.status, answer.headers).end();
  response
    .writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
    .end(JSON.stringify(answer.body));
}
