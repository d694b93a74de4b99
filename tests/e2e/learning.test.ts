import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { strictDocument } from '../../fixtures/servers/strict/strict.document.ts';
import { startStrict } from '../../fixtures/servers/strict/strict-server.ts';
import type { RunOptions } from '../../src/run.ts';
import { overlayDocument } from '../../src/overlay/overlay-document.ts';
import { loadApi } from '../../src/load-document.ts';
import { applyOverlay, readOverlay } from './apply-overlay.ts';
import { collectRun, type CollectedRun } from './collect-run.ts';
import { runCli } from './run-cli.ts';

async function runStrict(
  options: Partial<RunOptions> = {},
): Promise<CollectedRun & { readonly seen: readonly string[] }> {
  await using server = await startStrict();
  const result = await collectRun({ spec: strictDocument, baseUrl: server.url, seed: 7, ...options });
  const seen = server.seen.map(({ method, target, headers, body }) => {
    const fields = headers.filter((_, index) => headers[index - (index % 2)]?.toLowerCase() !== 'host');
    return [method, target, ...fields, body].join('\n');
  });
  return { ...result, seen: seen.sort() };
}

/** The share of the valid requests of fuzzing that were accepted, for each operation. */
function accepted({ cases }: CollectedRun): Readonly<Record<string, number>> {
  const sent = cases.filter(({ mode, phase }) => mode === 'positive' && phase === 'fuzzing');
  const labels = [...new Set(sent.map(({ operation }) => operation))].sort();
  return Object.fromEntries(
    labels.map((label) => {
      const own = sent.filter(({ operation }) => operation === label);
      return [label, own.filter(({ status = 0 }) => status < 300).length / own.length];
    }),
  );
}

const differencesOf = ({ events }: CollectedRun) =>
  events.flatMap((event) => (event.type === 'difference' ? [event.difference] : []));

describe('fuzzing a server that demands more than its document says', () => {
  it('reaches what the document alone does not', async () => {
    const blind = await runStrict({ adapt: false });
    const learned = await runStrict();
    expect(blind.summary.operations.reached).toBe(1);
    expect(learned.summary.operations.reached).toBe(5);
    expect(Math.max(...Object.values(accepted(blind)))).toBeLessThan(0.1);
    expect(Math.min(...Object.values(accepted(learned)))).toBeGreaterThan(0.6);
  });

  it('sends the same bytes again, whatever the concurrency', async () => {
    const checks = ['not_a_server_error'];
    const alone = await runStrict({ checks, concurrency: 1 });
    expect(alone.seen.length).toBeGreaterThan(400);
    const together = await runStrict({ checks, concurrency: 16 });
    expect(together.seen).toEqual(alone.seen);
    expect(differencesOf(together)).toEqual(differencesOf(alone));
  });

  it('leaves the phases before as they are, and all of them without learning', async () => {
    const options = { checks: ['not_a_server_error'], phases: ['examples', 'coverage'] } as const;
    expect((await runStrict(options)).seen).toEqual((await runStrict({ ...options, adapt: false })).seen);
    const fuzzing = { checks: ['not_a_server_error'], adapt: false } as const;
    const before = new Set((await runStrict({ ...fuzzing, phases: ['fuzzing'] })).seen);
    const whole = (await runStrict(fuzzing)).seen;
    expect([...before].every((request) => whole.includes(request))).toBe(true);
  });

  it('sends a filtered operation what a whole run sends it', async () => {
    const checks = ['not_a_server_error'];
    const whole = new Set((await runStrict({ checks })).seen);
    const filtered = await runStrict({ checks, includePath: ['/orders'], includeMethod: ['POST'] });
    expect(filtered.seen.filter((request) => !whole.has(request))).toEqual([]);
    expect(filtered.seen.length).toBeGreaterThan(100);
  });

  it('never takes for invalid what only the server refuses', async () => {
    const { failures } = await runStrict();
    expect(failures.filter(({ check }) => check === 'negative_data_rejection')).toEqual([]);
    expect(failures.filter(({ mode, confidence }) => mode === 'negative' && confidence !== 'heuristic')).toEqual([]);
  });
});

describe('what contradicts the document', () => {
  it('is one failure for each demand, and one for the API where many operations share it', async () => {
    const { failures } = await runStrict();
    const likely = failures.filter(({ confidence }) => confidence === 'likely');
    expect(likely.map(({ operation, operations, title }) => `${operations?.length ?? operation}: ${title}`).sort())
      .toMatchInlineSnapshot(`
        [
          "3: Valid request refused: header parameter X-Tenant must be narrower (pattern)",
          "3: Valid request refused: header parameter X-Tenant must be there",
          "GET /orders: Valid request refused: query parameter limit must be narrower (maximum)",
          "GET /versions: Valid request refused: header parameter x-version must be there",
          "POST /customers: Valid request refused: body.age must be narrower (minimum)",
          "POST /customers: Valid request refused: body.name must be narrower (minLength)",
          "POST /orders: Valid request refused: body.amount must be narrower (maximum)",
          "POST /orders: Valid request refused: body.code must be narrower (pattern)",
          "POST /orders: Valid request refused: body.legacyId must be left out",
          "POST /orders: Valid request refused: body.size must be narrower (enum)",
          "POST /orders: Valid request refused: body.size must be there",
        ]
      `);
    expect(likely.map(({ check }) => check)).toEqual(likely.map(() => 'positive_data_acceptance'));
    expect(likely.map(({ reproducibility }) => reproducibility.kind)).toEqual(likely.map(() => 'deterministic'));
  });

  it('is listed, with what only the outcomes show', async () => {
    const run = await runStrict();
    const lines = differencesOf(run).map(
      ({ source, operations, place, documented, demanded }) =>
        `${source} ${operations.length} ${place}: ${documented} / ${demanded.replace(/: .*/u, '')}`,
    );
    expect(lines).toMatchInlineSnapshot(`
      [
        "message 3 header parameter X-Tenant: optional / required",
        "message 3 header parameter X-Tenant: any string / pattern ^t-[0-9]+$",
        "message 1 query parameter limit: any integer / maximum 100",
        "message 1 body.code: any string / pattern ^[A-Z]{3}-[0-9]{4}$",
        "message 1 body.legacyId: declared / not allowed",
        "message 1 body.size: any string / one of ["S","M","L"]",
        "message 1 body.size: optional / required",
        "message 1 body.amount: any integer / maximum 50",
        "message 1 body.name: any string / minLength 3",
        "message 1 body.age: any integer / minimum 18",
        "message 1 header parameter x-version: not declared / required",
        "message 1 header parameter x-version: not declared / one of ["1","2"]",
        "outcomes 1 header parameter since: optional / left out, or of a form that the document does not name",
      ]
    `);
  });

  it('is gone once the suggested overlay is applied', async () => {
    const run = await runStrict();
    const { api } = await loadApi(strictDocument, { cwd: process.cwd(), signal: new AbortController().signal });
    const overlay = overlayDocument({
      api,
      differences: differencesOf(run),
      failures: run.failures,
      cwd: process.cwd(),
    });
    const amended = applyOverlay<object>(strictDocument, overlay);
    const again = await runStrict({ spec: amended });
    expect(differencesOf(again).filter(({ source }) => source === 'message')).toEqual([]);
    expect(again.failures.filter(({ confidence }) => confidence !== 'heuristic')).toEqual([]);
    expect(again.summary.operations.reached).toBe(5);
  });
});

describe('--suggest-overlay', () => {
  it('writes the file that makes the document agree', { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'api-test-gen-overlay-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    await using server = await startStrict();
    writeFileSync(join(folder, 'openapi.json'), JSON.stringify(strictDocument));
    const args = ['run', 'openapi.json', '-b', server.url, '--seed', '7', '--no-keep-failures'];
    const first = await runCli([...args, '--suggest-overlay', 'out/overlay.yaml'], { cwd: folder });
    expect(first.stderr).toBe('');
    expect(first.exitCode).toBe(1);
    expect(first.stdout).toContain('Document and server differ (13)');
    const overlay = readOverlay(readFileSync(join(folder, 'out/overlay.yaml'), 'utf8'));
    expect(overlay.actions.length).toBeGreaterThan(9);
    writeFileSync(join(folder, 'openapi.json'), JSON.stringify(applyOverlay(strictDocument, overlay)));
    const second = await runCli(args, { cwd: folder });
    expect(second.stdout).not.toContain('must be narrower');
    expect(second.exitCode).toBe(0);
  });
});
