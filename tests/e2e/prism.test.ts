import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { collectRun } from './collect-run.ts';

const specs = join(import.meta.dirname, '../../../shared/data/specs');
const hasSpecs = existsSync(specs);
if (!hasSpecs)
  console.warn('Skipped: ../shared/data/specs is not here, so there is no real document for the mock server.');

const prism = join(
  dirname(createRequire(import.meta.url).resolve('@stoplight/prism-cli/package.json')),
  'dist/index.js',
);

/** Prism on a free port, serving a document from its examples and schemas, and refusing what the document does not allow. */
async function startPrism(file: string): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [prism, 'mock', '--host', '127.0.0.1', '--port', '0', file], {
    env: { ...process.env, NO_COLOR: '1', SCARF_ANALYTICS: 'false' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const listening = /listening on (http:\S+)/.exec(output)?.[1];
      if (listening !== undefined) resolve(listening);
    });
    child.once('exit', () => reject(new Error(`Prism ended: ${output}`)));
  });
  return { url, child };
}

describe.skipIf(!hasSpecs)('a mock server of a real document', () => {
  const cleanUp: (() => void)[] = [];
  afterEach(() => cleanUp.splice(0).forEach((undo) => undo()));

  it.each([
    // tests/frameworks/prism.ts lists, for these and others, why Prism refuses what we send as valid.
    ['spotify.com', { Authorization: 'Bearer x' }],
    ['asana.com', { Authorization: 'Bearer x' }],
    ['gitlab.com', { PRIVATE_HEADER: 'x' }],
    ['adyen.com-checkout-v71', { 'X-API-Key': 'x' }],
    ['discourse-v31', {}],
  ])('of %s is tested from end to end', { timeout: 240_000 }, async (name, headers) => {
    const folder = mkdtempSync(join(tmpdir(), 'api-test-gen-prism-'));
    cleanUp.push(() => rmSync(folder, { recursive: true }));
    const spec = join(folder, `${name}.json`);
    writeFileSync(spec, gunzipSync(readFileSync(join(specs, `${name}.json.gz`))));
    const { url, child } = await startPrism(spec);
    cleanUp.push(() => child.kill());
    const result = await collectRun({
      spec,
      baseUrl: url,
      headers,
      seed: 1,
      phases: ['examples', 'fuzzing'],
      maxExamples: 4,
      requestTimeout: 30,
    });

    const { operations, cases } = result.summary;
    expect(result.error).toBeUndefined();
    expect(operations.tested).toBe(operations.selected);
    expect(operations.reached / operations.selected).toBeGreaterThan(0.9);
    const problems = result.events.flatMap((event) => (event.type === 'problem' ? [event.problem] : []));
    expect(problems.filter(({ code }) => code === 'ATG_INTERNAL')).toEqual([]);

    // Prism judges requests by the document, as we do: what it refuses of the valid ones is a difference between the two.
    const positive = result.cases.filter(({ mode, doubtful }) => mode === 'positive' && doubtful !== true);
    const accepted = positive.filter(({ status = 0 }) => status >= 200 && status < 400);
    expect(accepted.length / positive.length).toBeGreaterThanOrEqual(0.995);
    expect(cases.negative).toBeGreaterThan(40);
  });
});
