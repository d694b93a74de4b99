import { describe, expect, it } from 'vitest';
import { loadApi } from '../../../runtime/spec/load-api.ts';
import { withPaths } from '../spec/support.ts';
import { bestEdges } from './edges-of.ts';

const json = (schema: object): object => ({ content: { 'application/json': { schema } } });
const answers = (status: number, schema: object): object => ({
  responses: { [status]: { description: '', ...json(schema) } },
});
const object = (properties: object): object => ({ type: 'object', properties });
const id = { type: 'integer' };
const text = { type: 'string' };
const empty = { responses: { 204: { description: '' } } };

async function best(paths: object, label: string, rest: object = {}): Promise<readonly string[]> {
  return bestEdges(await loadApi(withPaths(paths, rest)), label);
}

describe('a path parameter is given by', () => {
  it('the creation on its collection, before the list', async () => {
    const paths = {
      '/users': {
        get: answers(200, { type: 'array', items: object({ id }) }),
        post: answers(201, object({ id, name: text })),
      },
      '/users/{id}': { get: empty },
    };
    expect(await best(paths, 'GET /users/{id}')).toEqual(['path id ← POST /users /id (path)']);
  });

  it.each([
    ['userId', object({ id }), '/id'],
    ['user_id', object({ user_id: id, id }), '/user_id'],
    ['userId', object({ userID: id, name: text }), '/userID'],
    ['id', object({ userId: id, name: text }), '/userId'],
    ['uuid', object({ id, uuid: text }), '/uuid'],
    ['user', object({ name: text, id }), '/id'],
    ['username', object({ id, login: text, name: text }), '/login'],
    ['userSlug', object({ id, slug: text }), '/slug'],
    ['userId', object({ user: object({ id, name: text }), token: text }), '/user/id'],
    ['userId', object({ data: object({ id }) }), '/data/id'],
    ['userId', object({ data: object({ id: text, attributes: object({ name: text }) }) }), '/data/id'],
    ['name', object({ kind: text, metadata: object({ name: text }), spec: object({ name: text }) }), '/metadata/name'],
    ['userId', { allOf: [object({ name: text }), object({ id })] }, '/id'],
  ])('what is called like {%s} in %j', async (parameter, schema, pointer) => {
    const paths = { '/users': { post: answers(201, schema) }, [`/users/{${parameter}}`]: { get: empty } };
    expect(await best(paths, `GET /users/{${parameter}}`)).toEqual([
      `path ${parameter} ← POST /users ${pointer} (path)`,
    ]);
  });

  it.each([
    [{ type: 'array', items: object({ id }) }, '/*/id'],
    [object({ data: { type: 'array', items: object({ id }) }, total: id }), '/data/*/id'],
    [object({ users: { type: 'array', items: object({ id }) }, page: object({ number: id }) }), '/users/*/id'],
    [object({ _embedded: object({ users: { type: 'array', items: object({ id }) } }) }), '/_embedded/users/*/id'],
    [object({ result: object({ items: { type: 'array', items: object({ id }) } }) }), '/result/items/*/id'],
  ])('the items of a list: %j', async (schema, pointer) => {
    const paths = { '/users': { get: answers(200, schema) }, '/users/{userId}': { get: empty } };
    expect(await best(paths, 'GET /users/{userId}')).toEqual([`path userId ← GET /users ${pointer} (path)`]);
  });

  describe('a member that things are looked up by', () => {
    const flows = {
      '/flows': { post: answers(201, object({ id, name: text, tag: text })) },
      '/flows/{id}': { get: empty },
    };

    it.each([
      ['/flows/name/{name}', 'path name ← POST /flows /name (path)'],
      ['/flows/by-id/name/{flow_name}', 'path flow_name ← nobody'],
      ['/flows/name/{flow_name}', 'path flow_name ← POST /flows /name (path)'],
      ['/flows/tag/{tag}/runs', 'path tag ← POST /flows /tag (path)'],
      ['/flows/colour/{colour}', 'path colour ← nobody'],
    ])('%s', async (path, edge) => {
      expect(await best({ ...flows, [path]: { get: empty } }, `GET ${path}`)).toEqual([edge]);
    });

    it('but not where the things have no path of their own', async () => {
      const { '/flows': collection } = flows;
      const paths = { '/flows': collection, '/flows/colour/{colour}': { get: empty } };
      expect(await best(paths, 'GET /flows/colour/{colour}')).toEqual(['path colour ← nobody']);
    });

    it('but not what is a thing of its own', async () => {
      const tags = { '/tags': { post: answers(201, object({ id, tag: text })) }, '/tags/{id}': { get: empty } };
      const paths = { ...flows, ...tags, '/flows/tag/{tag}': { get: empty } };
      expect(await best(paths, 'GET /flows/tag/{tag}')).toEqual(['path tag ← POST /tags /tag (name)']);
    });
  });

  it('the outer things of a nested path, each by its own collection', async () => {
    const paths = {
      '/shops': { post: answers(201, object({ id })) },
      '/shops/{shopId}/orders': { post: answers(201, object({ id, shopId: id })) },
      '/shops/{shopId}/orders/{orderId}/lines/{no}': { put: empty },
      '/shops/{shopId}/orders/{orderId}/lines': {
        get: answers(200, { type: 'array', items: object({ no: id, orderId: id }) }),
      },
    };
    expect(await best(paths, 'PUT /shops/{shopId}/orders/{orderId}/lines/{no}')).toEqual([
      'path shopId ← POST /shops /id (path)',
      'path orderId ← POST /shops/{shopId}/orders /id (path)',
      'path no ← GET /shops/{shopId}/orders/{orderId}/lines /*/no (path)',
    ]);
  });

  it('another path that ends in the same noun, where it has no collection of its own', async () => {
    const paths = {
      '/users/{userId}/meetings': { post: answers(201, object({ id })) },
      '/meetings/{meetingId}': { get: empty },
    };
    expect(await best(paths, 'GET /meetings/{meetingId}')).toEqual([
      'path meetingId ← POST /users/{userId}/meetings /id (name)',
    ]);
  });

  it('the Location header, where the body says nothing', async () => {
    const created = { responses: { 201: { description: '', headers: { Location: { schema: text } } } } };
    const paths = { '/users': { post: created }, '/users/{id}': { get: empty } };
    expect(await best(paths, 'GET /users/{id}')).toEqual(['path id ← POST /users location (location)']);
  });

  it('a body that is not described, if nothing better is known', async () => {
    const paths = { '/users': { post: { responses: { 200: { description: '' } } } }, '/users/{id}': { get: empty } };
    expect(await best(paths, 'GET /users/{id}')).toEqual(['path id ← POST /users any-body (path)']);
  });

  it('the client itself, where a PUT creates', async () => {
    const put = { responses: { 201: { description: '' }, 200: { description: '' } } };
    expect(await best({ '/users/{id}': { put, get: empty } }, 'GET /users/{id}')).toEqual([
      'path id ← PUT /users/{id} request-path id (path)',
    ]);
    expect(await best({ '/users/{id}': { put: answers(200, object({ id })), get: empty } }, 'GET /users/{id}')).toEqual(
      ['path id ← nobody'],
    );
  });

  it('nobody, where no operation has to do with it', async () => {
    const paths = { '/users/{id}': { get: empty }, '/orders': { post: answers(201, object({ id })) } };
    expect(await best(paths, 'GET /users/{id}')).toEqual(['path id ← nobody']);
  });

  it('paths that end in a format, and actions behind a colon', async () => {
    const paths = {
      '/jobs.json': { post: answers(201, object({ id })) },
      '/jobs/{id}.json': { get: empty },
      '/jobs/{id}:cancel': { post: empty },
    };
    expect(await best(paths, 'GET /jobs/{id}.json')).toEqual(['path id ← POST /jobs.json /id (path)']);
    expect(await best(paths, 'POST /jobs/{id}:cancel')).toEqual(['path id ← POST /jobs.json /id (path)']);
  });
});

describe('foreign keys', () => {
  const collections = {
    '/customers': { post: answers(201, object({ id })) },
    '/customers/{id}': { get: empty },
    '/addresses': { post: answers(201, object({ id })) },
    '/addresses/{id}': { get: empty },
  };

  it.each([
    ['customerId', id, '/customerId', 'POST /customers'],
    ['customer_id', id, '/customer_id', 'POST /customers'],
    ['customer', object({ id, name: text }), '/customer/id', 'POST /customers'],
    ['customer', text, '/customer', 'POST /customers'],
    ['shippingAddressId', id, '/shippingAddressId', 'POST /addresses'],
    ['items', { type: 'array', items: object({ customerId: id }) }, '/items/*/customerId', 'POST /customers'],
  ])('in a body: %s %j', async (name, schema, pointer, producer) => {
    const body = { requestBody: json(object({ [name]: schema, note: text })), ...empty };
    expect(await best({ ...collections, '/orders': { post: body } }, 'POST /orders')).toEqual([
      `body ${pointer} ← ${producer} /id (foreign-key)`,
    ]);
  });

  it('in a query', async () => {
    const parameters = [
      { name: 'customer_id', in: 'query', schema: id },
      { name: 'page', in: 'query', schema: id },
    ];
    expect(await best({ ...collections, '/orders': { get: { parameters, ...empty } } }, 'GET /orders')).toEqual([
      'query customer_id ← POST /customers /id (foreign-key)',
    ]);
  });

  it('are not what only looks like one', async () => {
    const schema = object({
      id,
      name: text,
      customer: { type: 'string', enum: ['private', 'business'] },
      customerSince: { type: 'string', format: 'date' },
      addresses: { type: 'boolean' },
      customerRating: { type: 'number' },
      addressLine: text,
    });
    const parameters = [{ name: 'customer', in: 'query', schema: { type: 'string', enum: ['a', 'b'] } }];
    const paths = { ...collections, '/orders': { post: { parameters, requestBody: json(schema), ...empty } } };
    expect(await best(paths, 'POST /orders')).toEqual([]);
  });

  it('never lead back to the operation itself', async () => {
    const body = { requestBody: json(object({ customerId: id })), ...answers(201, object({ id })) };
    expect(await best({ '/customers': { post: body }, '/customers/{id}': { get: empty } }, 'POST /customers')).toEqual([
      'body /customerId ← nobody',
    ]);
  });
});

it('a documented link comes before what the paths say', async () => {
  const links = { one: { operationId: 'getUser', parameters: { id: '$response.body#/key' } } };
  const post = { responses: { 201: { description: '', ...json(object({ id, key: text })), links } } };
  const paths = { '/users': { post }, '/users/{id}': { get: { operationId: 'getUser', ...empty } } };
  expect(await best({ ...paths, '/other': { get: empty } }, 'GET /users/{id}')).toEqual([
    'path id ← POST /users link one (link)',
  ]);
  const renamed = { '/people': { post }, '/users/{id}': paths['/users/{id}'] };
  expect(await best(renamed, 'GET /users/{id}')).toEqual(['path id ← POST /people link one (link)']);
});

it('an operation that cannot be built needs nothing', async () => {
  const paths = { '/users/{id}': { get: { parameters: [{ $ref: '#/components/parameters/gone' }], ...empty } } };
  expect(await best(paths, 'GET /users/{id}')).toEqual([]);
});
