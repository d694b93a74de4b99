import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const tsx = import.meta.resolve('tsx');

export interface CliOptions {
  readonly cwd?: string;
  /** On top of the test's own environment, without its `ATG_…` variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input; empty when absent. */
  readonly stdin?: string;
  /** Called with the running process, to interrupt it or to close its pipes. */
  readonly started?: (child: ChildProcess) => void;
}

export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line from its sources. Never rejects: what went wrong is in the result. */
export function runCli(
  args: readonly string[],
  { cwd, env = {}, stdin = '', started }: CliOptions = {},
): Promise<CliResult> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(ATG_|FORCE_COLOR$|NODE_OPTIONS$|VITEST)/.test(name),
  );
  const child = spawn(process.execPath, ['--import', tsx, cli, ...args], {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...Object.fromEntries(inherited), NO_COLOR: '1', COLUMNS: '80', ...env },
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
  }
  child.stdin.on('error', () => undefined); // the process may end before it has read everything
  child.stdin.end(stdin);
  started?.(child);
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ exitCode: null, ...output, stderr: String(error) }));
    child.on('close', (exitCode) => resolve({ exitCode, ...output }));
  });
}
