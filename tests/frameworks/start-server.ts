import { spawn } from 'node:child_process';
import type { Framework } from './frameworks.ts';

/** A server that listens on a free port of the loopback interface. */
export interface RunningServer {
  readonly url: string;
  /** What it wrote to standard error. */
  readonly errors: () => string;
  readonly stop: () => Promise<void>;
}

/** Starts a server and waits until it says where it listens; throws what it wrote where it ends before. */
export async function startServer({
  command: [program, ...args],
  cwd,
}: Pick<Framework, 'command' | 'cwd'>): Promise<RunningServer> {
  const child = spawn(program, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let output = '';
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    // A server that logs every request would fill the memory.
    errors = (errors + text).slice(-20_000);
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const found = /listening on (http:\S+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('error', reject);
    child.once('close', () => reject(new Error(`The server ended before it listened: ${output}${errors}`)));
  });
  return {
    url,
    errors: () => errors,
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}
