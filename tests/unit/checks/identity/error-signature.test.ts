import { describe, expect, it } from 'vitest';
import { errorSignature } from '../../../../runtime/checks/identity/error-signature.ts';
import { checkInput, type ExchangeFixture } from '../exchange-fixture.ts';

const json = { 'content-type': 'application/json' };
const html = { 'content-type': 'text/html; charset=utf-8' };
const signatureOf = (body: unknown, fixture: Partial<ExchangeFixture> = {}) =>
  errorSignature(
    checkInput({
      responses: [],
      status: 500,
      headers: typeof body === 'string' ? { 'content-type': 'text/plain' } : json,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...fixture,
    }).exchange,
  );

describe('a server error whose body says nothing', () => {
  it.each<[unknown]>([
    [''],
    ['Internal Server Error'],
    [{}],
    [{ statusCode: 500, message: 'Internal server error' }],
    [{ error: 'Something went wrong, please try again later.' }],
    [{ type: 'about:blank', title: 'Internal Server Error', status: 500, detail: 'An unexpected error has occurred.' }],
    [
      {
        type: 'https://tools.ietf.org/html/rfc9110#section-15.6.1',
        title: 'An error occurred while processing your request.',
      },
    ],
    [{ timestamp: '2024-01-01T00:00:00.000+00:00', status: 500, error: 'Internal Server Error', path: '/x' }],
    [{ message: 'An error occurred (id 5f1c7a9e)', requestId: 'a8Xk2' }],
  ])('has no signature: %j', (body) => {
    expect(signatureOf(body)).toBeUndefined();
  });

  it('has none as a page, nor as bytes', () => {
    expect(
      signatureOf('<html><title>500</title><h1>Internal Server Error</h1></html>', { headers: html }),
    ).toBeUndefined();
    expect(signatureOf('\u0000\u0001abc', { headers: { 'content-type': 'image/png' } })).toBeUndefined();
  });
});

const nodeStack = (line: number, folder = '/srv/app') =>
  `TypeError: Cannot read properties of undefined (reading 'trim')
    at createItem (file://${folder}/items.js:${line}:17)
    at Layer.handle (${folder}/node_modules/express/lib/router/layer.js:95:5)`;

describe('a stack trace', () => {
  it('is its exception and its own innermost frame, wherever it runs and whatever line it is', () => {
    const expected = {
      text: "TypeError: Cannot read properties of undefined (reading 'trim') at createItem (items.js)",
      kind: 'place',
    };
    expect(signatureOf(nodeStack(10))).toEqual(expected);
    expect(signatureOf({ message: 'oops', stack: nodeStack(11, '/home/ci/build') })).toEqual(expected);
    expect(signatureOf(`<pre>${nodeStack(12).replaceAll("'", '&#39;')}</pre>`, { headers: html })).toEqual(expected);
  });

  it('of a function without a name does not tell one place from another', () => {
    expect(signatureOf('RangeError: Invalid time value\n    at file:///srv/app/main.js:3:9')).toEqual({
      text: 'RangeError: Invalid time value at main.js',
      kind: 'exception',
    });
  });

  it.each([
    [
      'Python',
      `Traceback (most recent call last):
  File "/usr/lib/python3.12/site-packages/flask/app.py", line 880, in full_dispatch_request
    rv = self.dispatch_request()
  File "/srv/app/orders.py", line 31, in create_order
    total = price / count
ZeroDivisionError: division by zero`,
      'ZeroDivisionError: division by zero at create_order (orders.py)',
    ],
    [
      'the JVM',
      {
        status: 500,
        error: 'Internal Server Error',
        trace: `java.lang.NullPointerException: Cannot invoke "String.trim()"
\tat java.base/java.util.Objects.requireNonNull(Objects.java:233)
\tat com.shop.orders.OrderService.create(OrderService.java:42)`,
      },
      'java.lang.NullPointerException: Cannot invoke "…" at create (com.shop.orders.OrderService)',
    ],
    [
      '.NET',
      `System.NullReferenceException: Object reference not set to an instance of an object.
   at Shop.Orders.Create(OrderInput input) in /src/Shop/Orders.cs:line 12`,
      'System.NullReferenceException: Object reference not set to an instance of an object. at Shop.Orders.Create (Orders.cs)',
    ],
  ])('of %s', (_, body, text) => {
    expect(signatureOf(body)).toEqual({ text, kind: 'place' });
  });
});

describe('a message', () => {
  it('leaves out what the request had in it, ids and numbers', () => {
    const first = signatureOf({ message: 'No shelf "ab c" for 17 in 3f2b8c1e-0a4d-4c9e-8f37-0d2c5a6b7e81' });
    const second = signatureOf({ message: 'No shelf "x/é" for 99999 in 11111111-2222-4333-8444-555555555555' });
    expect(first).toEqual({ text: 'No shelf "…" for … in …', kind: 'message' });
    expect(second).toEqual(first);
    const echo = (value: string) =>
      signatureOf(
        { detail: `cannot parse ${value} as money` },
        { target: '/', requestBody: value, query: { q: value } },
      );
    expect(echo('Zwölf Euro')).toEqual(echo('eurocent'));
  });

  it('keeps the names of code', () => {
    expect(signatureOf({ error: 'column "total" does not exist' })).not.toEqual(
      signatureOf({ error: 'column "price" does not exist' }),
    );
  });

  it('of a database that stumbles over a statement is one, whatever the text was', () => {
    const texts = [
      'syntax error at or near "s"',
      'unterminated quoted string at or near "\'x"',
      'near "o": syntax error',
    ];
    expect(new Set(texts.map((detail) => JSON.stringify(signatureOf({ detail })))).size).toBe(1);
  });

  it('tells an exception by its class, and what the server needs and lacks as one place', () => {
    expect(signatureOf({ name: 'TypeError', message: 'items is not iterable' })?.kind).toBe('exception');
    expect(signatureOf({ message: 'connect ECONNREFUSED 127.0.0.1:5432' })).toEqual({
      text: 'connect ECONNREFUSED …',
      kind: 'place',
    });
  });

  it.each([
    ['a', 'application/json'],
    ['at a.b.', 'text/plain'],
    ['<p', 'text/html'],
    ['<pre>', 'text/html'],
    ['"\'', 'text/plain'],
    ['1.', 'text/plain'],
    ['a/', 'text/plain'],
  ])('is read in no time where it is a megabyte of %j', (part, type) => {
    const long = part.repeat(1_000_000 / part.length);
    const body = type === 'application/json' ? JSON.stringify({ stack: long, message: long }) : long;
    const startedAt = process.cpuUsage();
    signatureOf(body, { headers: { 'content-type': type } });
    const { user } = process.cpuUsage(startedAt);
    expect(user / 1_000).toBeLessThan(1_500);
  });

  it('is cut', () => {
    expect(signatureOf({ message: 'word '.repeat(1_000_000) })?.text.length).toBeLessThan(200);
  });
});

describe('what was sent', () => {
  it('makes no difference between quotes, however short it is', () => {
    const of = (ids: string) =>
      signatureOf({ detail: `Field 'id' expected a number but got '${ids}'.` }, { query: { ids } });
    expect(of('E')?.text).toBe("Field 'id' expected a number but got '…'.");
    expect(of('ZW')).toEqual(of('E'));
    expect(of('NZdXD')).toEqual(of('E'));
  });

  it('makes none where only the host of it is named', () => {
    const of = (host: string) =>
      signatureOf(
        { detail: `Can't resolve hostname ${host}` },
        { bodyValue: { kind: 'value', mediaType: 'application/json', value: { url: `https://${host}/about?x=1` } } },
      );
    expect(of('example.org')?.text).toBe("Can't resolve hostname …");
    expect(of('mail.example.com')).toEqual(of('example.org'));
  });
});
