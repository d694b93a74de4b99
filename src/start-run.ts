import type { Api } from '../runtime/model/operation.ts';
import type { Problem } from '../runtime/model/problem.ts';
import type { RunEvent } from '../runtime/events.ts';
import type { KeptFailure } from '../runtime/model/kept-failure.ts';
import type { FailureStoreSetting } from '../runtime/engine/failures/build-failure.ts';
import { run, type EngineOptions } from '../runtime/engine/run.ts';
import { openTransport } from './app/open-transport.ts';
import type { LoadedWorkflows } from '../runtime/spec/arazzo/load-workflows.ts';
import type { ResolvedConfig } from './config/resolve-config.ts';
import { packageVersion } from './version.ts';

/** What a run needs beside its configuration. */
export interface RunTarget {
  readonly api: Api;
  readonly problems: readonly Problem[];
  readonly workflows?: LoadedWorkflows | undefined;
  readonly baseUrl: string;
  /** The start of a command that sends a case again, without credentials. */
  readonly command: string;
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** Where failures are kept; nowhere where it is absent. */
  readonly store?: FailureStoreSetting | undefined;
  /** Failures of earlier runs, to be sent again first. */
  readonly kept?: readonly KeptFailure[];
  /** What is known of failures, by their id. */
  readonly baseline?: EngineOptions['baseline'];
}

/** Places in documents of workflows are found, too. */
function withPositions(api: Api, workflows: LoadedWorkflows): Api {
  return { ...api, position: (location) => api.position(location) ?? workflows.position(location) };
}

/** The events of a run; connections are closed when they end, or the consumer stops. Throws `UsageError` for an application that is none. */
export async function startRun(
  config: ResolvedConfig,
  target: RunTarget,
): Promise<AsyncIterableIterator<RunEvent, undefined>> {
  const transport = await openTransport(config, { ...target, connections: config.concurrency });
  const { workflows } = target;
  return run({
    api: workflows === undefined ? target.api : withPositions(target.api, workflows),
    problems: [...target.problems, ...(workflows?.problems ?? [])],
    workflows: workflows?.workflows ?? [],
    workflowInputs: config.workflowInputs,
    transport,
    baseUrl: target.baseUrl,
    seed: config.seed,
    phases: config.phases,
    checks: config.checks,
    customChecks: config.customChecks,
    mode: config.mode,
    maxExamples: config.maxExamples,
    adapt: config.adapt,
    safety: { readOnly: config.safe, ownOnly: config.ownOnly },
    cleanUp: config.cleanup,
    maxTimeMs: config.maxTime === undefined ? undefined : config.maxTime * 1000,
    maxFailures: config.maxFailures,
    requestTimeoutMs: config.requestTimeout * 1000,
    maxResponseTimeMs: config.maxResponseTime === undefined ? undefined : config.maxResponseTime * 1000,
    gates: {
      minReached: config.minReached,
      minKeywordCoverage: config.minKeywordCoverage,
      failOnWarning: config.failOnWarning,
    },
    strictTypes: config.strictTypes,
    concurrency: config.concurrency,
    filters: config.filters,
    headers: config.headers,
    identities: config.identities,
    serialisers: config.serialisers,
    secrets: config.secrets,
    record: config.record,
    signal: target.signal,
    version: packageVersion(),
    replayCommand: target.command,
    store: target.store,
    kept: target.kept ?? [],
    baseline: target.baseline ?? new Map(),
  });
}
