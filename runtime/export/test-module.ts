import type { ExportTarget, KnownFailures } from './suite-settings.ts';
import type { OperationTests, TestGroup } from './suite.ts';
import type { StaticTest } from './static-test.ts';
import { stableId } from './stable-id.ts';
import { stepStatements } from './step-statements.ts';
import { literal, importNames, plainFunction, statement, asyncFunction, type Statement } from './syntax/nodes.ts';
import { printModule } from './syntax/print-module.ts';
import type { Runner } from './targets/runner.ts';
import { runners } from './targets/runners.ts';
import { importsRegion, regionStatement, withRegions } from './writing/regions.ts';

/** How the tests of a suite are written. */
export interface ModuleSetting {
  readonly target: ExportTarget;
  readonly knownFailures: KnownFailures;
}

const header = [
  'Written by api-test-gen export-to-static-tests. Written anew by the next export, but for what stands between',
  '"#region yours" and "#endregion yours": that is kept.',
];

const helpers = ['expectContent', 'expectDocumented', 'expectHeaders', 'expectNoStatus', 'expectStatus'] as const;
const clientNames = ['send', 'valueOf'] as const;

/** The text of a file of tests. */
export function testModule(group: TestGroup, setting: ModuleSetting): string {
  const runner = runners[setting.target];
  const suites = group.operations.map((one) => operationSuite(one, runner, setting));
  const used = new Set<string>();
  for (const suite of suites) collectNames(suite, used);
  const imports = [
    { ...importNames(runner.names, runner.module), comments: header },
    importOf(clientNames, '../support/client.ts', used),
    importOf(helpers, '../support/expectations.ts', used),
  ].filter((one) => one !== undefined);
  return withRegions(printModule([...imports, regionStatement(importsRegion), ...suites]));
}

function importOf(names: readonly string[], source: string, used: ReadonlySet<string>): Statement | undefined {
  const own = names.filter((name) => used.has(name));
  return own.length === 0 ? undefined : importNames(own, source);
}

function operationSuite({ label, tests }: OperationTests, runner: Runner, setting: ModuleSetting): Statement {
  const body = tests.map((test) => testStatement(test, runner, setting));
  return statement(
    runner.describe(literal(label), plainFunction([...body, regionStatement(stableId('region', label))])),
  );
}

function testStatement(test: StaticTest, runner: Runner, { knownFailures }: ModuleSetting): Statement {
  const title = literal(test.title);
  const comments = [`${test.id} · ${test.notes[0] ?? ''}`, ...test.notes.slice(1)];
  if (test.steps.length === 0 || (test.isKnownFailure && knownFailures === 'todo')) {
    return statement(runner.todo(title), comments);
  }
  const body = asyncFunction(stepStatements(test.steps));
  const isFailing = test.isKnownFailure && knownFailures === 'fails';
  return statement(isFailing ? runner.failing(title, body) : runner.test(title, body), comments);
}

/** The names that are called anywhere in a tree. */
function collectNames(node: unknown, into: Set<string>): void {
  if (Array.isArray(node)) {
    for (const one of node) collectNames(one, into);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const { type, callee } = node as { readonly type?: unknown; readonly callee?: { readonly name?: unknown } };
  if (type === 'CallExpression' && typeof callee?.name === 'string') into.add(callee.name);
  for (const inner of Object.values(node)) collectNames(inner, into);
}
