import { isatty } from 'node:tty';
import type { Reporter } from '../reporters/contract.ts';
import { builtinReporters } from '../reporters/index.ts';
import type { RunSummary } from '../runtime/model/summary.ts';
import { InternalError } from '../runtime/errors.ts';
import type { ResolvedConfig } from './config/resolve-config.ts';
import type { ReportTarget } from './config/settings.ts';
import { deliver, type Delivery } from './deliver.ts';
import { exitCodeOf } from './exit-code.ts';
import { createOverlayReport } from './overlay/overlay-report.ts';
import { formatError } from './print-error.ts';
import { fileOutput, streamOutput, type ReportOutput } from './report-output.ts';
import { startRun, type RunTarget } from './start-run.ts';
import { useColor } from './use-color.ts';

/** Runs, writes the configured reports, tells `others` of the events, too, and gives the exit status. Report files are created before the first request. */
export async function runWithReports(
  config: ResolvedConfig,
  target: RunTarget,
  env: Readonly<Record<string, string | undefined>>,
  others: readonly Reporter[] = [],
): Promise<number> {
  const deliveries = [
    ...config.report.map((report) => openReport(report, config, target, env)),
    ...(config.suggestOverlay === undefined ? [] : [openOverlay(config.suggestOverlay, target)]),
    ...others.map((reporter): Delivery => ({ reporter })),
  ];
  const onFailure = (reporter: string, error: unknown): void => {
    process.stderr.write(`error: The ${reporter} report is incomplete: the reporter failed, the others go on.\n`);
    process.stderr.write(formatError(error, config.debug));
  };
  const { summary, failed } = await deliver(await startRun(config, target), deliveries, onFailure);
  if (summary === undefined) throw new InternalError('The run ended without a summary.');
  const advice = nothingTested(summary);
  if (advice !== undefined) process.stderr.write(`error: Nothing was tested.\n  hint:  ${advice}\n`);
  const { failOn, baselineUpdate: baselineUpdated } = config;
  return exitCodeOf(summary, { failOn, baselineUpdated, reporterFailed: failed.length > 0 });
}

function openReport(
  { name, file }: ReportTarget,
  config: ResolvedConfig,
  target: RunTarget,
  env: Readonly<Record<string, string | undefined>>,
): Delivery {
  const builtin = builtinReporters.find((one) => one.name === name);
  if (builtin === undefined) throw new InternalError(`The reporter ${name} passed validation, but there is none.`);
  const output: ReportOutput = file === undefined ? streamOutput(process.stdout) : fileOutput(file);
  const isTTY = file === undefined && isatty(process.stdout.fd);
  const reporter = builtin.create({
    write: (text) => output.write(text),
    isTTY,
    columns: (isTTY ? process.stdout.columns : Number(env['COLUMNS'])) || 80,
    color: file === undefined && useColor(config.color, isTTY, env),
    cwd: target.cwd,
    command: target.command,
    maxExamples: config.maxExamples,
  });
  return delivered(reporter, output);
}

function openOverlay(file: string, { api, cwd }: RunTarget): Delivery {
  const output = fileOutput(file);
  return delivered(
    createOverlayReport(api, cwd, (text) => output.write(text)),
    output,
  );
}

/** A reporter with the output that closes with it. */
function delivered(reporter: Reporter, output: ReportOutput): Delivery {
  const close = async (): Promise<void> => {
    try {
      await reporter.close?.();
    } finally {
      output.close();
    }
  };
  return { reporter: { name: reporter.name, on: reporter.on, close }, drained: () => output.drained() };
}

function nothingTested({ operations, problems, stopped }: RunSummary): string | undefined {
  if (operations.tested > 0 || stopped === 'interrupted') return undefined;
  if (operations.total === 0) return 'The document has no operations.';
  if (operations.selected === 0)
    return 'The filters leave no operation: api-test-gen operations <spec> lists what they keep.';
  if (problems > 0) return 'Every selected operation has a problem, see above.';
  return 'No case could be made: allow more --phases, another --mode, or more --max-time.';
}
