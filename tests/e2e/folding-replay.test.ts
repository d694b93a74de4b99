import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { commonFaultsDocument, startCommonFaults, type CommonFault } from '../../fixtures/servers/odd/common-faults.ts';
import { runCli } from './run-cli.ts';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0)) await undo();
});

describe('failures that stand for many findings', () => {
  it.each<[CommonFault, number]>([
    ['fails-on-two-values', 2],
    ['refusals-lack-fields', 1],
    ['validates-nothing', 2],
  ])('are sent again and known again: %s', { timeout: 120_000 }, async (fault, count) => {
    const cwd = mkdtempSync(join(tmpdir(), 'api-test-gen-folding-'));
    cleanUp.push(() => rmSync(cwd, { recursive: true }));
    writeFileSync(join(cwd, 'api.json'), JSON.stringify(commonFaultsDocument));
    const faulty = await startCommonFaults([fault]);
    cleanUp.push(faulty.close);
    const first = ['run', 'api.json', '--base-url', faulty.url, '--seed', '1', '--max-examples', '10'];
    expect((await runCli(first, { cwd })).exitCode).toBe(1);

    const replayed = await runCli(['replay'], { cwd });
    expect(replayed.stdout.match(/STILL FAILING/g)?.length).toBeGreaterThanOrEqual(count);
    expect(replayed.stdout).not.toMatch(/DIFFERENT|FIXED/);
    expect(replayed.exitCode).toBe(1);

    const mended = await startCommonFaults([]);
    cleanUp.push(mended.close);
    const again = await runCli(['replay', '--base-url', mended.url], { cwd });
    expect(again.stdout).not.toMatch(/STILL FAILING|DIFFERENT/);
    expect(again.exitCode).toBe(0);
  });
});
