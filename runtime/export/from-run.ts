import type { ReadyCase } from '../cases/ready-case.ts';
import { createCaseList } from '../engine/list-cases.ts';
import type { EventOf } from '../events.ts';
import type { Operation, OperationEntry } from '../model/operation.ts';
import { acceptHeader } from '../requests/accept-header.ts';
import { absences, caseTest } from './case-test.ts';
import { failureTest, type FailureSetting } from './failure-test.ts';
import { casesOf, operationOf, plainestOf, type DocumentExport } from './from-document.ts';
import { changedPlaces } from './naming/changed-places.ts';
import { passingChains } from './passing-chains.ts';
import type { RecordedRun } from './recorded-run.ts';
import { leftHeaders, withLeftHeaders } from './recorded-credentials.ts';
import { caseAspects } from './selection/case-aspects.ts';
import { cover } from './selection/cover.ts';
import type { StaticTest } from './static-test.ts';
import { createSuiteBuilder } from './suite-builder.ts';
import type { Suite } from './suite.ts';

/** What tests are made of after a run. */
export interface RunExport extends Omit<DocumentExport, 'baseUrl' | 'seed' | 'mode'> {
  readonly run: RecordedRun;
}

/** As in a list without a server, and more than any operation has in these phases. */
const allCases = 100_000;

/**
 * Every failure of a run with its smallest case, and the fewest of its passing cases that cover each operation, status, broken keyword, enum member,
 * boundary and optional part that it reached; what it made, used and deleted as chains.
 */
export async function suiteFromRun(options: RunExport): Promise<Suite> {
  const { api, entries, run, headers, serialisers } = options;
  const left = leftHeaders(run);
  const secretHeaders = new Set([...options.secretHeaders, ...left]);
  const setting = withLeftHeaders(options.setting, left);
  const list = await createCaseList({
    api,
    baseUrl: run.baseUrl,
    headers,
    serialisers,
    seed: run.seed,
    mode: 'all',
    phases: ['examples', 'coverage'],
    count: allCases,
  });
  const builder = createSuiteBuilder(setting);
  const operations = new Map<string, Operation>();
  for (const entry of entries) {
    const operation = operationOf(entry, options);
    if (operation !== undefined) operations.set(entry.label, operation);
  }
  const failureSetting: FailureSetting = {
    basePath: basePathOf(run),
    secretHeaders,
    operation: (label) => operations.get(label),
    acceptOf: acceptHeader,
    deletes: (made) => deletionOf(made, operations),
  };
  const events = byOperation(run.cases);
  const chains = passingChains(run, failureSetting, [...operations.values()]);
  for (const operation of operations.values()) {
    const answered = new Map(
      (events.get(operation.label) ?? []).map((event) => [keyOf(event.phase, event.index), event]),
    );
    const cases = answered.size === 0 ? [] : casesOf(list(operation), () => undefined);
    const passing = passingTests(cases, operation, answered, { ...options, secretHeaders, basePath: basePathOf(run) });
    const failures = run.failures.filter((failure) => failure.operation === operation.label);
    builder.add(operation, [
      ...failures.map((failure) => failureTest(failure, failureSetting)),
      ...passing,
      ...(chains.get(operation.label) ?? []),
    ]);
  }
  return builder.suite();
}

function basePathOf({ baseUrl }: RecordedRun): string {
  return new URL(baseUrl).pathname.replace(/\/+$/, '');
}

function keyOf(phase: string, index: number): string {
  return `${phase} ${index}`;
}

function byOperation(cases: RecordedRun['cases']): ReadonlyMap<string, readonly EventOf<'case-finished'>[]> {
  const groups = new Map<string, EventOf<'case-finished'>[]>();
  for (const event of cases) {
    if (event.phase !== 'examples' && event.phase !== 'coverage') continue;
    const group = groups.get(event.operation);
    if (group === undefined) groups.set(event.operation, [event]);
    else group.push(event);
  }
  return groups;
}

interface PassingOptions extends RunExport {
  readonly basePath: string;
}

interface Answered {
  readonly ready: ReadyCase;
  readonly status: number;
}

function passingTests(
  cases: readonly ReadyCase[],
  operation: Operation,
  events: ReadonlyMap<string, EventOf<'case-finished'>>,
  { basePath, secretHeaders, maxTests }: PassingOptions,
): readonly StaticTest[] {
  const plainest = plainestOf(cases);
  if (plainest === undefined) return [];
  const passed = cases.flatMap((ready): Answered[] => {
    const { phase, seedPath } = ready.case;
    const event = events.get(keyOf(phase, seedPath.index));
    const status = event === undefined ? undefined : passingStatus(ready, event);
    return status === undefined ? [] : [{ ready, status }];
  });
  const { values } = plainest.case;
  const aspects = new Map(
    passed.map((one) => {
      const own = caseAspects(one.ready.case, changedPlaces(one.ready.case.values, values));
      return [one, [...own, `status ${one.status}`]];
    }),
  );
  const setting = { basePath, secretHeaders, accept: acceptHeader(operation) };
  return cover(passed, (one) => aspects.get(one) ?? [], maxTests).map(({ ready, status }) =>
    caseTest(ready, operation, values, setting, { status }),
  );
}

/** The status of a case that passed and whose answer the next server gives again. */
function passingStatus(ready: ReadyCase, event: EventOf<'case-finished'>): number | undefined {
  const { status, failed, identity, exchange } = event;
  const { mode, doubtful } = ready.case;
  if (status === undefined || failed !== undefined || identity !== undefined || doubtful === true) return undefined;
  if (status >= 500 || status === 401 || status === 403 || status === 429) return undefined;
  if (mode === 'negative' && (status < 400 || status >= 500)) return undefined;
  // What was not there then may be there now, and be answered in any way.
  if (mode === 'positive' && absences.includes(String(status))) return undefined;
  return exchange !== undefined && isSameRequest(ready, exchange.request) ? status : undefined;
}

/** What another version or document would send in its place is not what was answered. */
function isSameRequest(
  { request }: ReadyCase,
  recorded: NonNullable<EventOf<'case-finished'>['exchange']>['request'],
): boolean {
  const { method, target, body } = request;
  if (recorded.method !== method || !recorded.url.endsWith(target)) return false;
  if (recorded.body?.text === undefined) return true;
  return recorded.body.truncated === true || recorded.body.text === Buffer.from(body ?? '').toString();
}

/** `DELETE` of the one thing below the collection that an operation adds to. */
function deletionOf(made: OperationEntry, operations: ReadonlyMap<string, Operation>): Operation | undefined {
  for (const operation of operations.values()) {
    if (operation.method.toUpperCase() !== 'DELETE' || !operation.path.startsWith(`${made.path}/`)) continue;
    if (/^\{[^/{}]+\}$/u.test(operation.path.slice(made.path.length + 1))) return operation;
  }
  return undefined;
}
