import { spawn } from 'node:child_process';
import type { StdioOptions } from 'node:child_process';

/** How a child process ended and, where it was captured, what it printed. */
export interface CommandResult {
  /** 128 + n where signal n ended it, as shells have it. */
  readonly status: number;
  readonly output: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  /** Keep what it prints instead of showing it. Default: false. */
  readonly capture?: boolean;
}

/** Runs Node with these arguments. Rejects only where Node itself does not start. */
export function runNode(
  args: readonly string[],
  { cwd, capture = false }: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const stdio: StdioOptions = capture ? ['ignore', 'pipe', 'pipe'] : 'inherit';
    const child = spawn(process.execPath, args, { stdio, ...(cwd === undefined ? {} : { cwd }) });
    let output = '';
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.on('error', reject);
    child.on('close', (status) => {
      resolve({ status: status ?? 128, output });
    });
  });
}

/** Runs npm: by its script, because on Windows `npm` is a batch file that only a shell can start. */
export function runNpm(args: readonly string[], options?: CommandOptions): Promise<CommandResult> {
  const script = process.env['npm_execpath'];
  if (script === undefined) throw new Error('Start this script by `npm run`: it needs npm_execpath.');
  return runNode([script, ...args], options);
}
