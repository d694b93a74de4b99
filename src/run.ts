import type { RunEvent } from '../runtime/events.ts';
import { baselineMarks, today } from './baseline/baseline-marks.ts';
import { loadBaseline } from './baseline/load-baseline.ts';
import { targetUrl } from './base-url.ts';
import type { Config } from './config/config.ts';
import { withCustomChecks } from './config/checks-reader.ts';
import { loadKnownNames } from './config/known-names.ts';
import { optionKeys } from './config/options.data.ts';
import { resolveConfig } from './config/resolve-config.ts';
import { settingsFromCall } from './config/setting-sources.ts';
import { loadApi } from './load-document.ts';
import { loadConfiguredWorkflows } from './load-workflows.ts';
import { replayCommand } from './replay-command.ts';
import { startRun } from './start-run.ts';

/** Options of the command line alone. */
type CommandLineOnly = 'config' | 'report' | 'suggestOverlay' | 'keepFailures' | 'baselineUpdate' | 'color' | 'debug';

/** What a run in a program takes: the options of the configuration file, and what only a program can give. */
export interface RunOptions extends Omit<Config, 'spec' | CommandLineOnly> {
  /** A path, a URL, `-` for standard input, or a parsed document. */
  readonly spec: string | URL | object;
  /** Stops the run; `run-finished` still comes, with `stopped: 'interrupted'`. */
  readonly signal?: AbortSignal;
  /** What relative paths start from. @default process.cwd() */
  readonly cwd?: string;
  /** Reads http documents and references. @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch;
}

const commandLineOnly: readonly string[] = [
  'config',
  'report',
  'suggestOverlay',
  'keepFailures',
  'baselineUpdate',
  'color',
  'debug',
] satisfies readonly CommandLineOnly[];
const callKeys: readonly string[] = [
  ...optionKeys.filter((key) => !commandLineOnly.includes(key)),
  'signal',
  'cwd',
  'fetch',
];

/**
 * Tests a server against its description. The events come as they happen; the last one is `run-finished`. Nothing is sent
 * before the first event is asked for, and leaving the loop stops the run. No configuration file and no environment variable
 * is read. Throws `UsageError` for wrong options, `SpecError` for a document that cannot be used, and
 * `UnreachableServerError` where no server answers; failures of the API are events, never thrown.
 *
 * @example
 * for await (const event of run({ spec: 'openapi.yaml', baseUrl: 'http://127.0.0.1:8080' })) {
 *   if (event.type === 'failure-found') console.log(event.failure.title, event.failure.curl)
 * }
 */
export function run(options: RunOptions): AsyncIterableIterator<RunEvent, undefined> {
  let opening: Promise<AsyncIterableIterator<RunEvent, undefined>> | undefined;
  let events: AsyncIterableIterator<RunEvent, undefined> | undefined;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    // Once opened the engine's own promise is handed on: another one for every event would be felt.
    next: () => events?.next() ?? openFirst(),
    async return() {
      await events?.return?.();
      return { done: true, value: undefined };
    },
  };

  async function openFirst(): Promise<IteratorResult<RunEvent, undefined>> {
    opening ??= open(options);
    events = await opening;
    return events.next();
  }
}

async function open(options: RunOptions): Promise<AsyncIterableIterator<RunEvent, undefined>> {
  const { spec, signal = new AbortController().signal, cwd = process.cwd(), fetch, ...config } = options;
  const place = { kind: 'call', path: 'customChecks' } as const;
  const names = withCustomChecks(await loadKnownNames(), config.customChecks, place);
  const resolved = resolveConfig([settingsFromCall(config, callKeys, names)], names, cwd);
  const { maxSpecSize, allowFileRefs, allowRemoteRefs } = resolved;
  const { api, problems } = await loadApi(spec, {
    cwd,
    signal,
    maxSpecSize,
    allowFileRefs,
    allowRemoteRefs,
    ...(fetch === undefined ? {} : { fetch }),
  });
  const sources = { cwd, signal, ...(fetch === undefined ? {} : { fetch }) };
  const workflows = await loadConfiguredWorkflows(resolved, api, sources);
  const baseUrl = targetUrl(resolved, api);
  const command = replayCommand(resolved, { spec: typeof spec === 'object' ? api.source : spec, baseUrl, cwd });
  const baseline = baselineMarks(loadBaseline(resolved), today());
  return startRun(resolved, { api, problems, workflows, baseUrl, cwd, signal, command, baseline });
}
