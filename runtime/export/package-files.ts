import { fileSlug } from './naming/file-slug.ts';
import type { Suite } from './suite.ts';
import { runners } from './targets/runners.ts';
import { clientText } from './support/client.data.ts';
import { contractText, schemaFolderOfCommonJs, schemaFolderOfModules } from './support/contract.data.ts';
import { credentialsText } from './support/credentials.data.ts';
import { expectationsText } from './support/expectations.data.ts';
import { schemasText } from './support/schemas.data.ts';
import { eslintConfigText } from './support/eslint-config.data.ts';
import { readme } from './readme.ts';

/** What makes a suite a package of its own: all but the tests and the schemas. */
export function packageFiles(suite: Suite): readonly (readonly [path: string, text: string])[] {
  const runner = runners[suite.target];
  return [
    ['package.json', json(packageJson(suite))],
    ['tsconfig.json', json(tsconfig(suite))],
    ['eslint.config.js', eslintConfigText],
    ['README.md', readme(suite)],
    ['.gitignore', 'node_modules/\n'],
    ['contract.json', json({ credentials: suite.credentials, operations: suite.operations })],
    ['support/client.ts', clientText],
    ['support/contract.ts', contractText],
    ['support/credentials.ts', credentialsText],
    ['support/expectations.ts', expectationsText],
    ['support/schemas.ts', schemasText],
    ['support/schema-folder.ts', runner.isCommonJs ? schemaFolderOfCommonJs : schemaFolderOfModules],
    ...Object.entries(runner.files),
  ];
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function packageJson({ title, target }: Suite): object {
  const { script, dependencies, node } = runners[target];
  return {
    name: `${fileSlug(title)}-tests`,
    private: true,
    type: 'module',
    engines: { node },
    scripts: { test: script, typecheck: 'tsc --noEmit', lint: 'eslint .' },
    dependencies: { ajv: '^8.17.1' },
    devDependencies: {
      ...dependencies,
      '@types/node': '^22.0.0',
      eslint: '^9.30.0',
      typescript: '~5.9.0',
      'typescript-eslint': '^8.40.0',
    },
  };
}

function tsconfig({ target }: Suite): object {
  const { isCommonJs } = runners[target];
  return {
    compilerOptions: {
      target: 'ES2023',
      lib: ['ES2023'],
      module: isCommonJs ? 'ESNext' : 'NodeNext',
      moduleResolution: isCommonJs ? 'bundler' : 'NodeNext',
      types: ['node'],
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noUnusedLocals: true,
      allowImportingTsExtensions: true,
      esModuleInterop: true,
      skipLibCheck: true,
      noEmit: true,
    },
    include: ['tests', 'support', '*.ts'],
  };
}
