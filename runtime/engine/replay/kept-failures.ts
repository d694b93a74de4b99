import pLimit from 'p-limit';
import type { Failure } from '../../model/failure.ts';
import type { KeptFailure } from '../../model/kept-failure.ts';
import { createDependencyGraph, type DependencyGraph } from '../../stateful/dependency-graph.ts';
import { waitFor } from '../wait-for.ts';
import { selectChecks } from '../judging/judge.ts';
import { judgesRuns } from '../judging/judges-runs.ts';
import { replayFailure, type Replayer, type ReplayOutcome } from './replay-failure.ts';
import { reportFailure } from '../failures/report-failures.ts';
import type { RunState } from '../run-state.ts';

/** The failures of earlier runs in this one. */
export interface KeptFailures {
  /** Sends those again that have to do with this run. They are no cases: nothing else of the run depends on them. */
  sendFirst(): Promise<void>;
  /** Sends those that broke the connection: first they would have left nothing to test. */
  sendLast(): Promise<void>;
  /** Tells which are gone, once all failures of the run are reported. */
  settle(): void;
}

export function createKeptFailures(run: RunState): KeptFailures {
  const selected = new Set<string>(run.states.map(({ entry }) => entry.label));
  const documented = new Set<string>(run.options.api.operations.map(({ label }) => label));
  const fixed = new Map<KeptFailure, string>();

  // Of what the filters leave out, nothing can be said.
  const concerns = ({ failure }: KeptFailure): boolean =>
    run.options.checks.includes(failure.check) &&
    failure.steps.every(({ operation }) => selected.has(operation) || !documented.has(operation));
  const all = run.options.kept.filter(concerns);

  const settleOne = (kept: KeptFailure, outcome: ReplayOutcome): boolean => {
    switch (outcome.kind) {
      case 'still-failing':
        reportFailure(run, again(run, kept, outcome));
        return true;
      case 'different':
        // A finding as any other: made small and reported with them.
        if (outcome.resent.response !== undefined) run.failures.add(outcome.resent);
        fixed.set(kept, 'its request shows another failure now');
        return false;
      case 'fixed':
        fixed.set(kept, outcome.reason);
        return false;
      case 'lost':
        run.stream.emit({ type: 'failure-dropped', ...nameOf(kept.failure), reason: outcome.reason });
        return false;
      case 'unclear':
      case 'unreachable':
        return false;
    }
  };

  const send = async (some: readonly KeptFailure[]): Promise<number> => {
    const replayer = replayerOf(run);
    const limit = pLimit(run.options.concurrency);
    const outcomes = await Promise.all(
      some.map((kept) =>
        limit(() => (run.stopped() === undefined && run.remainingMs() > 0 ? replayFailure(replayer, kept) : undefined)),
      ),
    );
    // Told in their order, whatever came first.
    return some.filter((kept, at) => {
      const outcome = outcomes[at];
      return outcome !== undefined && settleOne(kept, outcome);
    }).length;
  };

  return {
    async sendFirst() {
      const first = all.filter(({ failure }) => failure.response !== undefined);
      if (first.length === 0) return;
      const startedAt = performance.now();
      const failing = await send(first);
      const durationMs = performance.now() - startedAt;
      run.stream.emit({ type: 'kept-failures-sent', failures: first.length, failing, durationMs });
    },
    async sendLast() {
      await send(all.filter(({ failure }) => failure.response === undefined && !run.reported.has(failure.id)));
    },
    settle() {
      for (const [{ failure }, reason] of fixed) {
        if (run.reported.has(failure.id)) continue;
        run.stream.emit({ type: 'failure-fixed', from: 'kept', ...nameOf(failure), reason });
      }
    },
  };
}

function replayerOf(run: RunState): Replayer {
  let graph: DependencyGraph | undefined;
  const states = new Map<string, RunState['states'][number]>(run.states.map((state) => [state.entry.label, state]));
  const checks = new Map([...selectChecks(run.options.checks), ...run.custom.checks].map((check) => [check.id, check]));
  return {
    sender: run.sender,
    identities: run.identities,
    baseUrl: run.options.baseUrl,
    requestTimeoutMs: run.options.requestTimeoutMs,
    checkOf: (id) => (judgesRuns(run.options.customChecks, id) ? 'run' : checks.get(id)),
    stateOf: (label) => states.get(label),
    operationOf: (state) => run.contexts.get(state).operation,
    problem: (problem) => run.problem(problem),
    throttled: (times) => void (run.tally.throttled += times),
    contexts: run.contexts,
    contextOf: (state) => run.contexts.get(state),
    // What the filters leave out gives nothing, as in the run's own sequences.
    graph: () =>
      (graph ??= createDependencyGraph({ ...run.options.api, operations: run.states.map(({ entry }) => entry) })),
    setting: run.setting,
    options: run.options,
    tally: run.tally,
    stopped: () => run.stopped(),
    wait: (ms) => waitFor(ms, run.options.signal),
  };
}

/** The failure as it was reported before, with the answer of today. */
function again(
  run: RunState,
  { failure, baseUrl }: KeptFailure,
  { resent, reproducibility }: Extract<ReplayOutcome, { kind: 'still-failing' }>,
): Failure {
  const { setting, options } = run;
  const moved = moveTo(failure, baseUrl, options.baseUrl);
  const { response: _, baseline: __, ...rest } = moved;
  const { response } = resent;
  return {
    ...rest,
    ...(response === undefined ? {} : { response: setting.recorder.response(response) }),
    reproducibility: failure.reproducibility.kind === 'flaky' ? failure.reproducibility : reproducibility,
    replay: setting.store?.replayCommand(failure.id) ?? failure.replay,
    occurrences: 1,
    kept: true,
  };
}

/** The same requests to where they were sent now: a server of this machine has another port each day. */
function moveTo(failure: Failure, from: string, to: string): Failure {
  if (from === to) return failure;
  const moved = <T extends Pick<Failure, 'request' | 'curl'>>(one: T): T => ({
    ...one,
    request: { ...one.request, url: one.request.url.replace(from, () => to) },
    curl: one.curl.replaceAll(from, () => to),
  });
  const { examples } = failure;
  return { ...moved(failure), ...(examples === undefined ? {} : { examples: examples.map(moved) }) };
}

function nameOf({ id, check, operation, title }: Failure): Pick<Failure, 'id' | 'check' | 'operation' | 'title'> {
  return { id, check, operation, title };
}
