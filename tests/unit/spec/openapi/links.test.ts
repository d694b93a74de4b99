import { describe, expect, it } from 'vitest';
import { parseLinkValue } from '../../../../runtime/spec/openapi/runtime-expression.ts';
import { parseExpression } from '../../../../runtime/spec/parse-expression.ts';
import { loadApi } from '../../../../runtime/spec/load-api.ts';
import { operation, withPaths } from '../support.ts';

describe('a runtime expression', () => {
  it.each([
    ['$url', { kind: 'url' }],
    ['$method', { kind: 'method' }],
    ['$statusCode', { kind: 'statusCode' }],
    ['$request.path.id', { kind: 'path', of: 'request', name: 'id' }],
    ['$request.query.page size', { kind: 'query', of: 'request', name: 'page size' }],
    ['$request.header.X-Tenant', { kind: 'header', of: 'request', name: 'X-Tenant' }],
    ['$request.body', { kind: 'body', of: 'request', pointer: '' }],
    ['$request.body#/user/a~1b', { kind: 'body', of: 'request', pointer: '/user/a~1b' }],
    ['$response.header.Location', { kind: 'header', of: 'response', name: 'Location' }],
    ['$response.body#/0/id', { kind: 'body', of: 'response', pointer: '/0/id' }],
    ['$response.body#', { kind: 'body', of: 'response', pointer: '' }],
  ])('%s is read', (text, expected) => {
    expect(parseExpression(text)).toEqual(expected);
  });

  it.each([
    'id',
    '$',
    '$urls',
    '$request',
    '$request.',
    '$request.body.id',
    '$request.body#id',
    '$response.body#/a~2b',
    '$response.header.X Y',
    '$response.cookie.sid',
    '$REQUEST.path.id',
  ])('%s is none', (text) => {
    expect(parseExpression(text)).toBeUndefined();
  });
});

describe('what a link gives', () => {
  const read = (value: unknown): { value: unknown; faults: readonly string[] } => {
    const faults: string[] = [];
    return { value: parseLinkValue(value, ({ text }) => faults.push(text)), faults };
  };

  it('is a constant, an expression, a text around expressions, or a structure of them', () => {
    const id = { kind: 'body', of: 'response', pointer: '/id' };
    expect(read(7).value).toEqual({ kind: 'constant', value: 7 });
    expect(read('me').value).toEqual({ kind: 'constant', value: 'me' });
    expect(read('$response.body#/id').value).toEqual({ kind: 'expression', expression: id });
    expect(read('{$response.body#/id}').value).toEqual({ kind: 'expression', expression: id });
    expect(read('user-{$response.body#/id}/{$method}!').value).toEqual({
      kind: 'template',
      parts: ['user-', id, '/', { kind: 'method' }, '!'],
    });
    expect(read({ a: [1, '$response.body#/id'], b: 'x' }).value).toEqual({
      kind: 'object',
      members: [
        [
          'a',
          {
            kind: 'list',
            items: [
              { kind: 'constant', value: 1 },
              { kind: 'expression', expression: id },
            ],
          },
        ],
        ['b', { kind: 'constant', value: 'x' }],
      ],
    });
    expect(read({ a: [1], b: null }).value).toEqual({ kind: 'constant', value: { a: [1], b: null } });
  });

  it('is a plain text where a dollar is only a dollar, and complained of where an expression was meant', () => {
    expect(read('$9.99')).toEqual({ value: { kind: 'constant', value: '$9.99' }, faults: [] });
    expect(read('{$9.99}').faults).toEqual([]);
    expect(read('$response.body/id').faults).toEqual(['$response.body/id']);
    expect(read('a {$response.id} b').faults).toEqual(['{$response.id}']);
  });
});

const getUser = { operationId: 'getUser', responses: { 200: { description: '' } } };

function document(links: unknown, rest: object = {}): object {
  return withPaths(
    {
      '/users': { post: { responses: { 201: { description: '', links } } } },
      '/users/{id}': { get: getUser, delete: { responses: { 204: { description: '' } } } },
    },
    rest,
  );
}

async function linksOf(links: unknown, rest: object = {}): Promise<unknown> {
  return operation(await loadApi(document(links, rest)), 'POST /users').responses[0]?.links;
}

describe('the links of a response', () => {
  it('are loaded with their target, parameters and body', async () => {
    expect(
      await linksOf({
        get: { operationId: 'getUser', parameters: { id: '$response.body#/id', 'header.X-Trace': 'on', 'a.b': 1 } },
        remove: { operationRef: '#/paths/~1users~1%7Bid%7D/delete', requestBody: { why: '$statusCode' } },
      }),
    ).toMatchObject([
      {
        name: 'get',
        target: 'GET /users/{id}',
        parameters: [
          { name: 'id', in: undefined, value: { kind: 'expression' } },
          { name: 'X-Trace', in: 'header', value: { kind: 'constant', value: 'on' } },
          { name: 'a.b', in: undefined, value: { kind: 'constant', value: 1 } },
        ],
        body: undefined,
        problems: [],
        location: { pointer: '/paths/~1users/post/responses/201/links/get' },
      },
      {
        name: 'remove',
        target: 'DELETE /users/{id}',
        parameters: [],
        body: { kind: 'object', members: [['why', { kind: 'expression', expression: { kind: 'statusCode' } }]] },
        problems: [],
      },
    ]);
  });

  it('may stand in the components', async () => {
    const components = { links: { user: { operationId: 'getUser', parameters: { id: '$response.body#/id' } } } };
    expect(await linksOf({ get: { $ref: '#/components/links/user' } }, { components })).toMatchObject([
      { name: 'get', target: 'GET /users/{id}', problems: [] },
    ]);
  });

  it('are absent where there are none', async () => {
    expect(await linksOf(undefined)).toBeUndefined();
    expect(await linksOf({})).toBeUndefined();
  });

  it.each([
    [
      { operationId: 'getUsr' },
      'The link l leads to the operationId "getUsr", which no operation has.',
      'Did you mean "getUser"?',
    ],
    [
      { operationRef: '#/paths/~1nowhere/get' },
      'The link l leads to "#/paths/~1nowhere/get", where no operation',
      'Point at',
    ],
    [
      { operationRef: 'https://other.example/api.json#/paths/~1a/get' },
      'The link l leads to "https://other',
      'Point at',
    ],
    [{ parameters: {} }, 'The link l leads nowhere.', 'Give it an operationId'],
    [{ $ref: '#/components/links/gone' }, 'Cannot resolve $ref', ''],
    [7, 'The link l should be an object, but it is the number 7.', ''],
  ])('that lead nowhere are problems, not errors: %j', async (link, message, hint) => {
    const [only] = (await linksOf({ l: link })) as [{ target?: string; problems: [{ message: string; hint: string }] }];
    expect(only.target).toBeUndefined();
    expect(only.problems).toHaveLength(1);
    expect(only.problems[0].message).toContain(message);
    expect(only.problems[0].hint).toContain(hint);
  });

  it('name the expressions that are none', async () => {
    expect(await linksOf({ l: { operationId: 'getUser', parameters: { id: '$response.body.id' } } })).toMatchObject([
      {
        target: 'GET /users/{id}',
        problems: [{ message: 'The link l has "$response.body.id", which is no runtime expression.' }],
      },
    ]);
  });

  it('are read from x-links in Swagger 2.0', async () => {
    const api = await loadApi({
      swagger: '2.0',
      info: { title: 'T', version: '1' },
      paths: {
        '/users': {
          post: {
            responses: {
              201: { description: '', 'x-links': { get: { operationId: 'getUser', parameters: { id: 1 } } } },
            },
          },
        },
        '/users/{id}': { get: getUser },
      },
    });
    expect(operation(api, 'POST /users').responses[0]?.links).toMatchObject([
      { name: 'get', target: 'GET /users/{id}' },
    ]);
  });
});
