import type { JsonValue } from '../model/json.ts';
import type { Operation, OperationEntry } from '../model/operation.ts';
import { operationContract } from './contract-table.ts';
import { fileSlug } from './naming/file-slug.ts';
import { uniqueTitles } from './naming/unique-titles.ts';
import { createDefinitions } from './schemas/definitions.ts';
import { schemeVariable } from './scheme-variables.ts';
import { stableId } from './stable-id.ts';
import type { StaticTest } from './static-test.ts';
import { schemaFile } from './suite-files.ts';
import type { OperationTests, Suite, SuiteCredentials } from './suite.ts';

/** What is the same for a whole suite. */
export interface SuiteSetting extends Pick<Suite, 'title' | 'target' | 'knownFailures' | 'isObserved'> {
  readonly credentials: Pick<SuiteCredentials, 'headers' | 'identities'>;
}

/** Puts tests, with what the document says of their operations, into a suite. */
export interface SuiteBuilder {
  /** The tests of an operation; those that are the same in all they do are kept once. */
  add(operation: Operation, tests: readonly StaticTest[]): void;
  suite(): Suite;
}

interface DraftGroup {
  readonly slug: string;
  readonly operations: OperationTests[];
  readonly schemas: Record<string, JsonValue>;
}

export function createSuiteBuilder({ credentials, ...setting }: SuiteSetting): SuiteBuilder {
  const definitions = createDefinitions();
  const groups = new Map<string, DraftGroup>();
  const operations: [string, JsonValue][] = [];
  const schemes = new Map<string, JsonValue>();
  return {
    add(operation, tests) {
      const slug = groupSlug(operation);
      const group = groups.get(slug) ?? { slug, operations: [], schemas: {} };
      groups.set(slug, group);
      const contract = operationContract(operation, definitions, schemaFile(group));
      Object.assign(group.schemas, contract.schemas);
      operations.push([operation.label, contract.row]);
      for (const scheme of contract.schemes) {
        const variable = schemeVariable(scheme);
        if (variable !== undefined) schemes.set(scheme.name, variable);
      }
      if (tests.length > 0) group.operations.push({ label: operation.label, tests: distinct(tests) });
    },
    suite: () => ({
      ...setting,
      groups: [...groups.values()].filter(({ operations: own }): boolean => own.length > 0),
      definitions: definitions.file(),
      operations: Object.fromEntries(operations),
      credentials: { ...credentials, schemes: Object.fromEntries(schemes) },
    }),
  };
}

/** The first tag, else the first part of the path that is no parameter. */
function groupSlug({ tags, path }: OperationEntry): string {
  const [tag] = tags;
  if (tag !== undefined) return fileSlug(tag);
  return fileSlug(path.split('/').find((part) => part !== '' && !part.includes('{')) ?? '');
}

function distinct(tests: readonly StaticTest[]): readonly StaticTest[] {
  const title = uniqueTitles();
  const ids = new Set<string>();
  const seen = new Set<string>();
  return tests.flatMap((test) => {
    const content = JSON.stringify(test.steps);
    if (test.steps.length > 0 && seen.has(content)) return [];
    seen.add(content);
    // What is called alike is told apart by what it does, wherever it stands.
    const id = ids.has(test.id) ? stableId(test.id, content) : test.id;
    ids.add(id);
    return [{ ...test, title: title(test.title), id }];
  });
}
