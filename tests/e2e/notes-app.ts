import type { RequestListener } from 'node:http';

/** Notes, with three defects: a negative offset crashes, an unknown note answers 418, and a title is sometimes a number. */
export const notesDocument = {
  openapi: '3.1.0',
  info: { title: 'Notes', version: '1' },
  servers: [{ url: 'https://notes.example.com/api' }],
  paths: {
    '/notes': {
      get: {
        parameters: [{ name: 'offset', in: 'query', schema: { type: 'integer', minimum: 0 } }],
        responses: { 200: { $ref: '#/components/responses/Notes' }, 400: { description: 'Bad Request' } },
      },
      post: {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/New' } } },
        },
        responses: { 201: { $ref: '#/components/responses/Note' }, 400: { description: 'Bad Request' } },
      },
    },
    '/notes/{id}': {
      get: {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1, maximum: 5 } }],
        responses: { 200: { $ref: '#/components/responses/Note' }, 404: { description: 'Not Found' } },
      },
    },
  },
  components: {
    schemas: {
      New: {
        type: 'object',
        required: ['title'],
        properties: { title: { type: 'string', minLength: 1, maxLength: 20 } },
        additionalProperties: false,
      },
      Note: {
        type: 'object',
        required: ['id', 'title'],
        properties: { id: { type: 'integer' }, title: { type: 'string' } },
      },
    },
    responses: {
      Note: { description: 'OK', content: { 'application/json': { schema: { $ref: '#/components/schemas/Note' } } } },
      Notes: {
        description: 'OK',
        content: { 'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Note' } } } },
      },
    },
  },
};

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly allow?: string;
}

const malformed: Answer = { status: 400, body: { error: 'malformed' } };

function answer(method: string, target: string, type: string, body: string): Answer {
  const url = new URL(target, 'http://localhost');
  const path = url.pathname.replace(/^\/api/, '');
  if (path === '/notes' && method === 'GET') return listed(url.searchParams);
  if (path === '/notes' && method === 'POST') return type.startsWith('application/json') ? made(body) : malformed;
  const id = /^\/notes\/(\d{1,9})$/.exec(path)?.[1];
  if (id === undefined) return path === '/notes' ? notAllowed('GET, POST') : { status: 404, body: {} };
  if (method !== 'GET') return notAllowed('GET');
  if (Number(id) < 1 || Number(id) > 5) return { status: 404, body: {} };
  return Number(id) > 3 ? { status: 418, body: {} } : { status: 200, body: { id: Number(id), title: 'a note' } };
}

function notAllowed(allow: string): Answer {
  return { status: 405, body: {}, allow };
}

function listed(query: URLSearchParams): Answer {
  const offset = query.get('offset') ?? '0';
  if (!/^-?\d+$/.test(offset) || query.getAll('offset').length > 1) return malformed;
  if (offset.startsWith('-') && Number(offset) < 0)
    return { status: 500, body: { error: 'offset must not be negative' } };
  return { status: 200, body: [{ id: 1, title: 'a note' }] };
}

function made(body: string): Answer {
  let given: unknown;
  try {
    given = JSON.parse(body);
  } catch {
    return malformed;
  }
  if (typeof given !== 'object' || given === null || Object.keys(given).join() !== 'title') return malformed;
  const { title } = given as { readonly title: unknown };
  if (typeof title !== 'string' || Array.from(title).length < 1 || Array.from(title).length > 20) return malformed;
  return { status: 201, body: { id: 4, title: /^\d+$/.test(title) ? Number(title) : title.length > 15 ? 16 : title } };
}

/** As a listener of node:http. */
export const notesListener: RequestListener = (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const type = request.headers['content-type'] ?? '';
    const text = Buffer.concat(chunks).toString();
    const { status, body, allow } = answer(request.method ?? '', request.url ?? '', type, text);
    response.writeHead(status, { 'content-type': 'application/json', ...(allow === undefined ? {} : { allow }) });
    response.end(JSON.stringify(body));
  });
};

/** As a fetch handler. */
export async function fetchNotes(request: Request): Promise<Response> {
  const type = request.headers.get('content-type') ?? '';
  const target = request.url.slice('http://localhost'.length);
  const { status, body, allow } = answer(request.method, target, type, await request.text());
  return Response.json(body, { status, ...(allow === undefined ? {} : { headers: { allow } }) });
}

/** As a fetch handler without the defects. */
export async function mendedNotes(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  if (request.method === 'GET' && searchParams.get('offset')?.startsWith('-') === true) {
    return Response.json(malformed.body, { status: malformed.status });
  }
  if (request.method === 'POST' && pathname === '/api/notes') {
    const text = await request.text();
    const { headers, method, url } = request;
    const answered = await fetchNotes(new Request(url, { method, headers, body: text }));
    if (answered.status !== 201) return answered;
    return Response.json({ id: 4, title: (JSON.parse(text) as { readonly title: string }).title }, { status: 201 });
  }
  const answered = await fetchNotes(request);
  return answered.status === 418 ? Response.json({}, { status: 404 }) : answered;
}
