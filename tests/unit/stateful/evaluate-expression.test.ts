import { describe, expect, it } from 'vitest';
import { parseLinkValue } from '../../../runtime/spec/openapi/runtime-expression.ts';
import { parseExpression } from '../../../runtime/spec/parse-expression.ts';
import {
  evaluateExpression,
  evaluateLinkValue,
  exchangeValues,
} from '../../../runtime/stateful/evaluate-expression.ts';
import { exchangeOf } from './exchange-of.ts';

const exchange = exchangeOf({
  method: 'POST',
  path: '/shops/{shop}/users',
  target: '/v1/shops/7/users?notify=true',
  values: {
    path: { shop: 7 },
    query: { notify: true },
    body: { kind: 'value', mediaType: 'application/json', value: { name: 'Ada', tags: ['x'] } },
  },
  requestHeaders: [['X-Tenant', 'acme']],
  status: 201,
  headers: [['location', '/v1/shops/7/users/12345678901234567890']],
  body: '{"id":12345678901234567890,"owner":{"id":3},"list":[{"id":"a"},{"id":"b"}],"none":null,"ratio":0.5}',
});
const values = exchangeValues(exchange, 'http://127.0.0.1:8080');

describe('an expression is evaluated over an exchange', () => {
  it.each([
    ['$url', 'http://127.0.0.1:8080/v1/shops/7/users?notify=true'],
    ['$method', 'POST'],
    ['$statusCode', 201],
    ['$request.path.shop', 7],
    ['$request.query.notify', true],
    ['$request.header.x-tenant', 'acme'],
    ['$request.body#/name', 'Ada'],
    ['$request.body#/tags/0', 'x'],
    ['$response.header.Location', '/v1/shops/7/users/12345678901234567890'],
    ['$response.body#/id', 12345678901234567890n],
    ['$response.body#/owner/id', 3],
    ['$response.body#/list/1/id', 'b'],
    ['$response.body#/none', null],
    ['$response.body#/ratio', 0.5],
  ])('%s', (text, expected) => {
    expect(evaluateExpression(parseExpression(text) ?? expect.fail(), values)).toEqual(expected);
  });

  it.each([
    '$request.path.id',
    '$request.path.toString',
    '$response.body#/gone',
    '$response.query.notify',
    '$response.header.ETag',
  ])('%s has no value', (text) => {
    expect(evaluateExpression(parseExpression(text) ?? expect.fail(), values)).toBeUndefined();
  });

  it('and so are texts and structures around them, where every part has a value', () => {
    const give = (value: unknown): unknown =>
      evaluateLinkValue(
        parseLinkValue(value, () => expect.fail()),
        values,
      );
    expect(give('u-{$response.body#/id}@{$request.path.shop}')).toBe('u-12345678901234567890@7');
    expect(give({ id: '$response.body#/id', list: ['{$method}', 1] })).toEqual({
      id: 12345678901234567890n,
      list: ['POST', 1],
    });
    expect(give('u-{$response.body#/gone}')).toBeUndefined();
    expect(give('u-{$response.body#/owner}')).toBeUndefined();
    expect(give({ id: '$response.body#/gone' })).toBeUndefined();
  });
});

it('a body that is no JSON has no values', () => {
  const text = exchangeValues(
    { ...exchange, response: { ...exchange.response, headers: [['content-type', 'text/plain']] } },
    '',
  );
  expect(text.responseBody()).toBeUndefined();
  const broken = exchangeValues(exchangeOf({ body: '{"id":' }), '');
  expect(broken.responseBody()).toBeUndefined();
});
