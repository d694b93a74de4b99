import { createOperationContext, type ContextOptions, type OperationContext } from '../cases/operation-context.ts';
import { problemOf } from '../cases/problem-of.ts';
import type { ReadyCase } from '../cases/ready-case.ts';
import type { Mode } from '../model/case.ts';
import type { HeaderList } from '../model/exchange.ts';
import type { Api, OperationEntry } from '../model/operation.ts';
import type { Phase } from '../model/phase.ts';
import type { Problem } from '../model/problem.ts';
import type { Serialiser } from '../requests/serialiser.ts';
import { createContextOptions } from './context-options.ts';
import { createOperationState } from './operation-state.ts';
import { createOperationSerialisers } from './operation-serialisers.ts';
import { loadPhase, type PhaseCases } from './phases/phase-cases.ts';
import { createSchedule, type CaseSupply } from './phases/schedule.ts';

/** Which cases are wanted. */
export interface CaseListOptions {
  readonly api: Api;
  /** Absolute; its path is put before every operation's. */
  readonly baseUrl: string;
  /** Sent with every request; they win over generated ones. */
  readonly headers: HeaderList;
  /** Of the user, before our own. */
  readonly serialisers: readonly Serialiser[];
  /** As in a run; no by default. */
  readonly strictTypes?: boolean;
  readonly seed: number;
  /** In the order they run. */
  readonly phases: readonly Phase[];
  readonly mode: Mode | 'all';
  /** The most cases of one mode, over all phases. */
  readonly count: number;
}

/** One thing that listing an operation gives. */
type Listed =
  { readonly kind: 'case'; readonly ready: ReadyCase } | { readonly kind: 'problem'; readonly problem: Problem };

/** The cases of one operation, made when asked for, with the problems that were met on the way. */
export type CaseList = (entry: OperationEntry) => Generator<Listed, undefined>;

/**
 * Loads what makes cases. Of each operation the list gives the first cases that a run with the same seed, phases and mode sends it, in
 * the same order and to the same byte, but for those that ask its path for other methods; nothing is sent, and nothing of an operation is kept once its list has ended.
 */
export async function createCaseList(options: CaseListOptions): Promise<CaseList> {
  const makers: PhaseCases[] = [];
  for (const phase of options.phases) makers.push(await loadPhase(phase));
  const contextOptions = createContextOptions(options.api, options);
  return (entry) => listOperation(entry, makers, { ...options, contextOptions });
}

interface PreparedOptions extends CaseListOptions {
  readonly contextOptions: ContextOptions;
}

function* listOperation(
  entry: OperationEntry,
  makers: readonly PhaseCases[],
  options: PreparedOptions,
): Generator<Listed, undefined> {
  const problems: Problem[] = [];
  const context = prepare(entry, options, problems);
  yield* reported(problems);
  if (context === undefined) return;
  const { mode, count } = options;
  const wanted: readonly Mode[] = mode === 'all' ? ['positive', 'negative'] : [mode];
  const left = { positive: mode === 'negative' ? 0 : count, negative: mode === 'positive' ? 0 : count };
  // One state for all phases: what an earlier one gave is not given again.
  const state = createOperationState(entry, 0);
  for (const casesOf of makers) {
    const schedule = createSchedule([state], supplyOf(casesOf, context, { ...options, left, problems }));
    while (left.positive + left.negative > 0) {
      const next = schedule.next();
      yield* reported(problems);
      if (next === undefined) break;
      const own = next.ready.case.mode;
      if (left[own] === 0) continue;
      left[own] -= 1;
      yield { kind: 'case', ready: next.ready };
    }
  }
  for (const one of wanted) if (left[one] === count) yield { kind: 'problem', problem: without(one, entry) };
}

/** Says why an operation has no case of a mode. */
function without(mode: Mode, { label }: OperationEntry): Problem {
  if (mode === 'positive') {
    return {
      code: 'ATG_CASES_NO_POSITIVE',
      message: 'No valid request was found that its path, headers or body can carry without becoming another one.',
      hint: 'Look whether another path of the document also matches, or give an example.',
      operation: label,
    };
  }
  return {
    code: 'ATG_CASES_NO_NEGATIVE',
    message: 'Nothing of the request can be broken for certain: no server could be blamed for accepting what is left.',
    hint: 'Describe its parameters or body more narrowly, if they are.',
    operation: label,
  };
}

function prepare(entry: OperationEntry, options: PreparedOptions, problems: Problem[]): OperationContext | undefined {
  try {
    const serialisersOf = createOperationSerialisers(options.serialisers, (problem) => problems.push(problem));
    const context = createOperationContext(options.api.operation(entry), {
      ...options.contextOptions,
      serialisers: serialisersOf(entry.label),
    });
    problems.push(...context.problems);
    return context;
  } catch (error) {
    problems.push(problemOf(error, entry.label, options.contextOptions.describe));
    return undefined;
  }
}

interface SupplyOptions extends CaseListOptions {
  /** How many of each mode are still wanted; it shrinks. */
  readonly left: Readonly<Record<Mode, number>>;
  readonly problems: Problem[];
}

function supplyOf(
  casesOf: PhaseCases,
  context: OperationContext,
  { seed, mode, count, left, problems }: SupplyOptions,
): CaseSupply {
  // Not every index of fuzzing gives a case that is new.
  const maxExamples = 4 * count + sparesForFuzzing;
  return function* supply(_state, from, exhausted) {
    const unwanted = { has: (one: Mode): boolean => left[one] === 0 || exhausted.has(one) };
    try {
      const onProblem = (problem: Problem): unknown => problems.push(problem);
      yield* casesOf(context, { seed, mode, maxExamples, exhausted: unwanted, onProblem }, from);
    } catch (error) {
      problems.push(problemOf(error, context.operation.label, context.describe));
    }
  };
}

const sparesForFuzzing = 20;

function* reported(problems: Problem[]): Generator<Listed, undefined> {
  for (const problem of problems.splice(0)) yield { kind: 'problem', problem };
}
