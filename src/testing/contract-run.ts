import type { RunEvent } from '../../runtime/events.ts';
import type { Phase } from '../../runtime/model/phase.ts';
import { recordRun, type RunRecord } from '../../reporters/run-record.ts';
import { baselineMarks, today } from '../baseline/baseline-marks.ts';
import { loadBaseline } from '../baseline/load-baseline.ts';
import { targetUrl } from '../base-url.ts';
import { loadConfiguredWorkflows } from '../load-workflows.ts';
import { replayCommand } from '../replay-command.ts';
import { startRun } from '../start-run.ts';
import type { ContractOptions } from './contract-options.ts';
import type { LoadedContract } from './load-contract.ts';
import { unobserved } from './observe-responses.ts';

/** Which of a contract's parts one run tests: these operations in these phases. */
export interface RunSelection {
  readonly operations: ReadonlySet<string>;
  readonly phases: readonly Phase[];
}

/** One run that any number of tests wait for. */
export interface ContractRun {
  /** Starts the run at the first call, and gives what it found once it is over. Rejects with what kept it from running. */
  finished(): Promise<RunRecord>;
  /** Ends the run, if it was started; resolves once no request of it is under way. */
  stop(): Promise<void>;
}

export function createContractRun(
  contract: LoadedContract,
  selection: RunSelection,
  baseUrl: ContractOptions['baseUrl'],
): ContractRun {
  const controller = new AbortController();
  let running: Promise<RunRecord> | undefined;
  const begin = async (): Promise<RunRecord> => {
    // A test runner that was killed leaves its workers behind: none of them must go on sending.
    const abort = (): void => controller.abort();
    process.once('disconnect', abort);
    try {
      return await unobserved(() => recordOf(() => openRun(contract, selection, baseUrl, controller.signal)));
    } finally {
      process.off('disconnect', abort);
    }
  };
  return {
    finished: () => (running ??= begin()),
    async stop() {
      controller.abort();
      await running?.catch(() => undefined); // whoever waited for it was told
    },
  };
}

/** What a run says to its end, also where that is an error of which its events told. */
async function recordOf(open: () => Promise<AsyncIterable<RunEvent>>): Promise<RunRecord> {
  const { record, on } = recordRun();
  for await (const event of await open()) (on[event.type] as (event: RunEvent) => void)(event);
  return record;
}

async function openRun(
  { config, api, problems, spec, cwd }: LoadedContract,
  { operations, phases }: RunSelection,
  baseUrl: ContractOptions['baseUrl'],
  signal: AbortSignal,
): Promise<AsyncIterable<RunEvent>> {
  const given = typeof baseUrl === 'function' ? await baseUrl() : config.baseUrl;
  // What the user includes has chosen the operations already.
  const filters = { ...config.filters, include: [], labels: operations };
  const selected = { ...config, baseUrl: given, filters, phases };
  const workflows = await loadConfiguredWorkflows(selected, api, { cwd, signal });
  const url = targetUrl(selected, api);
  const command = replayCommand(selected, { spec, baseUrl: url, cwd });
  const baseline = baselineMarks(loadBaseline(selected), today());
  return startRun(selected, { api, problems, workflows, baseUrl: url, cwd, signal, command, baseline });
}
