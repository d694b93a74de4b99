import { readFileSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { brokenRules, layers } from './import-rules.ts';
import type { SourceFile } from './import-rules.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

function sourceFiles(folder: string): readonly SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: file.slice(root.length).split(sep).join('/'), text: readFileSync(file, 'utf8') }));
}

test('every import of the product keeps to the layers', () => {
  const files = ['runtime', 'src', 'reporters'].flatMap(sourceFiles);
  expect(files.length).toBeGreaterThan(50);
  expect(brokenRules(files)).toEqual([]);
});

test('the table names only layers that it has', () => {
  const names = layers.map(({ name }) => name);
  expect(layers.flatMap(({ mayImport }) => mayImport).filter((name) => !names.includes(name))).toEqual([]);
});

/** What the rules say of made-up files, each given as its path and its text. */
function verdict(files: Readonly<Record<string, string>>): readonly string[] {
  return brokenRules(Object.entries(files).map(([path, text]) => ({ path, text })));
}

describe('the rules can be broken', () => {
  const model = { 'runtime/model/a.ts': 'export type A = string;' };

  test('not by what is allowed', () => {
    expect(
      verdict({
        ...model,
        'runtime/errors.ts': "import type { A } from './model/a.ts'; export const x = 1;",
        'runtime/checks/one.ts': "import { b } from './helper.ts'; import fs from 'node:fs'; import x from 'undici';",
        'runtime/checks/two.ts': "import { b } from './helper.ts';",
        'runtime/checks/helper.ts': "import type { A } from '../model/a.ts'; export const b = 1;",
        'runtime/checks/index.ts': "import './one.ts'; import './two.ts';",
        'src/cli.ts':
          "import '../runtime/checks/index.ts'; export { version } from '../package.json' with { type: 'json' };",
      }),
    ).toEqual([]);
  });

  test.each([
    ['an import', "import { a } from '../transport/b.ts';"],
    ['a type', "import type { a } from '../transport/b.ts';"],
    ['a re-export', "export { a } from '../transport/b.ts';"],
    ['a re-export of everything', "export * from '../transport/b.ts';"],
    ['a dynamic import', "await import('../transport/b.ts');"],
    ['the type of an import', "export type A = import('../transport/b.ts').A;"],
  ])('by %s', (_name, text) => {
    expect(verdict({ 'runtime/model/a.ts': text, 'runtime/transport/b.ts': 'export const a = 1;' })).toEqual([
      'runtime/model/a.ts imports runtime/transport/b.ts: model may not import transport',
    ]);
  });

  test('by a cycle, of types too', () => {
    expect(
      verdict({
        'runtime/model/a.ts': "import './b.ts';",
        'runtime/model/b.ts': "import type { C } from './c.ts';",
        'runtime/model/c.ts': "export * from './a.ts';",
      }),
    ).toEqual(['cycle: runtime/model/a.ts → runtime/model/b.ts → runtime/model/c.ts → runtime/model/a.ts']);
  });

  test('by two checks, two reporters or two formats', () => {
    expect(
      verdict({
        'runtime/checks/index.ts': "import './one.ts'; import './two.ts';",
        'runtime/checks/one.ts': "import './two.ts';",
        'runtime/checks/two.ts': '',
        'reporters/index.ts': "import './junit/junit.ts'; import './console.ts';",
        'reporters/junit/junit.ts': "import './helper.ts';",
        'reporters/junit/helper.ts': "import '../console.ts';",
        'reporters/console.ts': '',
        'runtime/spec/openapi/read.ts': "import '../graphql/read.ts';",
        'runtime/spec/graphql/read.ts': '',
      }),
    ).toEqual([
      'runtime/checks/one.ts imports runtime/checks/two.ts: two checks never import each other',
      'reporters/junit/helper.ts imports reporters/console.ts: two reporters never import each other',
      'runtime/spec/openapi/read.ts imports runtime/spec/graphql/read.ts: two formats never import each other',
    ]);
  });

  test('by our own package name, a missing file and a file outside the layers', () => {
    expect(
      verdict({
        'src/cli.ts': "import '@api-test-gen/core'; import '@api-test-gen/core/reporters'; import './gone.ts';",
        'runtime/stray.ts': '',
      }),
    ).toEqual([
      'runtime/stray.ts belongs to no layer',
      'src/cli.ts imports its own package, @api-test-gen/core',
      'src/cli.ts imports its own package, @api-test-gen/core/reporters',
      'src/cli.ts imports src/gone.ts, which is no source file',
    ]);
  });
});
