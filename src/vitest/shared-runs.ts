import type { RunRecord } from '../../reporters/run-record.ts';
import type { OutcomeOptions } from '../testing/contract-outcome.ts';
import type { ContractOptions } from '../testing/contract-options.ts';
import { wholeApi, type ContractPart } from '../testing/contract-part.ts';
import { createContractRun, type ContractRun } from '../testing/contract-run.ts';
import type { LoadedContract } from '../testing/load-contract.ts';

/** Of a test, what is looked at: its own results so far, and which others run. */
interface TestTask {
  readonly result?: { readonly retryCount?: number; readonly repeatCount?: number } | undefined;
  readonly suite?: { readonly tasks: readonly { readonly name: string; readonly mode: string }[] } | undefined;
}

/** What a test is judged by. */
interface RunResult extends OutcomeOptions {
  readonly record: RunRecord;
}

/** The runs of one suite: one for all of its tests, and one for each that is tried again. */
export interface SharedRuns {
  /** What the run says of a part, or of the whole API where none is given, once it is over. */
  resultFor(task: TestTask, part?: ContractPart): Promise<RunResult>;
  /** Ends every run. */
  stop(): Promise<void>;
}

export function createSharedRuns(
  contract: LoadedContract,
  all: readonly ContractPart[],
  baseUrl: ContractOptions['baseUrl'],
): SharedRuns {
  const { failOn } = contract.config;
  const opened: ContractRun[] = [];
  let shared: (OutcomeOptions & { readonly run: ContractRun }) | undefined;
  const open = (parts: readonly ContractPart[], hasWhole: boolean): NonNullable<typeof shared> => {
    // A test of the whole API alone needs all of it.
    const tested = parts.length === 0 ? all : parts;
    const operations = new Set(tested.map(({ operation }) => operation));
    const phases = [...new Set(tested.map(({ phase }) => phase))];
    const run = createContractRun(contract, { operations, phases }, baseUrl);
    opened.push(run);
    return { run, failOn, parts, hasWhole };
  };
  return {
    async resultFor(task, part) {
      const selected = (): typeof shared => {
        const names = new Set(selectedNames(task));
        return open(
          all.filter(({ name }) => names.has(name)),
          names.has(wholeApi),
        );
      };
      const isAgain = (task.result?.retryCount ?? 0) + (task.result?.repeatCount ?? 0) > 0;
      const own = isAgain ? (part === undefined ? selected() : open([part], false)) : (shared ??= selected());
      const { run, ...options } = own ?? open(all, true);
      return { record: await run.finished(), ...options };
    },
    async stop() {
      await Promise.all(opened.map((run) => run.stop()));
    },
  };
}

/** The tests beside this one, and itself, that are left by every filter. */
function selectedNames({ suite }: TestTask): readonly string[] {
  return (suite?.tasks ?? []).filter(({ mode }) => mode !== 'skip' && mode !== 'todo').map(({ name }) => name);
}
