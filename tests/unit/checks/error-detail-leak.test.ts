import { describe, expect, it } from 'vitest';
import { errorDetailLeak } from '../../../runtime/checks/error-detail-leak.ts';
import { checkInput, response, type ExchangeFixture } from './exchange-fixture.ts';

const verdictOf = (text: string, changes: Partial<ExchangeFixture> = {}) =>
  errorDetailLeak.run(
    checkInput({
      responses: [response('4XX')],
      status: 400,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ message: text }),
      ...changes,
    }),
  );
const expressPage = `<!DOCTYPE html><html><body><pre>SyntaxError: Unexpected token } in JSON at position 1<br> &nbsp; &nbsp;at JSON.parse (&lt;anonymous&gt;)<br> &nbsp; &nbsp;at parse (/srv/shop/node_modules/body-parser/lib/types/json.js:92:19)</pre></body></html>`;

describe('error_detail_leak', () => {
  it.each([
    [
      'JavaScript',
      'a stack trace of JavaScript',
      'TypeError: x\n    at Layer.handle [as handle_request] (/app/node_modules/express/lib/router/layer.js:95:5)',
    ],
    ['modules', 'a stack trace of JavaScript', 'Error: x\n    at async run (file:///app/dist/index.js:12:7)'],
    ['Windows', 'a stack trace of JavaScript', 'Error: x\n    at run (C:\\app\\dist\\index.js:12:7)'],
    [
      'Python',
      'a stack trace of Python',
      'Traceback (most recent call last):\n  File "/app/main.py", line 3, in <module>',
    ],
    [
      'Java',
      'a stack trace of the JVM',
      'java.lang.NullPointerException\n\tat com.shop.api.OrderController.place(OrderController.java:42)',
    ],
    ['Kotlin', 'a stack trace of the JVM', 'at com.shop.OrdersKt$routes$1.invokeSuspend(Orders.kt:42)'],
    [
      '.NET',
      'a stack trace of .NET',
      'at Shop.Api.Controllers.OrdersController.Place(OrderInput input) in /src/Shop/Orders.cs:line 42',
    ],
    ['Go', 'a stack trace of Go', 'panic: x\n\ngoroutine 19 [running]:\nmain.main()'],
    ['PHP', 'a stack trace of PHP', 'Uncaught Error in /var/www/html/index.php:3\nStack trace:\n#0 {main}'],
    ['Ruby', 'a stack trace of Ruby', "app/models/order.rb:42:in `total'"],
    ['PostgreSQL', 'a message of PostgreSQL', 'syntax error at or near "s"'],
    [
      'a constraint',
      'a message of PostgreSQL',
      'insert or update on table "orders" violates foreign key constraint "orders_book_fkey"',
    ],
    ['MySQL', 'a message of MySQL or MariaDB', "Duplicate entry 'a@b' for key 'users.email'"],
    ['SQLite', 'a message of SQLite', 'SQLITE_CONSTRAINT: UNIQUE constraint failed: users.email'],
    ['Oracle', 'a message of Oracle', 'ORA-00001: unique constraint (SHOP.PK) violated'],
    ['SQL Server', 'a message of SQL Server', "Incorrect syntax near 'x'."],
    ['Prisma', 'an error of a database driver or mapper', 'Invalid `prisma.user.create()` invocation:'],
    [
      'Mongo',
      'an error of a database driver or mapper',
      'E11000 duplicate key error collection: shop.users index: email_1',
    ],
    ['SQL', 'a statement of SQL', 'SELECT "id", "name" FROM "users" WHERE id = 1'],
    [
      'a path',
      'a path of the server’s files',
      "ENOENT: no such file or directory, open '/home/shop/config/prices.json.ts'",
    ],
  ])('sees %s', (_, identity, text) => {
    expect(verdictOf(text)).toMatchObject({
      kind: 'fail',
      findings: [{ confidence: 'heuristic', scope: 'api', identity }],
    });
  });

  it('sees the page of a framework for developers', () => {
    const verdict = verdictOf('', { headers: { 'content-type': 'text/html; charset=utf-8' }, body: expressPage });
    expect(verdict).toMatchObject({ findings: [{ identity: 'a stack trace of JavaScript' }] });
  });

  it.each([
    'The request is invalid.',
    'Expected a date at position 3 (line 1, column 4).',
    'The value of `from` must be one of: select, insert, update.',
    'Please select an item from the list where you are at (room 5).',
    'File "report.pdf" has more than 3 lines.',
    'Look at https://example.com/docs/errors.html#at-least-one',
    'The path /usr/books does not exist.',
    'UPDATE is not allowed here; use PUT to set x = 1.',
    'must match pattern "^/api/v1/[a-z]+\\.json$"',
    'Instance /orders/5: insufficient stock at branch (harbour:12:4)',
  ])('sees nothing in: %s', (text) => {
    expect(verdictOf(text).kind).toBe('pass');
  });

  it('does not take what the request said for the server’s own words', () => {
    const text = 'No book is called: SELECT name FROM users WHERE 1=1';
    expect(verdictOf(text).kind).toBe('fail');
    expect(verdictOf(text, { target: '/things?q=SELECT+name+FROM+users+WHERE+1=1' }).kind).toBe('pass');
    expect(verdictOf(text, { target: '/things?q=SELECT%20name%20FROM%20users%20WHERE%201%3D1' }).kind).toBe('pass');
    expect(verdictOf(text, { requestBody: '{"q":"SELECT name FROM users WHERE 1=1"}' }).kind).toBe('pass');
  });

  it.each<[string, Partial<ExchangeFixture>]>([
    ['a success', { status: 200 }],
    ['a server error, which is another check’s', { status: 500 }],
    ['an answer to HEAD', { method: 'HEAD' }],
    ['what is no text', { headers: { 'content-type': 'application/octet-stream' } }],
  ])('says nothing of %s', (_, changes) => {
    expect(verdictOf('Traceback (most recent call last):', changes).kind).not.toBe('fail');
  });

  it('takes its time by the length of the text alone', () => {
    const hostile = ['at ', 'a.', '#1 ', 'SELECT ', '/home/', 'in ', '"', '\\n    at a'].map((piece) =>
      piece.repeat(20_000),
    );
    const before = process.cpuUsage();
    for (const text of hostile) verdictOf(text);
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
  });
});
