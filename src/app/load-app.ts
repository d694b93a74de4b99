import { statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../../runtime/errors.ts';

/** The exports that are looked at where none is named, in this order. */
const usualNames = ['default', 'app', 'handler', 'server', 'fetch'] as const;

/**
 * What a module exports as its application: `FILE#name`, or `FILE` for the default export, or the one named app, handler, server or fetch. In an object, since
 * an application may itself be something that can be awaited. Throws `UsageError`.
 */
export async function loadApp(text: string, cwd: string): Promise<{ readonly app: unknown }> {
  const at = text.lastIndexOf('#');
  const [path, name] = at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
  const file = resolve(cwd, path);
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true)
    throw new UsageError('The file of the application does not exist.', {
      where: file,
      hint: 'Name the module that exports it: --app src/app.ts, or --app src/app.ts#name for one of several exports.',
    });
  const module = await load(file);
  const names = name === undefined ? usualNames : [name];
  for (const one of names) {
    const value = exported(module, one);
    if (value !== undefined) return { app: value instanceof Promise ? await value : value };
  }
  const known = Object.keys(module).filter((one) => one !== '__esModule');
  throw new UsageError(`The module exports no ${names.join(', ')}.`, {
    where: file,
    hint:
      known.length === 0
        ? 'Export the application: export default app'
        : `It exports ${known.join(', ')}: name one, as in ${path}#${known[0] ?? ''}`,
  });
}

async function load(file: string): Promise<Readonly<Record<string, unknown>>> {
  const url = pathToFileURL(file).href;
  try {
    if (!/^\.[cm]?tsx?$/u.test(extname(file))) return (await import(url)) as Readonly<Record<string, unknown>>;
    const { tsImport } = await import('tsx/esm/api');
    return (await tsImport(url, import.meta.url)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new UsageError(
      `The application cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
      {
        where: file,
        hint: 'Correct the module; --debug shows where it failed.',
        cause: error,
      },
    );
  }
}

/** A module compiled to CommonJS carries its exports one level deeper. */
function exported(module: Readonly<Record<string, unknown>>, name: string): unknown {
  const outer = module['default'];
  const inner = typeof outer === 'object' && outer !== null && '__esModule' in outer ? outer : undefined;
  return (inner as Readonly<Record<string, unknown>> | undefined)?.[name] ?? module[name];
}
