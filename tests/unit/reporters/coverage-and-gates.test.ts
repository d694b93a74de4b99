import { expect, it } from 'vitest';
import { console as consoleReporter } from '../../../reporters/console/console.ts';
import { junit } from '../../../reporters/junit/junit.ts';
import type { RunEvent } from '../../../runtime/events.ts';
import type { OperationCoverage } from '../../../runtime/model/coverage.ts';
import type { RunSummary } from '../../../runtime/model/summary.ts';
import { readStream, replay } from './replay.ts';

const covered = (operation: string, met: number, broken: number, seen: readonly string[]): RunEvent =>
  ({
    type: 'operation-covered',
    seq: 0,
    atMs: 0,
    operation,
    answers: {},
    statuses: { documented: ['200', '404'], seen },
    keywords: { valid: { exercised: met, total: 10 }, invalid: { exercised: broken, total: 8 } },
    schemas: [],
  }) satisfies OperationCoverage & RunEvent;

/** The clean run, with these events before its end and this in its summary. */
function cleanRun(events: readonly RunEvent[], more: Partial<RunSummary>): readonly RunEvent[] {
  return readStream('clean').flatMap((event) =>
    event.type === 'run-finished' ? [...events, { ...event, summary: { ...event.summary, ...more } }] : [event],
  );
}

const coverage: RunSummary['coverage'] = {
  keywords: { valid: { exercised: 1_200, total: 1_500 }, invalid: { exercised: 3, total: 8 } },
  statuses: { exercised: 2, total: 4 },
};

const tail = (output: string): string => output.slice(output.indexOf('Summary'));

it('the console tells sums, the largest gaps first, and what was demanded', async () => {
  const events = cleanRun(
    [
      covered('GET /full', 10, 8, ['200', '404']),
      covered('GET /half', 5, 4, ['200', '404']),
      covered('GET /little', 1, 0, ['404']),
    ],
    {
      coverage,
      gates: [
        { name: 'min-reached', met: true, required: 50, actual: 100 },
        { name: 'fail-on-warning', met: false, warnings: ['missing_auth', 'unused_filter'] },
      ],
    },
  );
  expect(tail(await replay(consoleReporter, events))).toMatchInlineSnapshot(`
    "Summary

      Operations  2 of 2 selected, 2 tested, 2 answered 2xx
      Cases       4 in 1.50 s (3/s): 4 positive, 0 negative
      Answers     2xx 4
      Keywords    1,200 of 1,500 met by valid requests, 3 of 8 broken by invalid
                  ones
      Statuses    2 of 4 documented ones answered
      Gaps        GET /little: 1 of 10 met, 0 of 8 broken; never 200
                  GET /half: 5 of 10 met, 4 of 8 broken
      Findings    none
      Demanded    met, --min-reached 50: 100 % of the operations answered 2xx
                  not met, --fail-on-warning: missing_auth, unused_filter
      Seed        42

    ✗ No failure was found, but the run did not do what was demanded of it.
    ✗ Not met: --fail-on-warning: missing_auth, unused_filter.
    "
  `);
});

it('the console shows few gaps, however many operations there are', async () => {
  const events = Array.from({ length: 40 }, (_, index) => covered(`GET /${index}`, index % 10, 0, []));
  const output = await replay(consoleReporter, cleanRun(events, { coverage }));
  expect(output.match(/\d of 10 met/g)?.length).toBe(5);
});

it.each<[string, Partial<RunSummary['operations']>, RegExp]>([
  ['all answered 2xx', {}, /✓ No failure in 4 cases for 2 operations\./],
  [
    'most did',
    { tested: 4, selected: 4, reached: 3 },
    /✓ No failure in 4 cases for 4 operations, 3 of which answered 2xx\./,
  ],
  [
    'few did',
    { tested: 40, selected: 40, reached: 2 },
    /! No failure was found[^✓]*! Only 2 of 40 operations answered 2xx/,
  ],
])('the verdict where %s', async (_, operations, expected) => {
  const clean = readStream('clean').at(-1);
  const all = clean?.type === 'run-finished' ? clean.summary.operations : undefined;
  const events = cleanRun([], { operations: { total: 0, selected: 0, tested: 0, reached: 0, ...all, ...operations } });
  expect(await replay(consoleReporter, events)).toMatch(expected);
});

it('JUnit has the sums as properties and each demand as a case', async () => {
  const output = await replay(
    junit,
    cleanRun([], {
      coverage,
      gates: [
        { name: 'min-reached', met: true, required: 50, actual: 100 },
        { name: 'min-keyword-coverage', met: false, required: 90, actual: 79.7 },
      ],
    }),
  );
  expect(output).toContain('<property name="keywords-met" value="1,200 of 1,500"/>');
  const at = output.indexOf('<testsuite name="api-test-gen gates"');
  const suite = output.slice(at, output.indexOf('</testsuite>', at));
  expect(suite.slice(suite.indexOf('</properties>'))).toMatchInlineSnapshot(`
    "</properties>
        <testcase name="gate: min-reached" classname="api-test-gen.gates" time="0.000">
          <system-out>--min-reached 50: 100 % of the operations answered 2xx</system-out>
        </testcase>
        <testcase name="gate: min-keyword-coverage" classname="api-test-gen.gates" time="0.000">
          <failure type="min-keyword-coverage" message="Not met: --min-keyword-coverage 90: 79.7 % of the keywords were exercised">--min-keyword-coverage 90: 79.7 % of the keywords were exercised</failure>
        </testcase>
      "
  `);
  expect(output).toMatch(/<testsuites name="api-test-gen" tests="\d+" failures="1"/);
});

it('the console says why operations were never reached, once for what lacks the same', async () => {
  const orders = ['GET /orders/{id}', 'DELETE /orders/{id}', 'PUT /orders/{id}'].map((operation) => ({
    operation,
    cause: 'nobody-gives' as const,
    reason: 'needs {id} of /orders/{}: POST /orders answered 422: The tenant has no price list.',
  }));
  const others = Array.from({ length: 9 }, (_, at) => ({
    operation: `GET /reports/${at}`,
    cause: 'server-error' as const,
    reason: `answered 500: no such table ${at}`,
  }));
  const output = tail(await replay(consoleReporter, cleanRun([], { unreached: [...others, ...orders] })));
  expect(output.slice(output.indexOf('  Never'), output.indexOf('  Findings'))).toMatchInlineSnapshot(`
    "  Never 2xx   GET /orders/{id} and 2 more: needs {id} of /orders/{}: POST
                  /orders answered 422: The tenant has no price list.
                  GET /reports/0: answered 500: no such table 0
                  GET /reports/1: answered 500: no such table 1
                  GET /reports/2: answered 500: no such table 2
                  GET /reports/3: answered 500: no such table 3
                  GET /reports/4: answered 500: no such table 4
                  GET /reports/5: answered 500: no such table 5
                  GET /reports/6: answered 500: no such table 6
                  and 2 more, all in --report ndjson=FILE
    "
  `);
});
