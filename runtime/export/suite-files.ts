import { definitionsFile } from './schemas/definitions.ts';
import { json, packageFiles } from './package-files.ts';
import type { Suite, TestGroup } from './suite.ts';
import { testModule } from './test-module.ts';

/** All files of a suite: relative paths with `/`, and their texts. */
export function* suiteFiles(suite: Suite): Generator<readonly [path: string, text: string]> {
  yield* packageFiles(suite);
  yield [`schemas/${definitionsFile}`, json(suite.definitions)];
  for (const group of suite.groups) {
    yield [`tests/${group.slug}.test.ts`, testModule(group, suite)];
    if (Object.keys(group.schemas).length > 0) yield [`schemas/${schemaFile(group)}`, json(groupSchemas(group))];
  }
}

export function schemaFile({ slug }: Pick<TestGroup, 'slug'>): string {
  // Never the name of the definitions, whatever the group is called.
  return `of-${slug}.json`;
}

function groupSchemas(group: TestGroup): object {
  return { $id: schemaFile(group), $schema: 'https://json-schema.org/draft/2020-12/schema', $defs: group.schemas };
}
