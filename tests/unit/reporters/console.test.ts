import { describe, expect, it } from 'vitest';
import { console as reporter } from '../../../reporters/console/console.ts';
import type { EventOf, RunEvent } from '../../../runtime/events.ts';
import { readStream, replay } from './replay.ts';

const isFound = (event: RunEvent): event is EventOf<'failure-found'> => event.type === 'failure-found';

/** What a terminal shows in the end: the last text of each line that was drawn again. */
function onScreen(output: string): string {
  return output
    .split('\n')
    .map((line) => line.split('\r\u001b[2K').at(-1) ?? '')
    .join('\n');
}

describe('console', () => {
  it('tells a run with every kind of finding', async () => {
    expect(await replay(reporter, readStream('shop'))).toMatchInlineSnapshot(`
      "api-test-gen 0.1.0

        API         Demo Shop (openapi.yaml)
        Server      http://127.0.0.1:4010/v1
        Operations  6 operations selected
        Phases      examples, coverage, fuzzing
        Seed        42

        examples         2 cases    0 findings       0.01 s
        ✗ GET /products/{id}: Response breaks its schema
        ✗ POST /orders: Invalid data accepted
        ? GET /orders/{id}: Undocumented status code
        coverage         4 cases    3 findings       0.24 s
        ✗ POST /orders: Server error
        ✗ DELETE /orders/{id}: Required response header missing
        ✗ DELETE /orders/{id}: Connection lost
        fuzzing          4 cases    3 findings       5.85 s

      Failures (5)

        The whole API

       1) Required response header missing
          response_headers_conformance · medium · proved

          The response has no \`X-Rate-Limit\`, which the document requires.

          Where       shared/headers.yaml:3:5
          Met at      DELETE /orders/{id}, GET /orders/{id}, POST /orders
          Expected    the header X-Rate-Limit
          Received    no such header
          Response    204 · no body
          Seen        in 1 case of fuzzing, deterministic
          Next        Send the header.

          Request:
            curl -X DELETE 'http://127.0.0.1:4010/v1/orders/1'
          Replay:
            api-test-gen run openapi.yaml --base-url http://127.0.0.1:4010/v1 --seed 42 --case '42/fuzzing/7/DELETE /orders/{id}'

        DELETE /orders/{id}

       2) Connection lost
          not_a_server_error · critical · likely

          The server closed the connection before it answered.

          Expected    a response
          Received    nothing
          Response    none that could be read
          Seen        in 1 case of fuzzing, not verified: the server stayed down
          Next        Look for a crash in the server's log.

          Request:
            curl -X DELETE 'http://127.0.0.1:4010/v1/orders/9007199254740993'
          Replay:
            api-test-gen run openapi.yaml --base-url http://127.0.0.1:4010/v1 --seed 42 --case '42/fuzzing/7/DELETE /orders/{id}'

        GET /products/{id}

       3) Response breaks its schema
          response_schema_conformance · medium · proved

          \`/price\` is a string where the schema says number.

          Where       openapi.yaml:112:9 #/components/schemas/Product/properties/price
          Expected    number at /price
          Received    "12.50"
          Response    200 · application/json; charset=utf-8 · 37 bytes
                      {"id":1,"name":"tea","price":"12.50"}
          Seen        in 1,240 cases, first in coverage, state-dependent
          Next        Send \`price\` as a number, or document it as a string.

          Request:
            curl -X GET 'http://127.0.0.1:4010/v1/products/1'
          Replay:
            api-test-gen run openapi.yaml --base-url http://127.0.0.1:4010/v1 --seed 42 --case '42/coverage/7/GET /products/{id}'

        POST /orders

       4) Server error
          not_a_server_error · critical · proved

          The server answered 500 to a request that the document allows.

          Where       openapi.yaml:88:7 #/paths/~1orders/post/responses
          Expected    a status below 500
          Received    500
          Response    500 · application/json; charset=utf-8 · 178 bytes
                      {"error":"division by zero","trace":"at OrderService.unitPrice 
                      (/srv/app/orders.js:41:17) at OrderService.create 
                      (/srv/app/orders.js:22:10) at process.processTicksAndRejections"
                      }
          Seen        in 12 cases, first in fuzzing, deterministic
          Next        Look for "division by zero" in the server's log; quantity may be
                      0.

          Request:
            curl -X POST 'http://127.0.0.1:4010/v1/orders' \\
              -H "Authorization: $ATG_AUTHORIZATION" \\
              -H 'Content-Type: application/json' \\
              --data-binary '{"productId":1,"quantity":0}'
            (first: export ATG_AUTHORIZATION='…')
          Replay:
            api-test-gen run openapi.yaml --base-url http://127.0.0.1:4010/v1 --seed 42 --case '42/fuzzing/7/POST /orders'

       5) Invalid data accepted
          negative_data_rejection · high · proved

          The server accepted a body that breaks \`minimum\` at /quantity.

          Where       openapi.yaml:131:11 #/components/schemas/Order/properties/quantity/minimum
          Invalid     body /quantity: minimum
          Expected    a 4xx status
          Received    201
          Response    201 · application/json; charset=utf-8 · 31 bytes
                      {
                        "id": 7,
                        "quantity": -1
                      }
          Seen        in 3 cases, first in coverage, flaky 2/5
          Next        Validate \`quantity\` against its minimum of 1.

          Request:
            curl -X POST 'http://127.0.0.1:4010/v1/orders' --json '{"productId":1,"quantity":-1}'
          Replay:
            api-test-gen run openapi.yaml --base-url http://127.0.0.1:4010/v1 --seed 42 --case '42/coverage/7/POST /orders'

      Worth a look (1)

        ? Undocumented status code (status_code_conformance)
          GET /orders/{id}: 404 is not documented at 2 operations.
          Met at      GET /orders/{id}, GET /products/{id}
          Expected    one of 200
          Response    404 · no body
          Seen        in 1 case of coverage, deterministic
          Next        Document 404, for instance with an overlay.
          Request:
            curl -X GET 'http://127.0.0.1:4010/v1/orders/0'

      Problems (1)

        ! ATG_SCHEMA_UNSATISFIABLE
          No value satisfies the body schema: minimum 10 is above maximum 5.
          Affects     POST /products
          Where       openapi.yaml:140:9 (/components/schemas/NewProduct/properties/stock)
          Next        Correct one of the bounds.

      Warnings (1)

        ! missing_auth
          2 operations need credentials and answered 401 to every case.
          At          GET /orders/{id}, POST /orders
          Next        Add -H 'Authorization: Bearer …'.

      Summary

        Operations  6 of 8 selected, 5 tested, 4 answered 2xx
        Cases       10 in 6.11 s (2/s): 8 positive, 2 negative
        Answers     2xx 6, 4xx 2, 5xx 1, no answer 1
        Findings    negative_data_rejection       1 proved
                    not_a_server_error            1 proved, 1 likely
                    response_headers_conformance  1 proved
                    response_schema_conformance   1 proved
                    status_code_conformance       1 heuristic
        Throttled   the server asked 3 times to slow down
        Stopped     before its end, because the server stopped answering
        Seed        42

      ✗ 5 failures in 4 operations. 1 finding is worth a look.
      ! The run did not reach its end, because the server stopped answering.
      ! 1 operation was not tested.
      "
    `);
  });

  it('tells a clean run', async () => {
    expect(await replay(reporter, readStream('clean'))).toMatchInlineSnapshot(`
      "api-test-gen 0.1.0

        API         Demo Shop (openapi.yaml)
        Server      http://127.0.0.1:4010/v1
        Operations  2 operations selected
        Phases      examples, coverage, fuzzing
        Seed        42

        coverage         2 cases    0 findings       0.01 s
        fuzzing          2 cases    0 findings       1.49 s

      Summary

        Operations  2 of 2 selected, 2 tested, 2 answered 2xx
        Cases       4 in 1.50 s (3/s): 4 positive, 0 negative
        Answers     2xx 4
        Findings    none
        Seed        42

      ✓ No failure in 4 cases for 2 operations.
      "
    `);
  });

  it('does not look green where no operation answered 2xx', async () => {
    expect(await replay(reporter, readStream('nothing-reached'))).toMatchInlineSnapshot(`
      "api-test-gen 0.1.0

        API         Demo Shop (openapi.yaml)
        Server      http://127.0.0.1:4010/v1
        Operations  2 operations selected
        Phases      examples, coverage, fuzzing
        Seed        42

        coverage         2 cases    0 findings       0.01 s
        fuzzing          2 cases    0 findings       1.49 s

      Summary

        Operations  2 of 2 selected, 2 tested, 0 answered 2xx
        Cases       4 in 1.50 s (3/s): 4 positive, 0 negative
        Answers     4xx 4
        Findings    none
        Seed        42

      ! No failure was found, but the run proves little.
      ! No operation answered 2xx: check the base URL and the credentials.
      "
    `);
  });

  it('does not look green where nothing was sent', async () => {
    expect(await replay(reporter, readStream('nothing-sent'))).toMatchInlineSnapshot(`
      "api-test-gen 0.1.0

        API         Demo Shop (openapi.yaml)
        Server      http://127.0.0.1:4010/v1
        Operations  0 operations selected
        Phases      examples, coverage, fuzzing
        Seed        42

      Summary

        Operations  0 of 2 selected, 0 tested, 0 answered 2xx
        Cases       0 in 0.00 s (0/s): 0 positive, 0 negative
        Findings    none
        Seed        42

      ! No failure was found, but the run proves little.
      ! Nothing was tested: no case was sent.
      "
    `);
  });

  it('tells what is known of a run that was cut short', async () => {
    const cut = readStream('clean').slice(0, 4);
    expect(await replay(reporter, cut)).toMatchInlineSnapshot(`
      "api-test-gen 0.1.0

        API         Demo Shop (openapi.yaml)
        Server      http://127.0.0.1:4010/v1
        Operations  2 operations selected
        Phases      examples, coverage, fuzzing
        Seed        42

      Summary

        Operations  2 selected, 2 tested, 2 answered 2xx
        Cases       2 in 0.01 s (333/s): 2 positive, 0 negative
        Answers     2xx 2
        Findings    none
        Stopped     before its end, because it was cut short
        Seed        42

      ! No failure was found, but the run proves little.
      ! The run did not reach its end, because it was cut short.
      "
    `);
  });

  it('shows progress on a terminal, and leaves the same lines behind as elsewhere', async () => {
    const events = readStream('shop');
    const output = await replay(reporter, events, { isTTY: true, maxExamples: 100 });
    const drawn = output.split('\r\u001b[2K').filter((part) => part !== '' && !part.includes('\n'));
    expect(drawn).toMatchInlineSnapshot(`
      [
        "coverage · 2 cases · 15/s · 0 failures · 0.14 s",
        "coverage · 4 cases · 17/s · 2 failures · 0.23 s",
        "fuzzing · 1 case · 100/s · 2 failures · 0.01 s",
        "fuzzing · 3 cases · 25/s · 2 failures · 0.12 s",
        "fuzzing · 4 cases · 1/s · 4 failures · 5.74 s · about 14 min 15 s left",
      ]
    `);
    expect(onScreen(output)).toBe(await replay(reporter, events));
  });

  it('draws at most ten times a second, and never beyond the line', async () => {
    const [started, begun] = readStream('clean');
    const cases = Array.from({ length: 1000 }, (_, at) => ({ ...readStream('clean')[2], seq: at, atMs: 10 + at * 7 }));
    const events = [started, begun, ...cases].filter((event) => event !== undefined) as RunEvent[];
    const output = await replay(reporter, events, { isTTY: true, columns: 30 }, 0);
    const drawn = output.split('\r\u001b[2K').slice(1);
    expect(drawn.length).toBeGreaterThan(50);
    expect(drawn.length).toBeLessThanOrEqual(71);
    expect(Math.max(...drawn.map((line) => line.length))).toBeLessThan(30);
  });

  it('colours where it is told to, and only then', async () => {
    const events = readStream('shop');
    const coloured = await replay(reporter, events, { color: true });
    // oxlint-disable-next-line no-control-regex
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(await replay(reporter, events));
    expect(coloured).toContain('\u001b[31m✗');
    expect(await replay(reporter, readStream('clean'), { color: true })).toContain('\u001b[32m✓');
  });

  it('writes the same findings whatever order they are found in', async () => {
    const events = readStream('shop');
    const turned = events.filter(isFound).reverse();
    const others = events.filter((event) => !isFound(event));
    const findings = (output: string): string => output.slice(output.indexOf('Failures ('));
    const reordered = [...others.slice(0, -1), ...turned, ...others.slice(-1)];
    expect(findings(await replay(reporter, reordered))).toBe(findings(await replay(reporter, events)));
  });

  it('keeps prose within the terminal', async () => {
    for (const columns of [66, 80, 100]) {
      const output = await replay(reporter, readStream('shop'), { columns });
      const long = output.split('\n').filter((line) => line.length > columns);
      // What is to be copied, and places, are never broken.
      expect(long.filter((line) => !/^ {6}\S|Where /.test(line))).toEqual([]);
    }
  });

  it('shows no more than a screen can bear', async () => {
    const [found] = readStream('shop').filter(isFound);
    if (found === undefined) throw new Error('the stream has no failure');
    const many = Array.from({ length: 300 }, (_, at): RunEvent => {
      const operation = `GET /n/${String(at).padStart(3, '0')}`;
      return { ...found, failure: { ...found.failure, id: `f${at}`, operation, curl: `curl ${'x'.repeat(9000)}` } };
    });
    const output = await replay(reporter, many);
    expect(output).toContain('250 more findings, in full with --report ndjson=FILE or junit=FILE:');
    expect(output).toContain('    and 50 more\n');
    expect(output).toContain('(cut after 2000 of 9,005 characters; the junit and ndjson reports have all of it)');
    expect(output).toContain('✗ 300 failures in 300 operations.');
  });

  it('gives no copied line spaces that would be sent', async () => {
    const events = readStream('shop').map((event) =>
      isFound(event) ? { ...event, failure: { ...event.failure, curl: "curl \\\n  --data 'a\nb'" } } : event,
    );
    expect(await replay(reporter, events)).toContain("\n      curl \\\n        --data 'a\nb'\n");
  });

  it('keeps what a server sends from writing to the terminal', async () => {
    const hostile = '\u001b[2J\u001b]0;title\u0007\u202eevil\r\u0000\u009b1A\ud800';
    const events = readStream('shop').map((event) =>
      isFound(event) && event.failure.response !== undefined
        ? {
            ...event,
            failure: {
              ...event.failure,
              title: hostile,
              message: hostile,
              received: hostile,
              curl: hostile,
              response: {
                status: 500,
                headers: [['content-type', hostile] as const],
                body: { text: hostile.repeat(99), bytes: 9 },
              },
            },
          }
        : event,
    );
    const output = await replay(reporter, events);
    // oxlint-disable-next-line no-control-regex
    expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]|\p{Surrogate}/u);
    expect(output).toContain('\\u001b[2J');
  });
});
