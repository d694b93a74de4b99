import { afterAll, describe, test, type TestContext } from 'vitest';
import { partOutcome, wholeOutcome, type PartOutcome } from '../testing/contract-outcome.ts';
import { titleOf, type ContractOptions, type ContractSpec } from '../testing/contract-options.ts';
import { wholeApi } from '../testing/contract-part.ts';
import { createContractParts } from '../testing/contract-parts.ts';
import { assertionError, callerOf, failureError, runError } from '../testing/failure-error.ts';
import { noteText } from '../testing/failure-text.ts';
import { loadContract, type LoadedContract } from '../testing/load-contract.ts';
import { remarksOf } from '../testing/remarks.ts';
import { wholeErrors } from '../testing/whole-errors.ts';
import { againCommand } from './again-command.ts';
import { setupDefaults } from './setup-defaults.ts';
import { createSharedRuns } from './shared-runs.ts';

/**
 * Declares a suite with a test for each operation and phase, `GET /pets/{id} · coverage`, and one for the whole API. They share one run: it
 * starts with the first of them, sends only what the tests that no filter leaves out are about, and ends with the file at the latest. A test
 * that is tried again runs alone. Findings below `failOn` are notes of their test. What is not said here comes from `setupContract`, then from
 * `ATG_…` variables, then from the configuration file. A document that cannot be used fails the suite.
 *
 * @example
 * contract('openapi.yaml', { app })
 * contract('openapi.yaml', { baseUrl: () => server.url, phases: ['coverage'] })
 */
export function contract(spec?: ContractSpec, options: ContractOptions = {}): void {
  const caller = callerOf(contract);
  declareSuite(spec ?? setupDefaults.spec, { ...setupDefaults.options, ...options }, caller);
}

/** The same, for whoever called; without a caller errors point nowhere. */
export function declareSuite(spec: ContractSpec | undefined, options: ContractOptions, caller: string): void {
  describe(options.title ?? titleOf(spec), async () => {
    declareTests(await loaded(spec, options, caller), options, caller);
  });
}

async function loaded(
  spec: ContractSpec | undefined,
  options: ContractOptions,
  caller: string,
): Promise<LoadedContract> {
  try {
    return await loadContract(spec, options);
  } catch (error) {
    throw runError(error, caller);
  }
}

function declareTests(contract: LoadedContract, { timeout = 0, baseUrl, seed }: ContractOptions, caller: string): void {
  const shown = { contract, fixedSeed: seed, caller };
  const parts = createContractParts(contract);
  const runs = createSharedRuns(contract, parts, baseUrl);
  const resultFor: typeof runs.resultFor = async (...of) => {
    try {
      return await runs.resultFor(...of);
    } catch (error) {
      throw runError(error, caller);
    }
  };
  for (const part of parts) {
    test(part.name, { timeout }, async (context) => {
      const result = await resultFor(context.task, part);
      const outcome = partOutcome(result.record, part, result);
      await noteAll(context, outcome);
      throwAll(errorsOf(outcome, part.name, shown));
      if (outcome.skipped !== undefined) context.skip(outcome.skipped);
    });
  }
  test(wholeApi, { timeout }, async (context) => {
    const result = await resultFor(context.task);
    const outcome = wholeOutcome(result.record, result);
    for (const remark of remarksOf(result.record)) await annotate(context, remark);
    await noteAll(context, outcome);
    const errors = wholeErrors(result.record).map((message) => assertionError(message, caller));
    throwAll([...errors, ...errorsOf(outcome, wholeApi, shown)]);
  });
  afterAll(() => runs.stop(), 60_000);
}

interface Shown {
  readonly contract: LoadedContract;
  /** The seed that the call names. */
  readonly fixedSeed: number | undefined;
  readonly caller: string;
}

function errorsOf({ failures }: PartOutcome, name: string, { contract, fixedSeed, caller }: Shown): readonly Error[] {
  const { config, cwd } = contract;
  const again = againCommand(name, fixedSeed === undefined ? config.seed : { fixed: fixedSeed });
  const hasCommand = config.app === undefined || typeof config.app === 'string';
  return failures.map((failure) => failureError(failure, { cwd, again, hasCommand }, caller));
}

/** vitest shows the errors of an AggregateError one by one. */
function throwAll(errors: readonly Error[]): void {
  const [first] = errors;
  if (first === undefined) return;
  throw errors.length === 1 ? first : new AggregateError(errors, `${errors.length} failures`);
}

async function noteAll(context: TestContext, { notes }: PartOutcome): Promise<void> {
  for (const failure of notes) await annotate(context, noteText(failure));
}

/** An annotation, which vitest has since 3.2. */
async function annotate(context: TestContext, text: string): Promise<void> {
  await (context as { readonly annotate?: TestContext['annotate'] }).annotate?.(text, 'warning');
}
