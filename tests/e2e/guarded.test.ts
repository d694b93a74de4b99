import { describe, expect, it } from 'vitest';
import {
  guardedDocument,
  guardedHeaders,
  startGuarded,
  type GuardedDefect,
} from '../../fixtures/servers/odd/guarded.ts';
import type { RunOptions } from '../../src/run.ts';
import { collectRun, type CollectedRun } from './collect-run.ts';

async function runGuarded(defect?: GuardedDefect, options: Partial<RunOptions> = {}): Promise<CollectedRun> {
  const server = await startGuarded(defect);
  try {
    return await collectRun({
      spec: guardedDocument,
      baseUrl: server.url,
      seed: 1,
      maxExamples: 5,
      headers: guardedHeaders,
      ...options,
    });
  } finally {
    await server.close();
  }
}

const found = ({ failures }: CollectedRun): readonly string[] =>
  failures.map(({ check, operation, identity, confidence }) => [check, operation, identity, confidence].join(' · '));

describe('credentials', () => {
  it.each<[GuardedDefect, readonly string[]]>([
    ['orders-are-open', ['ignored_auth · GET /orders · without credentials · proved']],
    ['any-token-will-do', ['ignored_auth · GET /orders · with wrong credentials · proved']],
    ['breaks-without-token', ['not_a_server_error · GET /invoices · 500 · proved']],
    ['nothing-is-guarded', ['ignored_auth · GET /orders · without credentials · heuristic']],
    // All five operations show it: one failure.
    ['head-is-html', ['head_matches_get · GET /orders · Content-Type · heuristic']],
  ])('show %s', async (defect, expected) => {
    const result = await runGuarded(defect);
    expect(found(result)).toEqual(expected);
    expect(result.failures.map(({ reproducibility }) => reproducibility.kind)).toEqual(
      expected.map(() => 'deterministic'),
    );
  });

  it('show nothing where they are asked for', async () => {
    expect(found(await runGuarded())).toEqual([]);
  });

  it('are missing everywhere in one failure that lists its operations', async () => {
    const { failures } = await runGuarded('nothing-is-guarded');
    expect(failures[0]?.operations).toEqual(['GET /invoices', 'GET /keys', 'GET /orders']);
  });

  it('are also asked for where the run has none', async () => {
    expect(found(await runGuarded('orders-are-open', { headers: {} }))).toEqual([
      'ignored_auth · GET /orders · without credentials · proved',
    ]);
  });

  it('do not stand in the request that shows that they are ignored', async () => {
    const { failures } = await runGuarded('orders-are-open');
    const [failure] = failures;
    expect(failure?.request.headers.map(([name]) => name.toLowerCase())).not.toContain('authorization');
    expect(failure?.curl).not.toContain('Authorization');
  });

  it('are left alone where the checks are switched off', async () => {
    const server = await startGuarded();
    try {
      const options = { spec: guardedDocument, baseUrl: server.url, seed: 1, maxExamples: 5, headers: guardedHeaders };
      const probing = ['ignored_auth', 'head_matches_get'];
      // What other methods are asked for, the server does not count.
      const excludeChecks = [...probing, 'unsupported_method', 'allow_header_conformance', 'pagination_consistency'];
      const { summary } = await collectRun({ ...options, excludeChecks });
      expect(server.requests()).toBe(summary.cases.sent);
    } finally {
      await server.close();
    }
  });
});
