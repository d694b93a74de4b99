import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const spec = 'fixtures/servers/demo/openapi.yaml';
const folder = (): string => mkdtempSync(join(tmpdir(), 'atg-export-'));

test('writes a suite of the document alone, the same one each time, without the credentials it was given', async () => {
  const output = folder();
  const args = ['generate', spec, '--output', output, '-H', 'Authorization: Bearer top-secret-token'];
  const first = await runCli(args);
  expect(first.stderr).not.toContain('error');
  expect(first.stdout).toMatch(/^\d+ tests of \d+ operations/u);
  expect((await runCli(args)).stdout).toContain(' 0 files written');
  const texts = readdirSync(output, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  expect(texts.length).toBeGreaterThan(12);
  expect(texts.filter((text) => text.includes('top-secret-token'))).toEqual([]);
  const tests = texts.filter((text) => text.startsWith('// Written by api-test-gen'));
  for (const text of tests) {
    for (const suite of text.split(/^describe\(/mu)) {
      const titles = Array.from(suite.matchAll(/^ {2}test\('((?:[^'\\]|\\.)*)'/gmu), ([, title]) => title);
      expect(new Set(titles).size).toBe(titles.length);
    }
  }
}, 60_000);

test('says what is wrong with a recorded run', async () => {
  const file = join(folder(), 'run.ndjson');
  const started = { type: 'run-started', seed: 1, baseUrl: 'http://127.0.0.1:1' };
  const bare = { type: 'case-finished', phase: 'coverage', operation: 'GET /books', status: 200, index: 0 };
  writeFileSync(file, `${JSON.stringify(started)}\n${JSON.stringify(bare)}\n`);
  const { stderr } = await runCli(['export-to-static-tests', spec, '--from', file, '--output', folder()]);
  expect(stderr).toContain('--record all');
  const none = await runCli(['generate', spec]);
  expect(none.stderr).toContain('--output');
}, 60_000);
