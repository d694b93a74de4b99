import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { notesDocument } from '../notes-app.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A small project in a folder of its own, whose tests real vitest runs. */
export interface VitestProject {
  readonly folder: string;
  write(file: string, text: string): Promise<void>;
  /** Never rejects: what went wrong is in the result. */
  run(args?: readonly string[], env?: Readonly<Record<string, string>>): Promise<VitestResult>;
  [Symbol.asyncDispose](): Promise<void>;
}

interface VitestResult {
  readonly exitCode: number | null;
  /** Times and folders replaced. */
  readonly stdout: string;
  readonly stderr: string;
}

/** The notes with their defects as `app.ts`, their description as `openapi.json`, and what else is given. */
export async function createVitestProject(files: Readonly<Record<string, string>>): Promise<VitestProject> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'atg-vitest-')));
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  };
  await mkdir(join(folder, 'node_modules'));
  await symlink(join(root, 'node_modules', 'vitest'), join(folder, 'node_modules', 'vitest'), 'junction');
  const all = {
    'package.json': '{ "type": "module" }\n',
    'openapi.json': `${JSON.stringify(notesDocument, undefined, 2)}\n`,
    'app.ts': `export { fetchNotes, mendedNotes, notesListener } from ${JSON.stringify(join(root, 'tests/e2e/notes-app.ts'))};\n`,
    'vitest.config.ts': configText(''),
    ...files,
  };
  for (const [file, text] of Object.entries(all)) await write(file, text);
  return {
    folder,
    write,
    run: (args = [], env = {}) => runVitest(folder, args, env),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** A configuration that takes our package from its sources. */
export function configText(test: string, plugins = ''): string {
  const source = (path: string): string => JSON.stringify(join(root, path));
  return `
    ${plugins === '' ? '' : `import { apiTestGen } from ${source('src/vitest/plugin.ts')};`}
    export default {
      plugins: [${plugins}],
      resolve: {
        alias: [
          { find: '@api-test-gen/core/vitest/setup', replacement: ${source('src/vitest/setup.ts')} },
          { find: '@api-test-gen/core/vitest', replacement: ${source('src/vitest/index.ts')} },
        ],
      },
      test: { watch: false, maxWorkers: 1, ${test} },
    };
  `;
}

function runVitest(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<VitestResult> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(ATG_|FORCE_COLOR$|NODE_OPTIONS$|VITEST|VITE_|NODE_ENV$|TEST$|CI$|GITHUB_)/.test(name),
  );
  const cli = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(process.execPath, [cli, 'run', ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...Object.fromEntries(inherited), NO_COLOR: '1', COLUMNS: '80', ...env },
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
  }
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ exitCode: null, stdout: '', stderr: String(error) }));
    child.on('close', (exitCode) =>
      resolve({ exitCode, stdout: plain(output.stdout, folder), stderr: plain(output.stderr, folder) }),
    );
  });
}

function plain(text: string, folder: string): string {
  return text
    .replaceAll(folder, '<folder>')
    .replaceAll(/\b\d+(?:\.\d+)?\s?ms\b|\b\d+\.\d+s\b/g, '<time>')
    .replaceAll(/Start at {2}\S+/g, 'Start at  <time>')
    .replaceAll(/v\d+\.\d+\.\d+/g, 'v<version>');
}
