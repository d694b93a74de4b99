import type { ReadyCase } from '../cases/ready-case.ts';
import { createCaseList, type CaseList } from '../engine/list-cases.ts';
import { ApiTestGenError, toProblem } from '../errors.ts';
import type { HeaderList } from '../model/exchange.ts';
import type { Api, Operation, OperationEntry } from '../model/operation.ts';
import type { Problem } from '../model/problem.ts';
import { acceptHeader } from '../requests/accept-header.ts';
import type { Serialiser } from '../requests/serialiser.ts';
import { caseTest, isCertain } from './case-test.ts';
import { changedPlaces } from './naming/changed-places.ts';
import { caseAspects } from './selection/case-aspects.ts';
import { cover } from './selection/cover.ts';
import type { StaticTest } from './static-test.ts';
import { createSuiteBuilder, type SuiteSetting } from './suite-builder.ts';
import type { Suite } from './suite.ts';

/** What tests are made of where no server is asked. */
export interface DocumentExport {
  readonly api: Api;
  readonly entries: readonly OperationEntry[];
  /** Absolute; its path is taken off the targets again. */
  readonly baseUrl: string;
  readonly seed: number;
  readonly headers: HeaderList;
  /** Lower-case names of those of `headers` that hold credentials. */
  readonly secretHeaders: ReadonlySet<string>;
  readonly serialisers: readonly Serialiser[];
  readonly mode: 'positive' | 'negative' | 'all';
  /** The most tests of one operation. */
  readonly maxTests: number;
  readonly setting: SuiteSetting;
  onProblem(problem: Problem): void;
}

/** More cases than these are not looked at for one operation and mode: what they break is broken by others. */
const maxLookedAt = 200;

/** The cases that the document alone gives, with what it says of their answers. Broken operations become problems. */
export async function suiteFromDocument(options: DocumentExport): Promise<Suite> {
  const { api, entries, baseUrl, seed, headers, serialisers, mode } = options;
  const list = await createCaseList({
    api,
    baseUrl,
    headers,
    serialisers,
    seed,
    mode,
    phases: ['examples', 'coverage'],
    count: maxLookedAt,
  });
  const builder = createSuiteBuilder(options.setting);
  for (const entry of entries) {
    const operation = operationOf(entry, options);
    if (operation === undefined) continue;
    const cases = casesOf(list(entry), options.onProblem).filter((one) => isCertain(one.case, operation));
    builder.add(operation, testsOf(cases, operation, options));
  }
  return builder.suite();
}

/** The cases of a list; what is wrong is told. */
export function casesOf(listed: ReturnType<CaseList>, onProblem: (problem: Problem) => void): readonly ReadyCase[] {
  const cases: ReadyCase[] = [];
  for (const item of listed) {
    if (item.kind === 'case') cases.push(item.ready);
    else if (item.problem.code !== 'ATG_CASES_NO_NEGATIVE') onProblem(item.problem);
  }
  return cases;
}

export function operationOf(
  entry: OperationEntry,
  { api, onProblem }: Pick<DocumentExport, 'api' | 'onProblem'>,
): Operation | undefined {
  try {
    return api.operation(entry);
  } catch (error) {
    if (!ApiTestGenError.is(error)) throw error;
    onProblem(toProblem(error, entry.label));
    return undefined;
  }
}

function testsOf(cases: readonly ReadyCase[], operation: Operation, options: DocumentExport): readonly StaticTest[] {
  const plainest = plainestOf(cases);
  if (plainest === undefined) return [];
  const { values } = plainest.case;
  const aspects = new Map(cases.map((one) => [one, caseAspects(one.case, changedPlaces(one.case.values, values))]));
  const chosen = cover(cases, (one) => aspects.get(one) ?? [], options.maxTests);
  const setting = {
    basePath: new URL(options.baseUrl).pathname.replace(/\/+$/, ''),
    secretHeaders: options.secretHeaders,
    accept: acceptHeader(operation),
  };
  return chosen.map((one) => caseTest(one, operation, values, setting, undefined));
}

/** What others are told apart from. */
export function plainestOf(cases: readonly ReadyCase[]): ReadyCase | undefined {
  const positive = cases.filter(({ case: { mode, phase } }) => mode === 'positive' && phase === 'coverage');
  return (
    positive.find(({ case: { scenario } }) => scenario === 'default_positive_test') ??
    positive[0] ??
    cases.find(({ case: { mode } }) => mode === 'positive') ??
    cases[0]
  );
}
