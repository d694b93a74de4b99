import { chmodSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNode } from './run-command.ts';

/** `npm run build`: dist/ from nothing, with an executable CLI. */
const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const typescript = require.resolve('typescript/package.json');
const { bin } = require(typescript) as { bin: { tsc: string } };

rmSync(join(root, 'dist'), { recursive: true, force: true });
const { status } = await runNode([join(typescript, '..', bin.tsc), '-p', join(root, 'tsconfig.build.json')]);
if (status === 0) chmodSync(join(root, 'dist', 'src', 'cli.js'), 0o755);
process.exitCode = status;
