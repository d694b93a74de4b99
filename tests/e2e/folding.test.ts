import { describe, expect, it } from 'vitest';
import { commonFaultsDocument, startCommonFaults, type CommonFault } from '../../fixtures/servers/odd/common-faults.ts';
import { collectRun, type CollectedRun } from './collect-run.ts';

async function runWith(...faults: readonly CommonFault[]): Promise<CollectedRun> {
  const server = await startCommonFaults(faults);
  try {
    return await collectRun({ spec: commonFaultsDocument, baseUrl: server.url, seed: 1, maxExamples: 30 });
  } finally {
    await server.close();
  }
}

type Failures = CollectedRun['failures'];

/** The last word on each failure, as reports have it. */
const last = ({ failures }: CollectedRun): Failures => [...new Map(failures.map((one) => [one.id, one])).values()];

const named = (result: CollectedRun): readonly string[] =>
  last(result)
    .map(
      ({ check, operation, operations, identity }) =>
        `${check} ${operations === undefined ? operation : `API(${operations.length})`} ${identity}`,
    )
    .sort();

describe('a server with faults that many requests meet', { timeout: 120_000 }, () => {
  it('shows nothing without them', async () => {
    expect(named(await runWith())).toEqual([]);
  });

  it('has two failures where two values make one operation fail', async () => {
    const result = await runWith('fails-on-two-values');
    expect(named(result)).toEqual([
      'not_a_server_error GET /kites 500 · valid query limit',
      'not_a_server_error GET /kites 500 · valid query q',
    ]);
    expect(last(result).map(({ essential }) => essential?.kind)).toEqual(['values', 'values']);
    expect(last(result).every(({ reproducibility }) => reproducibility.kind === 'deterministic')).toBe(true);
  });

  it('has two also where the server has the same words for both', async () => {
    const [first = '', second = '', ...others] = named(await runWith('fails-on-two-values-in-words'));
    expect(others).toEqual([]);
    expect(first).toBe('not_a_server_error GET /kites 500 The kite is broken');
    expect(second).toMatch(/^not_a_server_error GET \/kites 500 The kite is broken · valid query (?:q|limit)$/);
  });

  it('has one where one function fails in all operations', async () => {
    const result = await runWith('shared-function-fails');
    expect(named(result)).toEqual([
      "not_a_server_error API(10) 500 TypeError: Cannot read properties of undefined (reading 'tenant') at resolveTenant (tenancy.js)",
    ]);
    expect(last(result)[0]?.reproducibility).toEqual({ kind: 'deterministic' });
  });

  it('has one for each part of the requests that nothing validates', async () => {
    const result = await runWith('validates-nothing');
    expect(named(result)).toEqual([
      'negative_data_rejection API(5) body not validated',
      'negative_data_rejection API(5) query not validated',
    ]);
    expect(last(result).map(({ confidence }) => confidence)).toEqual(['proved', 'proved']);
    const query = last(result).find(({ identity }) => identity === 'query not validated');
    expect(query?.fold?.count).toBeGreaterThan(20);
    expect(query?.fold?.list[0]).toMatch(/^GET \/kites: query /);
  });

  it('has one for a field that all refusals lack', async () => {
    const result = await runWith('refusals-lack-fields');
    expect(named(result)).toEqual([
      'response_schema_conformance API(10) /responses/400/content/application~1json/schema/required several',
      'response_schema_conformance API(5) unreadable body',
    ]);
  });

  it('has one note for what the parser answers to garbage', async () => {
    const result = await runWith('garbage-is-refused-in-html');
    expect(named(result)).toEqual(['content_type_conformance API(5) unreadable body']);
    expect(last(result)[0]?.confidence).toBe('heuristic');
  });

  it('has one for an answer that is another object', async () => {
    const result = await runWith('answers-with-another-object');
    expect(named(result)).toEqual([
      'response_schema_conformance GET /kites /paths/~1kites/get/responses/200/content/application~1json/schema/required several',
    ]);
    expect(last(result)[0]?.message).toBe('The body lacks 4 of its required properties: items, total, limit, next.');
  });

  it('gives the same failures the same names with another seed, and the same text whatever the concurrency', async () => {
    const server = await startCommonFaults(['fails-on-two-values', 'refusals-lack-fields']);
    const failuresOf = async (seed: number, concurrency: number): Promise<Failures> =>
      last(await collectRun({ spec: commonFaultsDocument, baseUrl: server.url, seed, concurrency, maxExamples: 30 }));
    try {
      const alone = await failuresOf(1, 1);
      const together = await failuresOf(1, 8);
      const other = await failuresOf(2, 8);
      expect(alone).toHaveLength(4);
      const said = (failures: Failures) =>
        failures.map(({ id, message, curl, seedPath, occurrences }) => ({ id, message, curl, seedPath, occurrences }));
      expect(said(together)).toEqual(said(alone));
      expect(other.map(({ id }) => id).sort()).toEqual(alone.map(({ id }) => id).sort());
    } finally {
      await server.close();
    }
  });
});
