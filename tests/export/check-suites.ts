/**
 * `tsx tests/export/check-suites.ts DOCUMENT…`: exports each document for every target, and demands that the suites compile under `tsc --strict` and pass eslint
 * (typescript-eslint recommended-type-checked) and oxlint without a warning. The tools are installed once, into a folder of the system's for temporary files.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportTargets } from '../../runtime/export/suite-settings.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tools = join(tmpdir(), 'api-test-gen-export-tools');
const packages = [
  'typescript@~5.9',
  'eslint@9',
  'typescript-eslint@8',
  'vitest@4',
  'jest@30',
  '@jest/globals@30',
  '@playwright/test@1',
  'ajv@8',
  'oxlint@1',
  '@types/node@22',
];

function install(): void {
  if (existsSync(join(tools, 'node_modules', 'oxlint'))) return;
  mkdirSync(tools, { recursive: true });
  writeFileSync(join(tools, 'package.json'), '{ "private": true }\n');
  run('npm', ['install', '--no-audit', '--no-fund', ...packages], tools);
}

function run(command: string, args: readonly string[], cwd: string): void {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} in ${cwd} ended with ${status}:\n${stdout}${stderr}`);
}

function tool(name: string, args: readonly string[], cwd: string): void {
  run(join(tools, 'node_modules', '.bin', name), args, cwd);
}

install();
const documents = process.argv.slice(2);
if (documents.length === 0) throw new Error('Name the documents to export.');
for (const document of documents) {
  for (const target of exportTargets) {
    const folder = mkdtempSync(join(tmpdir(), `atg-${basename(document).replaceAll(/\W+/gu, '-')}-`));
    const args = ['generate', resolve(document), '--output', folder, '--target', target];
    run(process.execPath, ['--import', 'tsx', join(root, 'src/cli.ts'), ...args], root);
    symlinkSync(join(tools, 'node_modules'), join(folder, 'node_modules'), 'junction');
    tool('tsc', ['--noEmit'], folder);
    tool('eslint', ['--max-warnings', '0', '.'], folder);
    tool('oxlint', ['--deny-warnings'], folder);
    process.stdout.write(`${document} ${target}: clean\n`);
  }
}
