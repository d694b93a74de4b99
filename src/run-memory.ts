import { accessSync, constants } from 'node:fs';
import type { Reporter } from '../reporters/contract.ts';
import type { Api } from '../runtime/model/operation.ts';
import { createRedactor } from '../runtime/redaction.ts';
import { baselineMarks, today } from './baseline/baseline-marks.ts';
import { loadBaseline } from './baseline/load-baseline.ts';
import { updateBaseline } from './baseline/update-baseline.ts';
import type { ResolvedConfig } from './config/resolve-config.ts';
import { createFailureStore, faultsNote, storeFolder } from './failure-store/failure-store.ts';
import { keepFailures } from './failure-store/keep-failures.ts';
import { keptForRun } from './failure-store/kept-for-run.ts';
import { keptReplayCommand } from './replay-command.ts';
import type { RunTarget } from './start-run.ts';

/** What one run on the command line has of those before it, and leaves to those after it. */
export interface RunMemory {
  readonly target: Pick<RunTarget, 'store' | 'kept' | 'baseline'>;
  /** They write what is left. */
  readonly reporters: readonly Reporter[];
}

interface Place {
  readonly api: Api;
  readonly baseUrl: string;
  readonly cwd: string;
}

/** Reads the kept failures and the baseline. Throws `UsageError` and `ConfigError` for a baseline that cannot be used. */
export function openRunMemory(config: ResolvedConfig, { api, baseUrl, cwd }: Place): RunMemory {
  const entries = loadBaseline(config);
  const baseline = baselineMarks(entries, today());
  const updates =
    config.baselineUpdate && config.baseline !== undefined
      ? [updateBaseline(config.baseline, entries, { failOn: config.failOn, onWritten: tellWritten(config.baseline) })]
      : [];
  if (!config.keepFailures || !canWrite(cwd)) return { target: { baseline }, reporters: updates };
  const store = createFailureStore(cwd);
  process.stderr.write(faultsNote(store) ?? '');
  const source = createRedactor({ secrets: config.secrets }).url(api.source);
  const setting = { folder: storeFolder, replayCommand: (id: string) => keptReplayCommand(config, id) };
  const onError = (error: unknown): void => {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`note: Failures are not kept for api-test-gen replay: ${reason}\n`);
  };
  return {
    target: { baseline, store: setting, kept: keptForRun(store.load(), { title: api.title, source, baseUrl }) },
    reporters: [keepFailures(store, onError), ...updates],
  };
}

function tellWritten(file: string): (entries: number) => void {
  return (entries) => {
    const what = entries === 1 ? '1 failure, which fails' : `${entries} failures, which fail`;
    process.stderr.write(`note: ${file} holds ${what} no run with this baseline.\n`);
  };
}

/** A folder that is only to be read, as in many containers, is no reason to complain. */
function canWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
