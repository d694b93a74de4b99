import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backend, Place } from './backends.data.ts';

const root = join(tmpdir(), 'api-test-gen-backends');
const windows = process.platform === 'win32';
const startMs = 240_000;

/** Installs a back end below the folder for temporary files, unless it is there as it should be; says why where the machine cannot. */
export function installBackend({ name, install: { from, packages } }: Backend): string | undefined {
  const folder = installedIn(name);
  const note = join(folder, 'installed.json');
  const wanted = JSON.stringify(packages);
  if (existsSync(note) && readFileSync(note, 'utf8') === wanted) return undefined;
  mkdirSync(folder, { recursive: true });
  const failed =
    from === 'npm'
      ? attempt(windows ? 'npm.cmd' : 'npm', ['install', '--no-audit', '--no-fund', '--prefix', folder, ...packages])
      : (attempt(windows ? 'python' : 'python3', ['-m', 'venv', folder]) ??
        attempt(join(folder, windows ? 'Scripts/python.exe' : 'bin/python'), [
          '-m',
          'pip',
          'install',
          '-q',
          ...packages,
        ]));
  if (failed === undefined) writeFileSync(note, wanted);
  return failed;
}

function installedIn(name: string): string {
  return join(root, name);
}

function attempt(program: string, args: readonly string[]): string | undefined {
  const options = { encoding: 'utf8', timeout: 900_000, shell: program.endsWith('.cmd') } as const;
  const { status, error, stdout, stderr } = spawnSync(program, args, options);
  if (status === 0) return undefined;
  return `${program} ${args.join(' ')} failed: ${error?.message ?? `${stdout}\n${stderr}`.trim().slice(-500)}`;
}

/** A back end that answers, with an empty database. */
export interface RunningBackend {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts a back end and waits until it gives its document; throws what it wrote where it does not. */
export async function startBackend(backend: Backend): Promise<RunningBackend> {
  const data = mkdtempSync(join(tmpdir(), `${backend.name}-`));
  const place: Place = { installed: installedIn(backend.name), data, port: await freePort() };
  for (const [name, text] of Object.entries(backend.files?.(place) ?? {})) writeFileSync(join(data, name), text);
  const [program, ...args] = backend.command(place);
  const child = spawn(program, args, {
    cwd: backend.cwd?.(place) ?? data,
    env: { ...process.env, ...backend.env?.(place) },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Some start others: all of them are stopped together.
    detached: !windows,
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let written = '';
  const keep = (text: string): void => {
    written = (written + text).slice(-20_000);
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  child.once('error', (error) => keep(error.message));
  const kill = (signal: NodeJS.Signals): void => {
    const { pid } = child;
    if (pid !== undefined && child.exitCode === null) process.kill(windows ? pid : -pid, signal);
  };
  const leave = (): void => kill('SIGTERM');
  // Who interrupts this leaves nothing running.
  process.once('exit', leave);
  const stop = async (): Promise<void> => {
    process.off('exit', leave);
    leave();
    // One whose database is locked never ends by itself.
    const timer = setTimeout(() => kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(timer);
    rmSync(data, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${place.port}`;
  const isUp = await answers(`${url}${backend.document}`, () => child.exitCode !== null);
  if (isUp) return { url, stop };
  await stop();
  throw new Error(`${backend.name} does not give its document: ${written}`);
}

async function answers(url: string, isOver: () => boolean): Promise<boolean> {
  const until = performance.now() + startMs;
  while (performance.now() < until && !isOver()) {
    const ok = await fetch(url, { headers: { Accept: 'application/json' } }).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return false;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
