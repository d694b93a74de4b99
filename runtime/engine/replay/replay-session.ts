import type { CustomCheck } from '../../checks/custom-check.ts';
import type { HeaderList } from '../../model/exchange.ts';
import type { Identity } from '../../model/identity.ts';
import type { KeptFailure } from '../../model/kept-failure.ts';
import type { Api } from '../../model/operation.ts';
import type { Problem } from '../../model/problem.ts';
import type { Serialiser } from '../../requests/serialiser.ts';
import type { Transport } from '../../transport/contract.ts';
import { createDependencyGraph, type DependencyGraph } from '../../stateful/dependency-graph.ts';
import { createContextCache } from '../context-cache.ts';
import { createContextOptions } from '../context-options.ts';
import { waitFor } from '../wait-for.ts';
import { createCustomChecks } from '../judging/custom-checks.ts';
import { createJudge, selectChecks } from '../judging/judge.ts';
import { judgeCustom } from '../judging/judge-custom.ts';
import { judgesRuns } from '../judging/judges-runs.ts';
import { createOperationState, type OperationState } from '../operation-state.ts';
import { replayFailure, type ReplayOutcome } from './replay-failure.ts';
import { createIdentities } from '../sending/identities.ts';
import { createSender } from '../sending/sender.ts';

/** What failures of one document are sent again to. */
export interface ReplayOptions {
  readonly api: Api;
  readonly transport: Transport;
  /** Absolute, without a slash at its end. */
  readonly baseUrl: string;
  /** Sent with every request of the default identity; credentials among them. */
  readonly headers: HeaderList;
  /** Who requests can be sent as, the default first; empty where there are fewer than two. */
  readonly identities: readonly Identity[];
  readonly serialisers: readonly Serialiser[];
  readonly requestTimeoutMs: number;
  readonly maxResponseTimeMs: number | undefined;
  readonly strictTypes: boolean;
  /** The user's own. */
  readonly customChecks: readonly CustomCheck[];
  /** Replaces secrets. */
  redact(text: string): string;
  readonly signal: AbortSignal;
  onProblem(problem: Problem): void;
}

/** Sends failures again, outside of a run. Gives for each what became of it; never rejects for what a server does. */
export function createReplaySession(options: ReplayOptions): (kept: KeptFailure) => Promise<ReplayOutcome> {
  const { api, transport, signal, baseUrl, requestTimeoutMs, maxResponseTimeMs, strictTypes } = options;
  const contextOptions = createContextOptions(api, options);
  const { schemas, routes, methods } = contextOptions;
  // What it sends is not shown as curl lines: no secret has to be known by its header.
  const identities = createIdentities({ ...options, secrets: [] });
  const states = new Map<string, OperationState>(
    api.operations.map((entry, index) => [entry.label, createOperationState(entry, index)]),
  );
  const problem = (one: Problem): void => options.onProblem(one);
  const { checks } = createCustomChecks(options.customChecks, { redact: options.redact, onProblem: problem });
  const contexts = createContextCache(api, contextOptions, problem);
  const { origin } = new URL(baseUrl);
  let graph: DependencyGraph | undefined;
  const chains = {
    contexts,
    contextOf: contexts.get,
    graph: () => (graph ??= createDependencyGraph(api)),
    setting: { origin },
    options: { signal },
    tally: { throttled: 0 },
    stopped: () => (signal.aborted ? 'interrupted' : undefined),
    wait: (ms: number) => waitFor(ms, signal),
  };
  return (kept) => {
    const ids = [kept.failure.check, 'not_a_server_error'];
    const limits = { maxResponseTimeMs, strictTypes };
    const custom = checks.filter(({ id }) => id === kept.failure.check);
    const sender = createSender({
      transport,
      signal,
      identities,
      schemas,
      routes,
      methods,
      limits,
      judge: judgeCustom(createJudge(ids, problem), custom),
    });
    return replayFailure(
      {
        sender,
        identities,
        baseUrl,
        requestTimeoutMs,
        checkOf: (id) => (judgesRuns(options.customChecks, id) ? 'run' : (selectChecks([id])[0] ?? custom[0])),
        stateOf: (label) => states.get(label),
        operationOf: ({ entry }) => api.operation(entry),
        problem,
        ...chains,
        throttled: () => undefined,
      },
      kept,
    );
  };
}
