import { call, identifier, literal, member, object, plainFunction, unawaited } from '../syntax/nodes.ts';
import type { ExportTarget } from '../suite-settings.ts';
import type { Runner } from './runner.ts';

const describe = identifier('describe');
const test = identifier('test');

const vitest: Runner = {
  module: 'vitest',
  names: ['describe', 'test'],
  describe: (title, body) => call(describe, title, body),
  test: (title, body) => call(test, title, body),
  failing: (title, body) => call(member(test, 'fails'), title, body),
  todo: (title) => call(member(test, 'todo'), title),
  isCommonJs: false,
  script: 'vitest run',
  dependencies: { vitest: '^4.1.0' },
  node: '>=20.19',
  files: {
    'vitest.config.ts': `import { defineConfig } from 'vitest/config';

// One file after the other: they share one server and its data.
export default defineConfig({ test: { include: ['tests/**/*.test.ts'], fileParallelism: false, testTimeout: 30_000 } });
`,
  },
};

const jest: Runner = {
  ...vitest,
  module: '@jest/globals',
  failing: (title, body) => call(member(test, 'failing'), title, body),
  isCommonJs: true,
  script: 'jest --runInBand',
  dependencies: { jest: '^30.0.0' },
  files: {
    'jest.config.json': `${JSON.stringify(
      {
        testMatch: ['<rootDir>/tests/**/*.test.ts'],
        transform: { '\\.ts$': '<rootDir>/support/jest-transform.cjs' },
        testTimeout: 30_000,
      },
      undefined,
      2,
    )}\n`,
    'support/jest-transform.cjs': `'use strict';

const ts = require('typescript');

// Types are taken out, and modules become CommonJS; \`npm run typecheck\` checks the types.
const compilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  esModuleInterop: true,
  inlineSourceMap: true,
};

module.exports = {
  process: (source, fileName) => ({ code: ts.transpileModule(source, { compilerOptions, fileName }).outputText }),
};
`,
  },
};

const node: Runner = {
  ...vitest,
  module: 'node:test',
  // Their promises are the runner's.
  describe: (title, body) => unawaited(call(describe, title, body)),
  test: (title, body) => unawaited(call(test, title, body)),
  failing: (title, body) => unawaited(call(test, title, object([['todo', literal('known failure')]]), body)),
  todo: (title) => unawaited(call(member(test, 'todo'), title)),
  script: 'node --test --test-concurrency=1 "tests/**/*.test.ts"',
  dependencies: {},
  node: '>=22.18',
  files: {},
};

const playwright: Runner = {
  ...vitest,
  module: '@playwright/test',
  names: ['test'],
  describe: (title, body) => call(member(test, 'describe'), title, body),
  failing: (title, body) => call(member(test, 'fail'), title, body),
  todo: (title) => call(member(test, 'fixme'), title, plainFunction([])),
  script: 'playwright test',
  dependencies: { '@playwright/test': '^1.55.0' },
  files: {
    'playwright.config.ts': `import { defineConfig } from '@playwright/test';

// One test after the other: they share one server and its data.
export default defineConfig({ testDir: 'tests', workers: 1, timeout: 30_000 });
`,
  },
};

/** How tests are written, by target. */
export const runners: Readonly<Record<ExportTarget, Runner>> = { vitest, jest, node, playwright };
