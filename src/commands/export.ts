import { resolve } from 'node:path';
import { suiteFromDocument, type DocumentExport } from '../../runtime/export/from-document.ts';
import { suiteFromRun } from '../../runtime/export/from-run.ts';
import { createRunCollector, type RecordedRun } from '../../runtime/export/recorded-run.ts';
import { suiteFiles } from '../../runtime/export/suite-files.ts';
import { exportTargets, knownFailureModes } from '../../runtime/export/suite-settings.ts';
import type { Suite } from '../../runtime/export/suite.ts';
import { writeSuite, type WrittenSuite } from '../../runtime/export/writing/write-suite.ts';
import { selectOperations } from '../../runtime/engine/filters.ts';
import { UsageError } from '../../runtime/errors.ts';
import type { RunEvent } from '../../runtime/events.ts';
import type { Problem } from '../../runtime/model/problem.ts';
import { targetUrl, writtenBaseUrl } from '../base-url.ts';
import { confirmPublicTarget, processTerminal, publicTarget } from '../confirm-public-target.ts';
import { loadConfig, type ConfigSources } from '../config/load-config.ts';
import { integer, memberOf } from '../config/readers.ts';
import type { ResolvedConfig } from '../config/resolve-config.ts';
import { exitCodes } from '../exit-code.ts';
import { listenForInterrupt } from '../interrupt.ts';
import { loadConfiguredDocument, type LoadedApi } from '../load-document.ts';
import { replayCommand } from '../replay-command.ts';
import { readRun } from './export/read-run.ts';
import { exportCredentials, secretHeaders } from './export/credentials.ts';
import type { ExportFlags } from './program.ts';

/** `api-test-gen export-to-static-tests` and `generate`: writes plain test files. Gives the exit status. */
export async function exportCommand(sources: ConfigSources, own: ExportFlags): Promise<number> {
  const { output } = own;
  if (output === undefined) {
    throw new UsageError('No folder was given to write the tests into.', {
      where: '--output',
      hint: 'Name one of its own, for example --output api-tests.',
    });
  }
  const wanted = {
    target: memberOf(own.target, exportTargets, { kind: 'flag', flag: '--target' }),
    knownFailures: memberOf(own.knownFailures, knownFailureModes, { kind: 'flag', flag: '--known-failures' }),
    maxTests: integer(1).fromTexts(
      [own.maxTests],
      { kind: 'flag', flag: '--max-tests' },
      { checks: [], reporters: [] },
    ),
  } as const;
  const config = await loadConfig(sources);
  const interrupt = listenForInterrupt();
  try {
    const loaded = await loadConfiguredDocument(config, sources.cwd, interrupt.signal);
    for (const problem of loaded.problems) complain(problem);
    const run = own.isOffline ? undefined : await runOf(config, loaded, { sources, own, signal: interrupt.signal });
    if (typeof run === 'number') return run;
    const suite = await suiteOf(config, loaded, { ...wanted, run });
    const folder = resolve(sources.cwd, output);
    const result = writeSuite(folder, suiteFiles(suite), own.force === true);
    process.stdout.write(told(suite, result, output));
    return exitCodes.ok;
  } catch (error) {
    if (interrupt.signal.aborted && error === interrupt.signal.reason) return exitCodes.interrupted;
    throw error;
  } finally {
    interrupt.dispose();
  }
}

interface Started {
  readonly sources: ConfigSources;
  readonly own: ExportFlags;
  readonly signal: AbortSignal;
}

/** The run to export: a recorded one, or a new one where a server or an application is named; the exit status where a new one came to nothing. */
async function runOf(
  config: ResolvedConfig,
  { api, problems, spec }: LoadedApi & { readonly spec: string },
  { sources, own, signal }: Started,
): Promise<RecordedRun | number | undefined> {
  const { cwd, env } = sources;
  if (own.from !== undefined) return readRun(own.from, cwd);
  if (config.baseUrl === undefined && config.app === undefined) return undefined;
  const baseUrl = targetUrl(config, api);
  await confirmPublicTarget(
    publicTarget(baseUrl, selectOperations(api.operations, config.filters)),
    processTerminal(),
    signal,
  );
  const collector = createRunCollector();
  const take = (event: RunEvent): void => collector.take(event);
  const on = { 'run-started': take, 'case-finished': take, 'failure-found': take };
  const target = { api, problems, baseUrl, cwd, signal, command: replayCommand(config, { spec, baseUrl, cwd }) };
  const { runWithReports } = await import('../run-with-reports.ts');
  const status = await runWithReports({ ...config, record: 'all' }, target, env, [{ name: 'export', on }]);
  // Failures are what is to be exported; any other reason to fail is one.
  return status === exitCodes.ok || status === exitCodes.findings ? collector.run() : status;
}

interface Wanted extends Pick<Suite, 'target' | 'knownFailures'> {
  readonly maxTests: number;
  readonly run: RecordedRun | undefined;
}

async function suiteOf(
  config: ResolvedConfig,
  { api }: LoadedApi,
  { maxTests, run, ...wanted }: Wanted,
): Promise<Suite> {
  const { headers, serialisers, seed, mode } = config;
  const source: Omit<DocumentExport, 'baseUrl' | 'seed' | 'mode'> = {
    api,
    entries: selectOperations(api.operations, config.filters),
    headers,
    secretHeaders: secretHeaders(config),
    serialisers,
    maxTests,
    setting: {
      ...wanted,
      title: api.title,
      isObserved: run !== undefined,
      credentials: exportCredentials(config),
    },
    onProblem: complain,
  };
  if (run !== undefined) return suiteFromRun({ ...source, run });
  return suiteFromDocument({ ...source, baseUrl: writtenBaseUrl(config.baseUrl, api), seed, mode });
}

function complain({ message, hint, operation }: Problem): void {
  const next = hint === undefined ? '' : `\n  hint:  ${hint}`;
  process.stderr.write(`warning: ${operation === undefined ? '' : `${operation}: `}${message}${next}\n`);
}

function told(suite: Suite, { written, unchanged, removed, left }: WrittenSuite, output: string): string {
  const operations = suite.groups.flatMap((group) => group.operations);
  const tests = operations.reduce((sum, one) => sum + one.tests.length, 0);
  const lines = [
    `${tests} tests of ${operations.length} operations in ${output}: ${written} files written, ${unchanged} unchanged, ${removed.length} removed.`,
    ...(left.length === 0 ? [] : [`Left, since they hold lines of yours: ${left.join(', ')}`]),
    `Run them: cd ${output} && npm install && API_BASE_URL=http://127.0.0.1:8080 npm test`,
  ];
  return `${lines.join('\n')}\n`;
}
