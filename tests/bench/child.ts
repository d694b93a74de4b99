import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root: string = fileURLToPath(new URL('../../', import.meta.url));
export const cli: string = join(root, 'dist', 'src', 'cli.js');

/** What a child process used. */
export interface Usage {
  readonly cpuMs: number;
  readonly peakMb: number;
}

/** Node's arguments, started now; `usage` comes when it has ended. */
export function measuredNode(args: readonly string[]): {
  readonly child: ChildProcess;
  readonly usage: Promise<Usage>;
} {
  const folder = mkdtempSync(join(tmpdir(), 'api-test-gen-bench-'));
  const file = join(folder, 'usage.json');
  const hook = pathToFileURL(join(root, 'tests', 'bench', 'report-usage.mjs')).href;
  const child = spawn(process.execPath, ['--import', hook, ...args], {
    stdio: 'ignore',
    env: { ...process.env, ATG_BENCH_USAGE: file },
  });
  const usage = ended(child).then(() => {
    const read = JSON.parse(readFileSync(file, 'utf8')) as Usage;
    rmSync(folder, { recursive: true });
    return read;
  });
  return { child, usage };
}

/** Resolves with the exit status. */
export function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
}

/** Starts a command and gives its first line of output. */
export async function firstLine(child: ChildProcess): Promise<string> {
  for await (const chunk of child.stdout ?? []) return String(chunk).split('\n')[0] ?? '';
  throw new Error('The process ended without a word.');
}

/** Everything a command prints. Rejects where it fails. */
export async function outputOf(command: string, args: readonly string[]): Promise<string> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const status = await ended(child);
  if (status !== 0) throw new Error(`${command} ended with ${String(status)}:\n${output}`);
  return output;
}
