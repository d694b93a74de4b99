import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNode, runNpm } from './run-command.ts';
import type { CommandOptions } from './run-command.ts';

/** `npm run smoke`: packs the package, installs the tarball into an empty project, and uses it as a user does. */
const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, unknown>>;
};
const entries = Object.keys(manifest.exports).filter((entry) => !entry.endsWith('.json'));
/** It reads the configuration and speaks to the test runner as soon as it is imported. */
const worksInVitestAlone = './vitest/setup';
const folder = mkdtempSync(join(tmpdir(), 'api-test-gen-smoke-'));
const project = join(folder, 'project');
const inProject: CommandOptions = { cwd: project, capture: true };

/** What is wrong, in words. */
const complaints: string[] = [];

try {
  await install();
  for (const entry of entries) if (entry !== worksInVitestAlone) await importEntry(manifest.name + entry.slice(1));
  await typeCheck();
  await command(['--version'], 0, new RegExp(`^${manifest.version.replaceAll('.', '\\.')}\\s*$`, 'm'));
  await command(['--help'], 0, /\brun\b.*\n[^]*\bdemo\b/);
  await command(['demo'], 1, /not_a_server_error|Server error/i);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const complaint of complaints) console.error(complaint);
console.log(`The packed tarball ${complaints.length === 0 ? 'works' : 'does not work'} in an empty project.`);
process.exitCode = complaints.length === 0 ? 0 : 1;

async function install(): Promise<void> {
  const packed = await runNpm(['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: root, capture: true });
  const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz'));
  if (packed.status !== 0 || tarball === undefined) throw new Error(`npm pack failed:\n${packed.output}`);
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const installed = await runNpm(['install', '--no-audit', '--no-fund', join(folder, tarball)], inProject);
  if (installed.status !== 0) throw new Error(`npm install of the tarball failed:\n${installed.output}`);
}

async function importEntry(specifier: string): Promise<void> {
  const program = `const m = await import(${JSON.stringify(specifier)}); if (Object.keys(m).length === 0) throw new Error('no exports')`;
  const { status, output } = await runNode(['--input-type=module', '--eval', program], inProject);
  if (status !== 0) complaints.push(`import '${specifier}' failed:\n${output}`);
}

/** Compiles a user's file: each `@ts-expect-error` is an error itself where a type came out as `any`. */
async function typeCheck(): Promise<void> {
  const lines = entries.flatMap((entry, i) => [
    `import * as entry${i} from '${manifest.name}${entry.slice(1)}';`,
    `// @ts-expect-error`,
    `export const check${i}: number = entry${i};`,
  ]);
  writeFileSync(
    join(project, 'user.mts'),
    [
      ...lines,
      `import { run } from '${manifest.name}';`,
      '// @ts-expect-error',
      'export const notANumber: number = run;',
    ].join('\n'),
  );
  writeFileSync(join(project, 'typed.mts'), typedConsumer());
  const require = createRequire(import.meta.url);
  const typescript = require.resolve('typescript/package.json');
  const { bin } = require(typescript) as { bin: { tsc: string } };
  // Our declarations are checked too, and those they stand on: a type that is only found in this repository shows here.
  const flags = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--module', 'nodenext', '--target', 'es2023'];
  const files = ['user.mts', 'typed.mts'];
  const compiler = [join(typescript, '..', bin.tsc), ...flags, '--exactOptionalPropertyTypes', '--types', ''];
  const { status, output } = await runNode([...compiler, ...files], inProject);
  if (status !== 0) complaints.push(`A TypeScript project cannot use the package:\n${output}`);
}

/** Values of a schema in place have its type, those of a schema of no type of its own are unknown. */
function typedConsumer(): string {
  return `
    import { fromSchema, violating, type SchemaValue } from '${manifest.name}/arbitraries';
    const user = { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } } as const;
    type Drawn<A> = A extends { generate(...args: never[]): { value: infer T } } ? T : 'no arbitrary';
    export const users = fromSchema(user);
    export const id: (value: Drawn<typeof users>) => number = ({ id }) => id;
    // @ts-expect-error
    export const name: (value: Drawn<typeof users>) => string = ({ id }) => id;
    export const nullable: SchemaValue<{ type: 'string'; nullable: true }, { dialect: 'openapi-3.0' }> = null;
    const wide: unknown = user;
    export const anything = fromSchema(wide);
    // @ts-expect-error
    export const one: (value: Drawn<typeof anything>) => object = (value) => value;
    export const broken: (value: Drawn<ReturnType<typeof violating>>) => string = ({ keyword }) => keyword;
  `;
}

async function command(args: readonly string[], expected: number, pattern: RegExp): Promise<void> {
  const { status, output } = await runNpm(['exec', '--offline', '--', 'api-test-gen', ...args], inProject);
  if (status !== expected)
    complaints.push(`api-test-gen ${args.join(' ')} ended with ${status}, not ${expected}:\n${output}`);
  else if (!pattern.test(output))
    complaints.push(`api-test-gen ${args.join(' ')} printed nothing like ${pattern}:\n${output}`);
}
