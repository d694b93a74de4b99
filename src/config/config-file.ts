import { existsSync, statSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ParseError } from 'jsonc-parser';
import { ApiTestGenError, ConfigError } from '../../runtime/errors.ts';

/** The names a configuration file may have, the first one found in a folder wins. */
export const configFileNames: readonly string[] = ['ts', 'js', 'mjs', 'cjs', 'json', 'yaml', 'yml'].map(
  (extension) => `api-test-gen.config.${extension}`,
);

/** A configuration file as it was read, its keys not yet looked at. */
export interface ConfigFile {
  readonly file: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/**
 * Reads the configuration: the given file, or the first one found from `cwd` upward to the repository's root (a folder with
 * `.git`), or none. Throws a `ConfigError` that names the file.
 */
export async function readConfigFile(wanted: string | false | undefined, cwd: string): Promise<ConfigFile | undefined> {
  if (wanted === false) return undefined;
  const file = wanted === undefined ? findConfigFile(cwd) : resolve(cwd, wanted);
  if (file === undefined) return undefined;
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new ConfigError('The configuration file does not exist.', {
      where: file,
      hint: 'Correct --config (or ATG_CONFIG), or use --no-config.',
    });
  }
  if (!configFileNames.some((name) => extname(name) === extname(file))) {
    throw new ConfigError(`A configuration file cannot have the extension "${extname(file)}".`, {
      where: file,
      hint: `Use one of: ${configFileNames.map((name) => extname(name)).join(', ')}.`,
    });
  }
  return { file, content: asObject(await evaluated(await load(file), file), file) };
}

function findConfigFile(cwd: string): string | undefined {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    for (const name of configFileNames) {
      const file = join(folder, name);
      if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) return file;
    }
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return undefined;
  }
}

/** cosmiconfig, the parsers and tsx are only loaded where there is a file for them: they cost more than all else at start. */
async function load(file: string): Promise<unknown> {
  const { cosmiconfig } = await import('cosmiconfig');
  const explorer = cosmiconfig('api-test-gen', {
    searchPlaces: [...configFileNames],
    loaders: {
      '.ts': loadTypeScript,
      '.js': loadModule,
      '.mjs': loadModule,
      '.cjs': loadModule,
      '.json': loadJson,
      '.yaml': loadYaml,
      '.yml': loadYaml,
    },
  });
  try {
    const result = await explorer.load(file);
    return result === null || result.isEmpty === true ? {} : result.config;
  } catch (error) {
    throw asConfigError(error, file);
  }
}

async function evaluated(value: unknown, file: string): Promise<unknown> {
  if (typeof value !== 'function') return value;
  try {
    return await value();
  } catch (error) {
    throw asConfigError(error, file);
  }
}

async function loadTypeScript(file: string): Promise<unknown> {
  const { tsImport } = await import('tsx/esm/api');
  return defaultExport(await tsImport(pathToFileURL(file).href, import.meta.url), file);
}

async function loadModule(file: string): Promise<unknown> {
  return defaultExport(await import(pathToFileURL(file).href), file);
}

/** A module compiled to CommonJS carries its default export one level deeper. */
function defaultExport(module: unknown, file: string): unknown {
  const outer = member(module, 'default');
  const exported = member(outer, '__esModule') === true ? member(outer, 'default') : outer;
  return exported === undefined ? asObject(exported, file) : exported;
}

async function loadJson(file: string, content: string): Promise<unknown> {
  const { parse, printParseErrorCode } = await import('jsonc-parser');
  const errors: ParseError[] = [];
  const value: unknown = parse(content, errors, { allowTrailingComma: true });
  const first = errors[0];
  if (first === undefined) return value;
  const before = content.slice(0, first.offset).split('\n');
  throw new ConfigError(`The configuration file is no JSON: ${printParseErrorCode(first.error)}.`, {
    where: `${file}:${before.length}:${(before.at(-1) ?? '').length + 1}`,
    hint: 'Correct the file; comments and trailing commas are allowed.',
  });
}

async function loadYaml(file: string, content: string): Promise<unknown> {
  const { parseDocument } = await import('yaml');
  const document = parseDocument(content, { prettyErrors: false });
  const first = document.errors[0];
  if (first === undefined) return document.toJS() as unknown;
  const before = content.slice(0, first.pos[0]).split('\n');
  throw new ConfigError(`The configuration file is no YAML: ${first.message}.`, {
    where: `${file}:${before.length}:${(before.at(-1) ?? '').length + 1}`,
    hint: 'Correct the file.',
  });
}

function asObject(value: unknown, file: string): Readonly<Record<string, unknown>> {
  if (value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  throw new ConfigError(
    `The configuration must be an object, but it is ${value === undefined ? 'missing' : Array.isArray(value) ? 'a list' : `a ${typeof value}`}.`,
    {
      where: file,
      hint: 'Export it as the default: export default defineConfig({ … })',
    },
  );
}

function asConfigError(error: unknown, file: string): ApiTestGenError {
  if (ApiTestGenError.is(error)) return error;
  const [first = '', second = ''] = error instanceof Error ? error.message.split('\n') : [String(error)];
  // What transforms TypeScript says on a second line what is wrong, and where.
  const reason = first.endsWith(':') ? `${first} ${second}` : first;
  return new ConfigError(`The configuration file cannot be loaded: ${reason}`, {
    where: file,
    hint: 'Correct the file; --debug shows where it failed, and --no-config goes without it.',
    cause: error,
  });
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
