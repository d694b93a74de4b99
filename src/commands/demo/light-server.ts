import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { lightDocument } from './light-document.ts';
import { createTaskList, type NewTask, type TaskList } from './light-tasks.ts';

export interface LightDemo {
  /** Without a slash at its end. */
  readonly url: string;
  /** The API's OpenAPI document. */
  readonly document: object;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Thrown by a handler, and answered as it is. */
class Refusal extends Error {
  readonly answer: Answer;
  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.answer = { status, headers, body: { message } };
  }
}

const largestBody = 1024 * 1024;
const page = '<!doctype html><title>Not found</title><h1>Not found</h1>';

/** Starts the demo's API on a free port of 127.0.0.1, in memory. `defects: 'none'` leaves out what `lightDefects` lists. */
export async function startLightDemo(options: { readonly defects?: 'all' | 'none' } = {}): Promise<LightDemo> {
  const defective = options.defects !== 'none';
  const tasks = createTaskList(defective);
  const server = createServer((request, response) => {
    void answer(request, tasks, defective).then((given) => write(response, given));
  });
  server.keepAliveTimeout = 0; // An idle connection closed in the same moment as it is used would look like a dying server.
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    document: lightDocument,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(request: IncomingMessage, tasks: TaskList, defective: boolean): Promise<Answer> {
  const [path = '', query = ''] = (request.url ?? '/').split('?', 2);
  try {
    const body = await readBody(request);
    if (path === '/tasks') {
      if (isRead(request)) return listTasks(new URLSearchParams(query), tasks, defective);
      if (request.method === 'POST') return addTask(request, body, tasks, defective);
      throw notAllowed('GET, HEAD, POST');
    }
    if (path === '/stats') {
      if (isRead(request)) return getStats(new URLSearchParams(query), tasks, defective);
      throw notAllowed('GET, HEAD');
    }
    const id = /^\/tasks\/([^/]+)$/.exec(path)?.[1];
    if (id === undefined) throw new Refusal(404, 'There is nothing here.');
    if (isRead(request)) return getTask(integer(id), tasks, defective);
    if (request.method === 'DELETE') return deleteTask(integer(id), tasks, defective);
    throw notAllowed('GET, HEAD, DELETE');
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    return { status: 500, body: { message: String(error) } };
  }
}

function listTasks(query: URLSearchParams, tasks: TaskList, defective: boolean): Answer {
  const limit = bounded(query, 'limit', { min: 1, max: defective ? Infinity : 50, otherwise: 20 });
  const status = single(query, 'status');
  if (status !== undefined && status !== 'open' && status !== 'done') throw invalid('status');
  const chosen = tasks.all().filter((task) => status === undefined || task.status === status);
  return { status: 200, body: chosen.slice(0, Math.min(limit, 50)) };
}

function addTask(request: IncomingMessage, body: string | undefined, tasks: TaskList, defective: boolean): Answer {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (body === undefined) throw new Refusal(413, 'The body is larger than 1 MiB.');
  if (body !== '' && type !== 'application/json') throw new Refusal(415, 'The body must be application/json.');
  const task = tasks.add(newTask(body));
  return { status: 201, headers: defective ? {} : { Location: `/tasks/${task.id}` }, body: task };
}

function newTask(text: string): NewTask {
  const body = parseJson(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Refusal(400, 'The body must be an object.');
  const { title, priority, done } = body as Readonly<Record<string, unknown>>;
  const length = typeof title === 'string' ? Array.from(title).length : 0;
  if (typeof title !== 'string' || length < 1 || length > 80) throw invalid('title');
  if (typeof priority !== 'number' || !Number.isInteger(priority) || priority < 1 || priority > 5)
    throw invalid('priority');
  if (done !== undefined && typeof done !== 'boolean') throw invalid('done');
  return { title, priority, done };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal(400, 'The body must be JSON.');
  }
}

function getTask(id: number | undefined, tasks: TaskList, defective: boolean): Answer {
  const task = id === undefined ? undefined : tasks.find(id);
  if (task !== undefined) return { status: 200, body: task };
  if (!defective) throw new Refusal(404, 'There is no such task.');
  return { status: 404, headers: { 'Content-Type': 'text/html' }, body: page };
}

function deleteTask(id: number | undefined, tasks: TaskList, defective: boolean): Answer {
  const outcome = id === undefined ? 'unknown' : tasks.remove(id);
  if (outcome === 'removed') return { status: 204 };
  if (outcome === 'permanent') throw new Refusal(403, 'The task is a permanent one.');
  throw new Refusal(defective ? 410 : 404, 'There is no such task.');
}

function getStats(query: URLSearchParams, tasks: TaskList, defective: boolean): Answer {
  const days = bounded(query, 'days', { min: 0, max: 365, otherwise: 7 });
  const count = days === 0 ? 0 : tasks.all().length;
  return { status: 200, body: { tasks: count, perDay: count / (defective ? days : Math.max(days, 1)) } };
}

function bounded(
  query: URLSearchParams,
  name: string,
  { min, max, otherwise }: { readonly min: number; readonly max: number; readonly otherwise: number },
): number {
  const text = single(query, name);
  if (text === undefined) return otherwise;
  const value = integer(text);
  if (value === undefined || value < min || value > max) throw invalid(name);
  return value;
}

function single(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  if (values.length > 1) throw invalid(name);
  return values[0];
}

function integer(text: string): number | undefined {
  return /^-?(?:0|[1-9][0-9]*)$/.test(text) ? Number(text) : undefined;
}

function invalid(name: string): Refusal {
  return new Refusal(400, `The value of ${name} is missing or invalid.`);
}

function notAllowed(allow: string): Refusal {
  return new Refusal(405, `Allowed here: ${allow}.`, { Allow: allow });
}

function isRead({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** `undefined` for a body past the limit; it is read to its end, so that the client hears the answer. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largestBody) chunks.push(chunk);
  }
  return size > largestBody ? undefined : Buffer.concat(chunks).toString();
}

function write(response: ServerResponse, { status, headers = {}, body }: Answer): void {
  if (body === undefined) {
    response.writeHead(status, headers).end();
    return;
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(text);
}
