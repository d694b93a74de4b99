import { describe, expect, it } from 'vitest';
import { console as consoleReporter } from '../../../reporters/console/console.ts';
import { junit } from '../../../reporters/junit/junit.ts';
import type { RunEvent } from '../../../runtime/events.ts';
import type { Difference } from '../../../runtime/model/difference.ts';
import { pointerTo } from '../../../runtime/model/json.ts';
import { readStream, replay } from './replay.ts';
import { breaches } from './xsd.ts';

const required: Difference = {
  source: 'message',
  operations: ['GET /orders', 'POST /orders'],
  location: 'header',
  parameter: 'X-Tenant',
  pointer: '',
  keyword: 'required',
  place: 'header parameter X-Tenant',
  documented: 'optional',
  demanded: 'required',
  confidence: 'likely',
  evidence: 21,
  message: 'must have \u001b[31mX-Tenant',
  where: { file: '/work/shop/openapi.yaml', line: 3, column: 5, pointer: '/components/parameters/Tenant' },
  changes: [{ file: 'openapi.yaml', at: pointerTo('', 'components'), kind: 'set', members: { required: true } }],
};

const { message: _message, where: _where, ...base } = required;
const outcome: Difference = {
  ...base,
  source: 'outcomes',
  operations: ['GET /reports'],
  place: 'query parameter since',
  demanded: 'left out: 5 requests that had it were refused, 20 without it were not',
  confidence: 'heuristic',
  changes: [],
};

/** A clean run with these differences told at its end. */
function streamWith(differences: readonly Difference[]): readonly RunEvent[] {
  const events = readStream('clean');
  const last = events.at(-1);
  if (last === undefined) throw new Error('the stream is empty');
  const told = differences.map((difference): RunEvent => ({ type: 'difference', seq: 0, atMs: 1, difference }));
  return [...events.slice(0, -1), ...told, last];
}

describe('differences of document and server', () => {
  it('are listed by the console, the sure ones first, a line for each', async () => {
    const output = await replay(consoleReporter, streamWith([outcome, required]));
    expect(output.slice(output.indexOf('Document and server'), output.indexOf('Summary'))).toMatchInlineSnapshot(`
      "Document and server differ (2)

        GET /orders and 1 other
          header parameter X-Tenant: optional in the document, required for the serve…
        GET /reports
          query parameter since: optional in the document, left out: 5 requests that …
        --suggest-overlay FILE writes the changes that make the document agree.

      "
    `);
  });

  it('take no more than twenty lines', async () => {
    const many = Array.from({ length: 90 }, (_, index) => ({ ...required, place: `body.${'x'.repeat(index)}` }));
    const apart = many.map((one, index) => ({ ...one, operations: [`GET /${index}`] }));
    for (const [differences, hidden] of [
      [many, 76],
      [apart, 83],
    ] as const) {
      const output = await replay(consoleReporter, streamWith(differences));
      const section = output.slice(output.indexOf('Document and server'), output.indexOf('Summary')).trimEnd();
      expect(section.split('\n').length).toBeLessThanOrEqual(20);
      expect(section).toContain(`and ${hidden} others`);
      expect(section.split('\n').filter((line) => line.length > 80)).toEqual([]);
    }
  });

  it('are not mentioned where there are none', async () => {
    expect(await replay(consoleReporter, readStream('clean'))).not.toContain('Document and server');
  });

  it('stand in the output of the JUnit report', async () => {
    const xml = await replay(junit, streamWith([required, outcome]));
    expect(breaches(xml)).toEqual([]);
    expect(xml).toContain('Document and server differ: header parameter X-Tenant is optional in the document');
    expect(xml).toContain('/work/shop/openapi.yaml:3:5 #/components/parameters/Tenant');
  });
});
