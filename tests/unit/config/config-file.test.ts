import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiTestGenError, ConfigError } from '../../../runtime/errors.ts';
import { readConfigFile } from '../../../src/config/config-file.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'config-file-')));
  mkdirSync(join(folder, '.git')); // the search ends here
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

async function complaint(wanted?: string): Promise<string> {
  try {
    await readConfigFile(wanted, folder);
  } catch (error) {
    if (!ApiTestGenError.is(error)) throw error;
    expect(error).toBeInstanceOf(ConfigError);
    return `${error.message} | ${error.where?.replace(folder, '<folder>').replaceAll('\\', '/') ?? ''}`;
  }
  return 'no error';
}

describe('a configuration file', () => {
  it.each([
    ['ts', 'interface C { seed: number }\nexport default { seed: 7 } satisfies C;'],
    ['js', 'module.exports = { seed: 7 };'],
    ['mjs', 'export default { seed: 7 };'],
    ['cjs', 'module.exports = { seed: 7 };'],
    ['json', '{\n  // a comment\n  "seed": 7,\n}'],
    ['yaml', 'seed: 7 # a comment\n'],
    ['yml', 'seed: 7\n'],
  ])('is read as .%s', async (extension, text) => {
    const file = put(`api-test-gen.config.${extension}`, text);
    expect(await readConfigFile(undefined, folder)).toEqual({ file, content: { seed: 7 } });
  });

  it('is read as .ts in a CommonJS and in an ESM package, with an import of its own', async () => {
    for (const type of ['commonjs', 'module']) {
      put(`${type}/package.json`, JSON.stringify({ type }));
      put(`${type}/seed.ts`, 'export const seed: number = 7;');
      put(`${type}/api-test-gen.config.ts`, "import { seed } from './seed.ts';\nexport default { seed };");
      expect((await readConfigFile(undefined, join(folder, type)))?.content).toEqual({ seed: 7 });
    }
  });

  it('may export a function, also an async one', async () => {
    put('api-test-gen.config.mjs', 'export default async () => ({ seed: 7 });');
    expect((await readConfigFile(undefined, folder))?.content).toEqual({ seed: 7 });
  });

  it('may be empty', async () => {
    put('api-test-gen.config.yaml', '# nothing yet\n');
    expect((await readConfigFile(undefined, folder))?.content).toEqual({});
    put('other.json', '');
    expect((await readConfigFile('other.json', folder))?.content).toEqual({});
  });

  it('is found upward, the nearest first, and not beyond the repository', async () => {
    const outer = put('api-test-gen.config.json', '{ "seed": 1 }');
    put('nested/repository/.git/HEAD', '');
    put('nested/deep/er/x', '');
    const inner = put('nested/api-test-gen.config.yaml', 'seed: 2');
    expect((await readConfigFile(undefined, join(folder, 'nested/deep/er')))?.file).toBe(inner);
    expect((await readConfigFile(undefined, folder))?.file).toBe(outer);
    expect(await readConfigFile(undefined, join(folder, 'nested/repository'))).toBeUndefined();
  });

  it('can be named, or be refused', async () => {
    put('api-test-gen.config.json', '{ "seed": 1 }');
    const named = put('ci/nightly.yaml', 'seed: 2');
    expect(await readConfigFile('ci/nightly.yaml', folder)).toEqual({ file: named, content: { seed: 2 } });
    expect(await readConfigFile(false, folder)).toBeUndefined();
  });

  it.each([
    ['x.json', '{ "seed": 1,, }', 'The configuration file is no JSON: PropertyNameExpected. | <folder>/x.json:1:13'],
    [
      'x.yaml',
      'seed: 1\nseed: 2\n',
      'The configuration file is no YAML: Map keys must be unique. | <folder>/x.yaml:2:1',
    ],
    [
      'x.mjs',
      'throw new Error("no token\\nset one");',
      'The configuration file cannot be loaded: no token | <folder>/x.mjs',
    ],
    [
      'x.cjs',
      'module.exports = () => { throw new TypeError("no token") }',
      'The configuration file cannot be loaded: no token | <folder>/x.cjs',
    ],
    ['x.mjs', 'export const seed = 1', 'The configuration must be an object, but it is missing. | <folder>/x.mjs'],
    ['x.json', '[]', 'The configuration must be an object, but it is a list. | <folder>/x.json'],
    ['x.yaml', 'just text', 'The configuration must be an object, but it is a string. | <folder>/x.yaml'],
    ['x.toml', 'seed = 1', 'A configuration file cannot have the extension ".toml". | <folder>/x.toml'],
  ])('%s with %j is a ConfigError that names it', async (name, text, expected) => {
    put(name, text);
    expect(await complaint(name)).toBe(expected);
  });

  it('that does not compile is a ConfigError without a stack trace', async () => {
    put('x.ts', 'export default {');
    expect(await complaint('x.ts')).toMatch(/^The configuration file cannot be loaded: .+ \| <folder>\/x\.ts$/);
  });

  it('that was named and does not exist is a ConfigError', async () => {
    expect(await complaint('none.yaml')).toBe('The configuration file does not exist. | <folder>/none.yaml');
  });
});
