import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { startServer, type TestServer } from './api-server.ts';

/** What can be wrong with the archive; all of it stands behind an id that no document can tell. */
export type ArchiveDefect =
  'long-title-fails' | 'any-year-is-taken' | 'note-without-text-is-taken' | 'pages-below-zero-fail';

const text = { type: 'string', minLength: 1, maxLength: 40 };
const uuid = { type: 'string', format: 'uuid' };
const json = (schema: object): object => ({ content: { 'application/json': { schema } } });
const answer = (schema?: object): object => ({ description: '', ...(schema && json(schema)) });
const object = (properties: object, required: readonly string[]): object => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const error = object({ message: { type: 'string' } }, ['message']);
const refused = { 400: answer(error), 404: answer(error) };
const parameter = (name: string): object => ({ name, in: 'path', required: true, schema: uuid });
const title = { title: text, year: { type: 'integer', minimum: 1000, maximum: 2100 } };
const box = object({ id: uuid, ...title }, ['id', 'title', 'year']);
const note = object({ id: uuid, text }, ['id', 'text']);
const pages = { name: 'pages', in: 'query', required: true, schema: { type: 'integer', minimum: 0, maximum: 500 } };

/** Boxes with notes in them, found by ids that the server makes. */
export const archiveDocument: object = {
  openapi: '3.1.0',
  info: { title: 'Archive', version: '1' },
  paths: {
    '/boxes': {
      get: { responses: { 200: answer({ type: 'array', items: box }) } },
      post: {
        requestBody: { required: true, ...json(object(title, ['title', 'year'])) },
        responses: { 201: answer(box), ...refused },
      },
    },
    '/boxes/{boxId}': {
      parameters: [parameter('boxId')],
      get: { parameters: [pages], responses: { 200: answer(box), ...refused } },
      put: {
        requestBody: { required: true, ...json(object(title, ['title', 'year'])) },
        responses: { 200: answer(box), ...refused },
      },
      delete: { responses: { 204: answer(), ...refused } },
    },
    '/boxes/{boxId}/notes': {
      parameters: [parameter('boxId')],
      post: {
        requestBody: { required: true, ...json(object({ text }, ['text'])) },
        responses: { 201: answer(note), ...refused },
      },
    },
    '/boxes/{boxId}/notes/{noteId}': {
      parameters: [parameter('boxId'), parameter('noteId')],
      get: { responses: { 200: answer(note), ...refused } },
      put: {
        requestBody: { required: true, ...json(object({ text }, ['text'])) },
        responses: { 200: answer(note), ...refused },
      },
    },
  },
};

interface Row {
  readonly id: string;
  values: Readonly<Record<string, unknown>>;
  readonly notes: Map<string, Readonly<Record<string, unknown>>>;
}

export interface ArchiveServer extends TestServer {
  readonly received: { readonly method: string; readonly path: string; readonly status: number }[];
  /** The ids of boxes that are there, the ones of before the run first. */
  boxes(): readonly string[];
  /** A box that no run made, which is shown by no list. */
  readonly given: string;
  /** What was done to the given box, or to any id that no run made. */
  readonly touched: string[];
}

type Reply = readonly [status: number, body?: unknown];

/** It looks up ids first, as most servers do, and reads bodies and queries only then. */
export async function startArchive(
  defects: readonly ArchiveDefect[] = [],
  { listsGiven = false }: { readonly listsGiven?: boolean } = {},
): Promise<ArchiveServer> {
  const boxes = new Map<string, Row>();
  const given = randomUUID();
  boxes.set(given, { id: given, values: { title: 'given', year: 1999 }, notes: new Map() });
  const received: ArchiveServer['received'] = [];
  const touched: string[] = [];
  const has = (defect: ArchiveDefect): boolean => defects.includes(defect);
  const shown = ({ id, values }: Row): unknown => ({ id, ...values });
  const titleError = (body: unknown): Reply | undefined => {
    if (!isObject(body)) return invalid;
    const { title: name, year, ...others } = body;
    if (has('long-title-fails') && typeof name === 'string' && Array.from(name).length > 40)
      return [500, { message: 'oops' }];
    if (!isText(name) || Object.keys(others).length > 0) return invalid;
    if (has('any-year-is-taken')) return Number.isInteger(year) ? undefined : invalid;
    return Number.isInteger(year) && Number(year) >= 1000 && Number(year) <= 2100 ? undefined : invalid;
  };
  const answerTo = (method: string, path: string, query: URLSearchParams, body: unknown): Reply => {
    const [, first, boxId = '', second, noteId = ''] = path.split('/');
    if (first !== 'boxes') return missing;
    if (boxId === '') {
      if (method === 'GET') return [200, [...boxes.values()].filter(({ id }) => listsGiven || id !== given).map(shown)];
      if (method !== 'POST') return [405];
      if (!isObject(body) || titleErrorOfCreation(body)) return invalid;
      const row: Row = { id: randomUUID(), values: body, notes: new Map() };
      boxes.set(row.id, row);
      return [201, shown(row)];
    }
    const row = boxes.get(boxId);
    if (row === undefined) return missing;
    if (boxId === given && method !== 'GET') touched.push(`${method} ${path}`);
    if (second === undefined) return onBox(method, row, query, body);
    return onNotes(method, row, noteId, body);
  };
  const onBox = (method: string, row: Row, query: URLSearchParams, body: unknown): Reply => {
    if (method === 'DELETE') return [boxes.delete(row.id) ? 204 : 404];
    if (method === 'GET') {
      const value = query.getAll('pages');
      if (has('pages-below-zero-fail') && value.some((one) => /^-[1-9]/u.test(one))) return [500, { message: 'oops' }];
      const isValid = value.length === 1 && /^(?:0|[1-9]\d{0,2})$/u.test(value[0] ?? '') && Number(value[0]) <= 500;
      return isValid ? [200, shown(row)] : invalid;
    }
    if (method !== 'PUT') return [405];
    const wrong = titleError(body);
    if (wrong !== undefined) return wrong;
    row.values = body as Readonly<Record<string, unknown>>;
    return [200, shown(row)];
  };
  const onNotes = (method: string, row: Row, noteId: string, body: unknown): Reply => {
    const isValid = isObject(body) && isText(body['text']) && Object.keys(body).length === 1;
    if (noteId === '') {
      if (method !== 'POST') return [405];
      if (!isValid) return invalid;
      const id = randomUUID();
      row.notes.set(id, { id, text: body['text'] });
      return [201, row.notes.get(id)];
    }
    const found = row.notes.get(noteId);
    if (found === undefined) return missing;
    if (method === 'GET') return [200, found];
    if (method !== 'PUT') return [405];
    if (!isValid && !(has('note-without-text-is-taken') && isObject(body) && !Object.hasOwn(body, 'text')))
      return invalid;
    row.notes.set(noteId, { id: noteId, text: isValid ? body['text'] : 'none' });
    return [200, row.notes.get(noteId)];
  };
  const listener = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const { method = '', url = '' } = message;
    const { pathname, searchParams } = new URL(url, 'http://archive.invalid');
    const [status, body] = answerTo(method, decodeURI(pathname), searchParams, parse(message, Buffer.concat(chunks)));
    received.push({ method, path: pathname, status });
    response.statusCode = status;
    if (status === 405) response.setHeader('allow', allowed(pathname));
    if (body === undefined) return void response.end();
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  };
  const server = await startServer((message, response) => void listener(message, response));
  return {
    url: server.url,
    received,
    given,
    touched,
    boxes: () => [...boxes.keys()],
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const missing: Reply = [404, { message: 'there is no such thing' }];
const invalid: Reply = [400, { message: 'that is not valid' }];

function allowed(path: string): string {
  const methods = ['', 'GET, POST', 'GET, PUT, DELETE', 'POST', 'GET, PUT'];
  return methods[path.split('/').length - 1] ?? '';
}

/** The archive checks what it creates well: its defects stand behind ids alone. */
function titleErrorOfCreation({ title: name, year, ...others }: Readonly<Record<string, unknown>>): boolean {
  if (!isText(name) || Object.keys(others).length > 0) return true;
  return !Number.isInteger(year) || Number(year) < 1000 || Number(year) > 2100;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && Array.from(value).length <= 40;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is no JSON is `undefined`, and so invalid wherever a body is asked for. */
function parse({ headers }: IncomingMessage, body: Buffer): unknown {
  if (headers['content-type'] !== 'application/json') return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    return undefined;
  }
}
