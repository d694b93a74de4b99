import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { junit } from '../../../reporters/junit/junit.ts';
import type { RunEvent } from '../../../runtime/events.ts';
import { readStream, replay } from './replay.ts';
import { breaches, junitXsd, rootOf } from './xsd.ts';

const hasXmllint = spawnSync('xmllint', ['--version']).error === undefined;
const streams = ['shop', 'clean', 'nothing-reached', 'nothing-sent'];

describe('junit', () => {
  it.each(streams)('writes %s by the schema', async (name) => {
    expect(breaches(await replay(junit, readStream(name)))).toEqual([]);
  });

  it.skipIf(!hasXmllint)('is valid to xmllint (skipped where there is none)', async () => {
    const xml = await replay(junit, readStream('shop'));
    execFileSync('xmllint', ['--noout', '--schema', fileURLToPath(junitXsd), '-'], { input: xml, stdio: 'pipe' });
  });

  it('is complete and valid however early the run is cut short', async () => {
    const events = readStream('shop');
    for (let length = 0; length <= events.length; length += 1) {
      expect(breaches(await replay(junit, events.slice(0, length)))).toEqual([]);
    }
  });

  it('writes the same whatever order failures are found in', async () => {
    const events = readStream('shop');
    const isFailure = (event: RunEvent): boolean => event.type === 'failure-found';
    const turned = events.filter(isFailure).reverse();
    const others = events.filter((event) => !isFailure(event));
    const reordered = [...others.slice(0, -1), ...turned, ...others.slice(-1)];
    expect(await replay(junit, reordered)).toBe(await replay(junit, events));
  });

  it('counts what it holds', async () => {
    const root = rootOf(await replay(junit, readStream('shop')));
    const suites = [...root.childNodes].filter(({ nodeName }) => nodeName === 'testsuite');
    const tests = suites.map((suite) => [...suite.childNodes].filter(({ nodeName }) => nodeName === 'testcase'));
    expect(suites.map((suite) => Number(suite.getAttribute('tests')))).toEqual(tests.map(({ length }) => length));
    const having = (name: string): number =>
      tests.flat().filter((test) => [...test.childNodes].some(({ nodeName }) => nodeName === name)).length;
    const sum = (name: string): number => suites.reduce((total, suite) => total + Number(suite.getAttribute(name)), 0);
    expect([sum('failures'), sum('errors'), sum('skipped')]).toEqual([
      having('failure'),
      having('error'),
      having('skipped'),
    ]);
    expect(root.getAttribute('failures')).toBe(String(having('failure')));
  });

  it('gives each test one phase and operation, with the sum of its cases as time', async () => {
    expect(await replay(junit, readStream('clean'))).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="api-test-gen" tests="6" failures="0" errors="0" time="1.500">
        <testsuite name="api-test-gen examples" tests="2" failures="0" errors="0" skipped="2" time="0.000" timestamp="2026-11-21T12:00:00">
          <properties>
            <property name="seed" value="42"/>
            <property name="version" value="0.1.0"/>
            <property name="fast-check" value="4.10.2"/>
            <property name="base-url" value="http://127.0.0.1:4010/v1"/>
            <property name="document" value="/work/shop/openapi.yaml"/>
          </properties>
          <testcase name="GET /a · examples" classname="api-test-gen.examples" time="0.000">
            <skipped message="Not tested: the run ended before, because it was cut short."/>
          </testcase>
          <testcase name="GET /b · examples" classname="api-test-gen.examples" time="0.000">
            <skipped message="Not tested: the run ended before, because it was cut short."/>
          </testcase>
        </testsuite>
        <testsuite name="api-test-gen coverage" tests="2" failures="0" errors="0" skipped="0" time="0.006" timestamp="2026-11-21T12:00:00">
          <properties>
            <property name="seed" value="42"/>
            <property name="version" value="0.1.0"/>
            <property name="fast-check" value="4.10.2"/>
            <property name="base-url" value="http://127.0.0.1:4010/v1"/>
            <property name="document" value="/work/shop/openapi.yaml"/>
          </properties>
          <testcase name="GET /a · coverage" classname="api-test-gen.coverage" time="0.002"/>
          <testcase name="GET /b · coverage" classname="api-test-gen.coverage" time="0.002"/>
        </testsuite>
        <testsuite name="api-test-gen fuzzing" tests="2" failures="0" errors="0" skipped="0" time="1.492" timestamp="2026-11-21T12:00:00">
          <properties>
            <property name="seed" value="42"/>
            <property name="version" value="0.1.0"/>
            <property name="fast-check" value="4.10.2"/>
            <property name="base-url" value="http://127.0.0.1:4010/v1"/>
            <property name="document" value="/work/shop/openapi.yaml"/>
          </properties>
          <testcase name="GET /a · fuzzing" classname="api-test-gen.fuzzing" time="0.002"/>
          <testcase name="GET /b · fuzzing" classname="api-test-gen.fuzzing" time="0.002"/>
        </testsuite>
      </testsuites>
      "
    `);
  });

  it('writes failures, notes, problems, warnings and what was not tested', async () => {
    expect(await replay(junit, readStream('shop'))).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="api-test-gen" tests="19" failures="4" errors="1" time="6.111">
        <testsuite name="api-test-gen examples" tests="6" failures="0" errors="0" skipped="4" time="0.013" timestamp="2026-11-21T12:00:00">
          <properties>
            <property name="seed" value="42"/>
            <property name="version" value="0.1.0"/>
            <property name="fast-check" value="4.10.2"/>
            <property name="base-url" value="http://127.0.0.1:4010/v1"/>
            <property name="document" value="/work/shop/openapi.yaml"/>
            <property name="stopped" value="the server stopped answering"/>
          </properties>
          <testcase name="GET /products · examples" classname="api-test-gen.examples" time="0.009"/>
          <testcase name="POST /products · examples" classname="api-test-gen.examples" time="0.000">
            <skipped message="Not tested: its part of the document has a problem, see the suite &quot;api-test-gen problems&quot;."/>
          </testcase>
          <testcase name="GET /products/{id} · examples" classname="api-test-gen.examples" time="0.006"/>
          <testcase name="POST /orders · examples" classname="api-test-gen.examples" time="0.000">
            <skipped message="This phase has no case for the operation."/>
          </testcase>
          <testcase name="GET /orders/{id} · examples" classname="api-test-gen.examples" time="0.000">
            <skipped message="This phase has no case for the operation."/>
          </testcase>
          <testcase name="DELETE /orders/{id} · examples" classname="api-test-gen.examples" time="0.000">
            <skipped message="This phase has no case for the operation."/>
          </testcase>
        </testsuite>
        <testsuite name="api-test-gen coverage" tests="6" failures="2" errors="0" skipped="3" time="0.245" timestamp="2026-11-21T12:00:00">
          <properties>
            <property name="seed" value="42"/>
            <property name="version" value="0.1.0"/>
            <property name="fast-check" value="4.10.2"/>
            <property name="base-url" value="http://127.0.0.1:4010/v1"/>
            <property name="document" value="/work/shop/openapi.yaml"/>
            <property name="stopped" value="the server stopped answering"/>
          </properties>
          <testcase name="GET /products · coverage" classname="api-test-gen.coverage" time="0.000">
            <skipped message="This phase has no case for the operation."/>
          </testcase>
          <testcase name="POST /products · coverage" classname="api-test-gen.coverage" time="0.000">
            <skipped message="Not tested: its part of the document has a problem, see the suite &quot;api-test-gen problems&quot;."/>
          </testcase>
          <testcase name="GET /products/{id} · coverage" classname="api-test-gen.coverage" time="0.004">
            <failure type="response_schema_conformance" message="Response breaks its schema">\`/price\` is a string where the schema says number.

      Operation: GET /products/{id}
      Check: response_schema_conformance, severity medium, proved
      Where: openapi.yaml:112:9 #/components/schemas/Product/properties/price
      Expected: number at /price
      Received: "12.50"
      Response: 200
      {"id":1,"name":"tea","price":"12.50"}
      Next: Send \`price\` as a number, or document it as a string.
      Seen: in 1,240 cases, state-dependent
      Request: curl -X GET 'http://127.0.0.1:4010/v1/products/1'
      Replay: api-test-gen run openapi.yaml --base-url http://127.0.0.1:4010/v1 --seed 42 --case '42/coverage/7/GET /products/{id}'</failure>
          </testcase>
          <testcase name="POST /orders · coverage" classname="api-test-gen.coverage" time="0.004">
            <failure type="negative_data_rejection" message="Invalid data accepted">The server accepted a body that breaks \`minimum\` at /quantity.

      Operation: POST /orders
      Check: negative_data_rejection, severity high, proved
      Where: openapi.yaml:131:11 #/components/schemas/Order/properties/quantity/minimum
      Invalid: body /quantity: minimum
      Expected: a 4xx status
      Received: 201
      Response: 201
      {
        "id": 7,
        "quantity": -1
      }
      Next: Validate \`quantity\` against its minimum of 1.
      Seen: in 3 cases, flaky 2/5
      Request: curl -X POST 'http://127.0.0.1:4010/v1/orders' --json '{"productId":1,"quantity":-1}'
      Replay: api-test-gen run openapi.yaml --base-url http://127.0.0.1:4010/v1 --seed 42 --case '42/coverage/7/POST /orders'</failure>
          </testcase>
          <testcase name="GET /orders/{id} · coverage" classname="api-test-gen.coverage" time="0.006">
            <system-out>Worth a look: Undocumented status code (status_code_conformance)
      404 is not documented at 2 operations.

      Operation: GET /orders/{id}, GET /products/{id}
      Check: status_code_conformance, severity low, heuristic
      Expected: one of 200
      Received: 404
      Response: 404, no body
      Next: Document 404, for instance with an overlay.
      Seen: in 1 case, deterministic
      Request: curl -X GET 'http://127.0.0.1:4010/v1/orders/0'
      Replay: api-test-gen run openapi.yaml --base-url http://127.0.0.1:4010/v1 --seed 42 --case '42/coverage/7/GET /orders/{id}'</system-out>
          </testcase>
          <testcase name="DELETE /orders/{id} · coverage" classname="api-test-gen.coverage" time="0.000">
            <skipped message="This phase has no case for the operation."/>
          </testcase>
        </testsuite>
        <testsuite name="api-test-gen fuzzing" tests="6" failures="2" errors="0" skipped="3" time="5.850" timestamp="2026-11-21T12:00:00">
          <properties>
            <property name="seed" value="42"/>
            <property name="version" value="0.1.0"/>
            <property name="fast-check" value="4.10.2"/>
            <property name="base-url" value="http://127.0.0.1:4010/v1"/>
            <property name="document" value="/work/shop/openapi.yaml"/>
            <property name="stopped" value="the server stopped answering"/>
          </properties>
          <testcase name="GET /products · fuzzing" classname="api-test-gen.fuzzing" time="0.002"/>
          <testcase name="POST /products · fuzzing" classname="api-test-gen.fuzzing" time="0.000">
            <skipped message="Not tested: its part of the document has a problem, see the suite &quot;api-test-gen problems&quot;."/>
          </testcase>
          <testcase name="GET /products/{id} · fuzzing" classname="api-test-gen.fuzzing" time="0.000">
            <skipped message="Not tested: the run ended before, because the server stopped answering."/>
          </testcase>
          <testcase name="POST /orders · fuzzing" classname="api-test-gen.fuzzing" time="0.004">
            <failure type="not_a_server_error" message="Server error">The server answered 500 to a request that the document allows.

      Operation: POST /orders
      Check: not_a_server_error, severity critical, proved
      Where: openapi.yaml:88:7 #/paths/~1orders/post/responses
      Expected: a status below 500
      Received: 500
      Response: 500
      {"error":"division by zero","trace":"at OrderService.unitPrice (/srv/app/orders.js:41:17) at OrderService.create (/srv/app/orders.js:22:10) at process.processTicksAndRejections"}
      Next: Look for "division by zero" in the server's log; quantity may be 0.
      Seen: in 12 cases, deterministic
      Request: curl -X POST 'http://127.0.0.1:4010/v1/orders' \\
        -H "Authorization: $ATG_AUTHORIZATION" \\
        -H 'Content-Type: application/json' \\
        --data-binary '{"productId":1,"quantity":0}'
      Replay: api-test-gen run openapi.yaml --base-url http://127.0.0.1:4010/v1 --seed 42 --case '42/fuzzing/7/POST /orders'</failure>
          </testcase>
          <testcase name="GET /orders/{id} · fuzzing" classname="api-test-gen.fuzzing" time="0.000">
            <skipped message="Not tested: the run ended before, because the server stopped answering."/>
          </testcase>
          <testcase name="DELETE /orders/{id} · fuzzing" classname="api-test-gen.fuzzing" time="0.014">
            <failure type="not_a_server_error" message="Connection lost">The server closed the connection before it answered.

      Operation: DELETE /orders/{id}
      Check: not_a_server_error, severity critical, likely
      Expected: a response
      Received: nothing
      Response: none: the connection ended
      Next: Look for a crash in the server's log.
      Seen: in 1 case, not verified: the server stayed down
      Request: curl -X DELETE 'http://127.0.0.1:4010/v1/orders/9007199254740993'
      Replay: api-test-gen run openapi.yaml --base-url http://127.0.0.1:4010/v1 --seed 42 --case '42/fuzzing/7/DELETE /orders/{id}'</failure>
            <failure type="response_headers_conformance" message="Required response header missing">The response has no \`X-Rate-Limit\`, which the document requires.

      Operation: DELETE /orders/{id}, GET /orders/{id}, POST /orders
      Check: response_headers_conformance, severity medium, proved
      Where: shared/headers.yaml:3:5
      Expected: the header X-Rate-Limit
      Received: no such header
      Response: 204, no body
      Next: Send the header.
      Seen: in 1 case, deterministic
      Request: curl -X DELETE 'http://127.0.0.1:4010/v1/orders/1'
      Replay: api-test-gen run openapi.yaml --base-url http://127.0.0.1:4010/v1 --seed 42 --case '42/fuzzing/7/DELETE /orders/{id}'</failure>
          </testcase>
        </testsuite>
        <testsuite name="api-test-gen problems" tests="1" failures="0" errors="1" skipped="0" time="0.000" timestamp="2026-11-21T12:00:00">
          <properties>
            <property name="seed" value="42"/>
            <property name="version" value="0.1.0"/>
            <property name="fast-check" value="4.10.2"/>
            <property name="base-url" value="http://127.0.0.1:4010/v1"/>
            <property name="document" value="/work/shop/openapi.yaml"/>
            <property name="stopped" value="the server stopped answering"/>
          </properties>
          <testcase name="POST /products" classname="api-test-gen.problems" time="0.000">
            <error type="ATG_SCHEMA_UNSATISFIABLE" message="No value satisfies the body schema: minimum 10 is above maximum 5.">No value satisfies the body schema: minimum 10 is above maximum 5.
      Where: openapi.yaml:140:9 (/components/schemas/NewProduct/properties/stock)
      Next: Correct one of the bounds.</error>
          </testcase>
          <system-out>Warning missing_auth: 2 operations need credentials and answered 401 to every case.
      Operations: GET /orders/{id}, POST /orders
      Next: Add -H 'Authorization: Bearer …'.</system-out>
        </testsuite>
      </testsuites>
      "
    `);
  });

  it('holds hostile text without its controls', async () => {
    const hostile = '\u001b[31m<a href="x">&amp;\u0000]]>\u202e\ud800\n"\'';
    const events = readStream('shop').map((event) =>
      event.type === 'failure-found'
        ? {
            ...event,
            failure: { ...event.failure, title: hostile, message: hostile, received: hostile, curl: hostile },
          }
        : event,
    );
    const xml = await replay(junit, events);
    expect(breaches(xml)).toEqual([]);
    // oxlint-disable-next-line no-control-regex
    expect(xml).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]|\p{Surrogate}/u);
    expect(xml).toContain('message="&lt;a href=&quot;x&quot;&gt;&amp;amp;]]&gt;\\u202e\\n&quot;\'"');
  });
});
