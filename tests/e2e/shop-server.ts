import type { IncomingMessage, ServerResponse } from 'node:http';
import { startServer, type TestServer } from './api-server.ts';

/** What a sane shop may do, too. */
export type ShopManner = 'soft-delete' | 'accepted-delete' | 'slow-creation' | 'slow-deletion';

/** How long a slow shop takes. */
const slownessMs = 500;

/** What can be wrong with the shop; each takes several right steps to be seen. */
export type ShopDefect =
  | 'read-after-delete-fails'
  | 'order-of-deleted-product-fails'
  | 'second-cancel-fails'
  | 'delete-is-forgotten'
  | 'created-is-not-found';

const id = { type: 'integer' };
const text = { type: 'string', minLength: 1, maxLength: 20 };
const json = (schema: object): object => ({ content: { 'application/json': { schema } } });
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const answer = (description: string, schema?: object): object => ({ description, ...(schema && json(schema)) });
const object = (properties: object, required: readonly string[]): object => ({ type: 'object', properties, required });
const refused = { 400: answer('', ref('Error')), 404: answer('', ref('Error')), 409: answer('', ref('Error')) };
const withId = [{ name: 'id', in: 'path', required: true, schema: id }];

function collection(name: string): object {
  return {
    get: { responses: { 200: answer('', { type: 'array', items: ref(name) }) } },
    post: {
      requestBody: { required: true, ...json(ref(`New${name}`)) },
      responses: { 201: answer('', ref(name)), ...refused },
    },
  };
}

function item(name: string): object {
  return {
    parameters: withId,
    get: { responses: { 200: answer('', ref(name)), ...refused } },
    delete: { responses: { 202: answer(''), 204: answer(''), ...refused } },
  };
}

const newOrder = { productId: id, customerId: id };

export const shopDocument: object = {
  openapi: '3.0.3',
  info: { title: 'Shop', version: '1' },
  paths: {
    '/customers': collection('Customer'),
    '/customers/{id}': item('Customer'),
    '/products': collection('Product'),
    '/products/{id}': item('Product'),
    '/orders': collection('Order'),
    '/orders/{id}': item('Order'),
    '/orders/{id}/cancel': {
      post: { parameters: withId, responses: { 200: answer('', ref('Order')), ...refused } },
    },
  },
  components: {
    schemas: {
      NewCustomer: object({ name: text }, ['name']),
      Customer: object({ id, name: text }, ['id', 'name']),
      NewProduct: object({ title: text }, ['title']),
      Product: object({ id, title: text }, ['id', 'title']),
      NewOrder: object(newOrder, ['productId', 'customerId']),
      Order: object({ id, ...newOrder, cancelled: { type: 'boolean' } }, [
        'id',
        'productId',
        'customerId',
        'cancelled',
      ]),
      Error: object({ message: { type: 'string' } }, ['message']),
    },
  },
};

type Row = Readonly<Record<string, unknown>> & { readonly id: number };
type Reply = readonly [status: number, body?: unknown];

const gone: Reply = [404, { message: 'There is no such thing.' }];
const broken: Reply = [500, { message: 'Something broke.' }];

class Shop {
  readonly #defects: ReadonlySet<ShopDefect | ShopManner>;
  readonly #tables: Readonly<Record<string, Map<number, Row>>> = {
    customers: new Map(),
    products: new Map(),
    orders: new Map(),
  };
  readonly #deleted = new Set<string>();
  /** When a row was last written. */
  readonly #written = new Map<number, number>();
  #next = 1;

  constructor(defects: readonly (ShopDefect | ShopManner)[]) {
    this.#defects = new Set(defects);
  }

  answer(method: string, path: string, body: unknown): Reply {
    const [, name = '', key, action] = path.split('/');
    const table = this.#tables[name];
    if (table === undefined) return gone;
    if (key === undefined) return isRead(method) ? this.#list(name, table) : this.#create(name, table, body);
    if (!/^-?\d+$/u.test(key)) return [400, { message: 'An id is an integer.' }];
    const row = table.get(Number(key));
    if (row === undefined) return this.#missing(name, key, method);
    if (action === 'cancel') return this.#cancel(table, row);
    return isRead(method) ? this.#read(name, row) : this.#delete(name, table, row);
  }

  #list(name: string, table: ReadonlyMap<number, Row>): Reply {
    return [200, [...table.values()].filter((row) => !this.#isGoneByNow(name, row))];
  }

  #isGoneByNow(name: string, row: Row): boolean {
    const age = Date.now() - (this.#written.get(row.id) ?? 0);
    return this.#defects.has('slow-deletion') && this.#deleted.has(`${name}/${row.id}`) && age >= slownessMs;
  }

  #create(name: string, table: Map<number, Row>, body: unknown): Reply {
    if (typeof body !== 'object' || body === null) return [400, { message: 'An object is needed.' }];
    const values = body as Readonly<Record<string, unknown>>;
    if (name === 'orders') {
      const { productId, customerId } = values;
      if (!this.#has('products', productId) || !this.#has('customers', customerId))
        return [409, { message: 'There is no such product or customer.' }];
    } else if (!isText(values['name'] ?? values['title']))
      return [400, { message: 'A text of 1 to 20 characters is needed.' }];
    const row: Row = { ...values, ...(name === 'orders' ? { cancelled: false } : {}), id: this.#next };
    this.#next += 1;
    this.#written.set(row.id, Date.now());
    if (!(name === 'customers' && this.#defects.has('created-is-not-found'))) table.set(row.id, row);
    return [201, row];
  }

  #has(name: string, key: unknown): boolean {
    return typeof key === 'number' && this.#tables[name]?.has(key) === true;
  }

  #missing(name: string, key: string, method: string): Reply {
    const wasHere = this.#deleted.has(`${name}/${key}`);
    return wasHere && isRead(method) && name === 'customers' && this.#defects.has('read-after-delete-fails')
      ? broken
      : gone;
  }

  #cancel(table: Map<number, Row>, row: Row): Reply {
    if (row['cancelled'] === true)
      return this.#defects.has('second-cancel-fails') ? broken : [409, { message: 'It is cancelled already.' }];
    const cancelled = { ...row, cancelled: true };
    table.set(row.id, cancelled);
    return [200, cancelled];
  }

  #read(name: string, row: Row): Reply {
    const age = Date.now() - (this.#written.get(row.id) ?? 0);
    if (this.#defects.has('slow-creation') && row['deleted'] === undefined && age < slownessMs) return gone;
    if (this.#isGoneByNow(name, row)) return gone;
    const isOrphan = name === 'orders' && !this.#has('products', row['productId']);
    return isOrphan && this.#defects.has('order-of-deleted-product-fails') ? broken : [200, row];
  }

  #delete(name: string, table: Map<number, Row>, row: Row): Reply {
    this.#deleted.add(`${name}/${row.id}`);
    this.#written.set(row.id, Date.now());
    if (this.#defects.has('accepted-delete')) return [202];
    if (this.#defects.has('slow-deletion')) return [204];
    if (this.#defects.has('soft-delete')) table.set(row.id, { ...row, deleted: true });
    else if (!(name === 'products' && this.#defects.has('delete-is-forgotten'))) table.delete(row.id);
    return [204];
  }
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length >= 1 && Array.from(value).length <= 20;
}

/** A shop with these defects; without any it does what its document says. `seen` hears of every request. */
export function startShop(
  defects: readonly (ShopDefect | ShopManner)[],
  seen: (line: string) => void = () => undefined,
): Promise<TestServer> {
  const shop = new Shop(defects);
  return startServer((request, response) => void serve(shop, request, response, seen));
}

async function serve(
  shop: Shop,
  request: IncomingMessage,
  response: ServerResponse,
  seen: (line: string) => void,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const sent = Buffer.concat(chunks).toString('utf8');
  const { method = 'GET', url = '/' } = request;
  seen(`${method} ${url} ${sent}`);
  const [status, body] = shop.answer(method, url.split('?')[0] ?? '/', parse(sent));
  if (body === undefined) response.writeHead(status).end();
  else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
