import { resolve } from 'node:path';
import { suiteFromDocument, type DocumentExport } from '../../runtime/export/from-document.ts';
import { suiteFiles } from '../../runtime/export/suite-files.ts';
import { exportTargets, knownFailureModes } from '../../runtime/export/suite-settings.ts';
import type { Suite } from '../../runtime/export/suite.ts';
import { writeSuite, type WrittenSuite } from '../../runtime/export/writing/write-suite.ts';
import { selectOperations } from '../../runtime/engine/filters.ts';
import { UsageError } from '../../runtime/errors.ts';
import type { Problem } from '../../runtime/model/problem.ts';
import { writtenBaseUrl } from '../base-url.ts';
import { loadConfig, type ConfigSources } from '../config/load-config.ts';
import { integer, memberOf } from '../config/readers.ts';
import type { ResolvedConfig } from '../config/resolve-config.ts';
import { exitCodes } from '../exit-code.ts';
import { listenForInterrupt } from '../interrupt.ts';
import { loadConfiguredDocument, type LoadedApi } from '../load-document.ts';
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
    const suite = await suiteOf(config, loaded, wanted);
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

interface Wanted extends Pick<Suite, 'target' | 'knownFailures'> {
  readonly maxTests: number;
}

async function suiteOf(config: ResolvedConfig, { api }: LoadedApi, wanted: Wanted): Promise<Suite> {
  const { headers, serialisers, seed, mode } = config;
  const source: DocumentExport = {
    api,
    entries: selectOperations(api.operations, config.filters),
    baseUrl: writtenBaseUrl(config.baseUrl, api),
    seed,
    headers,
    secretHeaders: secretHeaders(config),
    serialisers,
    mode,
    maxTests: wanted.maxTests,
    setting: { ...wanted, title: api.title, isObserved: false, credentials: exportCredentials(config) },
    onProblem: complain,
  };
  return suiteFromDocument(source);
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
