import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const nodeFolder = join(import.meta.dirname, '../../fixtures/frameworks');
export const pythonFolder = join(nodeFolder, 'fastapi');
const windows = process.platform === 'win32';

let isBuilt = false;

/** Installs the packages of the Node APIs as their lock file says, unless they are there, and builds the APIs, once. */
export function installNode(): string | undefined {
  if (!isCurrent('package-lock.json', 'node_modules/.lock.json', nodeFolder)) {
    const failed = attempt(npm(), ['ci'], nodeFolder);
    if (failed !== undefined) return failed;
    cpSync(join(nodeFolder, 'package-lock.json'), join(nodeFolder, 'node_modules/.lock.json'));
  }
  if (isBuilt) return undefined;
  const failed = attempt(process.execPath, ['node_modules/typescript/bin/tsc'], nodeFolder);
  isBuilt = failed === undefined;
  return failed;
}

/** Makes a virtual environment beside the FastAPI app and installs its requirements, unless they are there. */
export function installPython(): string | undefined {
  if (isCurrent('requirements.txt', '.venv/requirements.txt', pythonFolder)) return undefined;
  const failed =
    attempt(windows ? 'python' : 'python3', ['-m', 'venv', '.venv'], pythonFolder) ??
    attempt(python(), ['-m', 'pip', 'install', '--quiet', '--requirement', 'requirements.txt'], pythonFolder);
  if (failed !== undefined) return failed;
  cpSync(join(pythonFolder, 'requirements.txt'), join(pythonFolder, '.venv/requirements.txt'));
  return undefined;
}

/** The interpreter of the virtual environment. */
export function python(): string {
  return join(pythonFolder, '.venv', windows ? 'Scripts/python.exe' : 'bin/python');
}

function isCurrent(source: string, copy: string, folder: string): boolean {
  const installed = join(folder, copy);
  return existsSync(installed) && readFileSync(installed, 'utf8') === readFileSync(join(folder, source), 'utf8');
}

function npm(): string {
  return windows ? 'npm.cmd' : 'npm';
}

function attempt(program: string, args: readonly string[], cwd: string): string | undefined {
  const { status, error, stdout, stderr } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    timeout: 300_000,
    // Windows starts npm through a shell; nothing of a user's goes into the line.
    shell: program.endsWith('.cmd'),
  });
  if (status === 0) return undefined;
  const why = error?.message ?? `${stdout}\n${stderr}`.trim().split('\n').slice(-5).join('\n');
  return `${program} ${args.join(' ')} failed in ${cwd}: ${why}`;
}
