import { coverageCases } from '../../cases/coverage/coverage-cases.ts';
import type { InvalidPropertyExample } from '../../cases/examples/expand-schema.ts';
import type { BindExisting } from '../../cases/bind-existing.ts';
import { fuzzingCase } from '../../cases/fuzzing/fuzzing-case.ts';
import type { OperationContext } from '../../cases/operation-context.ts';
import type { ReadyCase } from '../../cases/ready-case.ts';
import type { Mode } from '../../model/case.ts';
import type { OperationLabel } from '../../model/operation.ts';
import type { Phase } from '../../model/phase.ts';
import type { SeedPath } from '../../model/seed-path.ts';
import { excerpt } from '../../model/excerpt.ts';
import type { Problem } from '../../model/problem.ts';
import type { UndeclaredMethodsOf } from './undeclared-methods.ts';

/** The part of the options that decides which cases there are. */
interface CaseOptions {
  readonly seed: number;
  readonly mode: Mode | 'all';
  readonly maxExamples: number;
  /** Of fuzzing: the index at which to end, before `maxExamples`. */
  readonly until?: number;
  /** The methods beside its own that the path of an operation is asked for; none by default. */
  readonly undeclared?: UndeclaredMethodsOf;
  /** Modes of which no more cases are wanted; it grows. */
  readonly exhausted: Pick<ReadonlySet<Mode>, 'has'>;
  /** Of fuzzing: puts values that exist on the server into the case of a seed path; nothing does by default. */
  readonly bindFor?: ((context: OperationContext, seedPath: SeedPath) => BindExisting | undefined) | undefined;
  /** Hears of what a phase finds wrong with the document. */
  readonly onProblem?: (problem: Problem) => void;
}

/** The cases of a phase for an operation from the index `from` on, in order; `undefined` where an index gives none. */
export type PhaseCases = (
  context: OperationContext,
  options: CaseOptions,
  from: number,
) => Generator<ReadyCase | undefined>;

/** Loads what makes the cases of a phase. */
export async function loadPhase(phase: Phase): Promise<PhaseCases> {
  switch (phase) {
    case 'examples': {
      // Loaded late: json-schema-faker is needed by this phase alone.
      const [{ examplesCases }, { loadRealisticNames }] = await Promise.all([
        import('../../cases/examples/examples-cases.ts'),
        import('../../cases/examples/realistic-names.ts'),
      ]);
      const names = await loadRealisticNames();
      return (context, { seed, mode, onProblem }, from) => {
        const onInvalid = (example: InvalidPropertyExample): void => onProblem?.(invalidExample(example, context));
        return ofMode(mode, from, examplesCases(context, { seed, names, onInvalid }));
      };
    }
    case 'coverage':
      return (context, { seed, mode, undeclared }, from) =>
        ofMode(mode, from, coverageCases(context, seed, undeclared?.(context.operation)));
    case 'stateful':
    case 'concurrent':
      // What a sequence or a race sends hangs on the answers: there is nothing to tell beforehand.
      return function* () {};
    case 'fuzzing':
      return fuzzingCases;
  }
}

/** Of no operation: a schema that many use is complained of once. */
function invalidExample(
  { value, expected, location }: InvalidPropertyExample,
  { describe }: OperationContext,
): Problem {
  return {
    code: 'ATG_SPEC_INVALID_EXAMPLE',
    message: `An example is invalid under its own schema and is not used: ${excerpt(value, 100)} ${expected}.`,
    where: describe(location),
    hint: 'Correct the example, or the schema.',
  };
}

function* ofMode(
  mode: Mode | 'all',
  from: number,
  cases: Generator<ReadyCase | undefined>,
): Generator<ReadyCase | undefined> {
  let index = 0;
  for (const ready of cases) {
    index += 1;
    if (index > from) yield mode === 'all' || ready?.case.mode === mode ? ready : undefined;
  }
}

/**
 * The index alone decides a case, whatever `mode` lets through: even ones are positive, odd ones negative (positive too, where nothing
 * of the operation can be broken).
 */
function* fuzzingCases(
  context: OperationContext,
  options: CaseOptions,
  from: number,
): Generator<ReadyCase | undefined> {
  const { mode, maxExamples, until = Number.POSITIVE_INFINITY, exhausted } = options;
  const end = Math.min(mode === 'all' ? maxExamples : 2 * maxExamples, until);
  let failures = 0;
  for (let index = from; index < end; index += 1) {
    const own = index % 2 === 0 ? 'positive' : 'negative';
    if ((mode !== 'all' && mode !== own) || exhausted.has(own)) yield undefined;
    else {
      try {
        yield oneFuzzingCase(context, context.operation.label, index, options);
        failures = 0;
      } catch (error) {
        // Now and then no value is found for a difficult schema; an operation that never gives one has a problem.
        failures += 1;
        if (failures >= maxFailuresInARow) throw error;
        yield undefined;
      }
    }
  }
}

const maxFailuresInARow = 5;

function oneFuzzingCase(
  context: OperationContext,
  operation: OperationLabel,
  index: number,
  options: CaseOptions,
): ReadyCase | undefined {
  const seedPath = { seed: options.seed, operation, phase: 'fuzzing', index } as const;
  const bind = options.bindFor?.(context, seedPath);
  if (index % 2 === 0) return fuzzingCase(context, seedPath, 'positive', bind);
  const negative = fuzzingCase(context, seedPath, 'negative', bind);
  if (negative !== undefined || options.mode === 'negative' || options.exhausted.has('positive')) return negative;
  return fuzzingCase(context, seedPath, 'positive', bind);
}
