import { expect, it } from 'vitest';
import { startServer } from './api-server.ts';
import { collectRun, type CollectedRun } from './collect-run.ts';

const responses = { 200: { description: 'ok' }, '4XX': { description: 'no' } };
const slug = (schema: object) => [{ name: 'slug', in: 'path', required: true, schema }];
const document = {
  openapi: '3.0.3',
  info: { title: 'Services', version: '1' },
  paths: {
    '/services/{slug}': { get: { parameters: slug({ type: 'string', enum: ['mail', 'chat'] }), responses } },
    '/services/mail': { get: { responses } },
    '/services/chat': { get: { responses } },
    '/items/{slug}': { get: { parameters: slug({ type: 'integer', minimum: 1 }), responses } },
  },
};

const warnings = ({ events }: CollectedRun) =>
  events.flatMap((event) => (event.type === 'warning' ? [[event.code, event.operations]] : []));

it('a green run says what it did not test', async () => {
  await using server = await startServer((request, response) => {
    response.statusCode = request.url?.startsWith('/services/') === true ? 200 : 404;
    response.end();
  });
  const result = await collectRun({ spec: document, baseUrl: server.url, seed: 1, checks: ['not_a_server_error'] });
  expect(warnings(result)).toEqual([
    ['no_positive_case', ['GET /services/{slug}']],
    ['missing_test_data', ['GET /items/{slug}']],
  ]);
});

it('a run that was turned away at the door says so', async () => {
  await using server = await startServer((_, response) => {
    response.statusCode = 401;
    response.end();
  });
  const result = await collectRun({ spec: document, baseUrl: server.url, seed: 1 });
  expect(warnings(result).map(([code]) => code)).toEqual(['missing_auth']);
});

it('a login that refuses random credentials is no door that keeps the run out', async () => {
  const login = { user: 'ada', password: 'correct-horse' };
  const schema = { type: 'object', required: ['user'], properties: { user: { type: 'string' } }, example: login };
  const logIn = { requestBody: { required: true, content: { 'application/json': { schema } } }, responses };
  await using server = await startServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      response.statusCode = request.method === 'GET' || body === JSON.stringify(login) ? 200 : 401;
      response.end();
    });
  });
  const spec = {
    ...document,
    paths: {
      '/sessions': { post: logIn },
      '/mail/{slug}': { get: { parameters: slug({ type: 'integer' }), responses } },
    },
  };
  expect(warnings(await collectRun({ spec, baseUrl: server.url, seed: 1 }))).toEqual([]);
});

const one = (path: string, operation: object) => ({
  openapi: '3.0.3',
  info: { title: 'One', version: '1' },
  paths: { [path]: operation },
});

it('what the document allows and the server refuses is a mismatch', async () => {
  await using server = await startServer((_, response) => {
    response.writeHead(422, { 'content-type': 'text/plain' }).end('no');
  });
  const spec = one('/items', {
    get: { parameters: [{ name: 'q', in: 'query', schema: { type: 'string' } }], responses },
  });
  const result = await collectRun({
    spec,
    baseUrl: server.url,
    seed: 1,
    checks: ['not_a_server_error'],
    maxExamples: 5,
  });
  expect(warnings(result)).toEqual([['validation_mismatch', ['GET /items']]]);
});

it('a redirect that is documented is what one came for', async () => {
  await using server = await startServer((_, response) => {
    response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
  });
  const spec = one('/go', { get: { responses: { 302: { description: 'there' } } } });
  const result = await collectRun({
    spec,
    baseUrl: server.url,
    seed: 1,
    checks: ['not_a_server_error'],
    maxExamples: 5,
  });
  expect(warnings(result)).toEqual([]);
});

it('bodies that nothing reads are named with their types, unless there is nothing to read', async () => {
  await using server = await startServer((request, response) => {
    const isImage = request.url === '/image';
    response.writeHead(200, { 'content-type': isImage ? 'image/png' : 'application/xml' }).end('<item/>');
  });
  const answer = (mediaType: string, schema: object) => ({
    get: { responses: { 200: { description: 'ok', content: { [mediaType]: { schema } } } } },
  });
  const spec = {
    ...one('/item', answer('application/xml', { type: 'object', properties: { id: { type: 'integer' } } })),
  };
  Object.assign(spec.paths, { '/image': answer('image/png', { type: 'string', format: 'binary' }) });
  const result = await collectRun({ spec, baseUrl: server.url, seed: 1, maxExamples: 2 });
  const warning = result.events.find((event) => event.type === 'warning');
  expect(warning).toMatchObject({
    code: 'missing_decoder',
    message: 'Bodies of these media types were not judged by their schemas: application/xml.',
    operations: ['GET /item'],
  });
  expect(warnings(result)).toHaveLength(1);
});

it('patterns that cannot be read are named', async () => {
  await using server = await startServer((_, response) => void response.writeHead(200).end());
  const pattern = '^(a)?(?(1)b|c)$'; // a condition: ECMAScript has none
  const schema = { anyOf: [{ type: 'integer' }, { type: 'string', pattern }] };
  const spec = one('/items', { get: { parameters: [{ name: 'q', in: 'query', schema }], responses } });
  const result = await collectRun({
    spec,
    baseUrl: server.url,
    seed: 1,
    checks: ['not_a_server_error'],
    maxExamples: 5,
  });
  expect(warnings(result)).toEqual([['unsupported_regex', ['GET /items']]]);
});

it('filters that leave nothing of what they name are named', async () => {
  await using server = await startServer((_, response) => void response.writeHead(200).end());
  const options = { spec: document, baseUrl: server.url, seed: 1, checks: ['not_a_server_error'], maxExamples: 2 };
  const messages = async (filters: Partial<Parameters<typeof collectRun>[0]>): Promise<readonly string[]> =>
    (await collectRun({ ...options, ...filters })).events.flatMap((event) =>
      event.type === 'warning' && event.code === 'unused_filter' ? [event.message] : [],
    );
  expect(await messages({ includePath: ['/services/mail', '/services/male'] })).toEqual([
    'No operation was tested for --include-path /services/male.',
  ]);
  expect(await messages({ includePath: ['/services/mail', '/services/chat'], excludePathRegex: ['chat'] })).toEqual([
    'No operation was tested for --include-path /services/chat.',
  ]);
  expect(await messages({ includePath: ['/services/mail'] })).toEqual([]);
  await expect(messages({ excludePath: ['/services/male'] })).rejects.toThrow("--exclude-path '/services/male'");
});
