import { createRequire } from 'node:module';
import { eventVersion, type RunEvent } from '../events.ts';
import { phases, type Phase } from '../model/phase.ts';
import type { RunSummary, StopReason } from '../model/summary.ts';
import { createRedactor } from '../redaction.ts';
import { createBaseUrlCheck } from './sending/base-url-check.ts';
import { settleBaseline } from './replay/settle-baseline.ts';
import { createCaseOutcomes } from './sending/case-outcomes.ts';
import { createCaseRunner } from './sending/case-runner.ts';
import { cleanUp } from './closing/clean-up.ts';
import { closeRun } from './closing/close-run.ts';
import { createContextCache } from './context-cache.ts';
import { createContextOptions } from './context-options.ts';
import { endsSession } from './ends-session.ts';
import { reportDifferences } from './learning/differences.ts';
import { createCustomChecks } from './judging/custom-checks.ts';
import { createEventStream, type EventStream } from './recording/event-stream.ts';
import { createFailureRegistry } from './failures/failure-registry.ts';
import { selectOperations } from './filters.ts';
import { judgeCustom } from './judging/judge-custom.ts';
import { createJudge } from './judging/judge.ts';
import { judgeRun } from './judging/judge-run.ts';
import { createKeptFailures } from './replay/kept-failures.ts';
import { createLearning } from './learning/learning.ts';
import { createOperationState, type OperationState } from './operation-state.ts';
import type { EngineOptions } from './options.ts';
import type { Rest } from './phases/carry-on.ts';
import { runLast, runPhase } from './phases/phase-run.ts';
import { createPhaseTime } from './phases/phase-time.ts';
import { runConcurrent } from './phases/run-concurrent.ts';
import { runStateful } from './phases/run-stateful.ts';
import { probeOperations } from './judging/probe-operations.ts';
import { createRecorder } from './recording/record-exchange.ts';
import { createRefusals } from './learning/refusals.ts';
import { reportFailures, reportSpread } from './failures/report-failures.ts';
import type { RunState } from './run-state.ts';
import { createRunCoverage } from './keyword-coverage/run-coverage.ts';
import { createIdentities, type Identities } from './sending/identities.ts';
import { guardTransport } from './resources/guard-transport.ts';
import { createMadeThings } from './resources/made-things.ts';
import { createRunResources } from './resources/run-resources.ts';
import { senderOf } from './resources/sender-of.ts';
import { createWireRoutes } from './resources/wire-routes.ts';
import type { RouteIndex } from '../requests/route-index.ts';
import { createDependencyGraph, type DependencyGraph } from '../stateful/dependency-graph.ts';
import { createResourcePool } from '../stateful/resource-pool.ts';
import { createSender } from './sending/sender.ts';
import { createTally } from './recording/tally.ts';
import { createTimeBudget } from './time-budget.ts';
import { warnAtEnd } from './closing/warnings.ts';

export type { EngineOptions } from './options.ts';

const { version: fastCheckVersion } = createRequire(import.meta.url)('fast-check/package.json') as { version: string };

/**
 * Runs the tests and says what happens, event by event; the last one is `run-finished`, also where the run ends early. Nothing happens before
 * the first event is asked for; the consumer sets the pace, and leaving the loop ends the run. The transport is closed at the end.
 * Rejects with `UsageError` before the first event for a filter that matches nothing; after the last one with
 * `UnreachableServerError` where the server never took a connection and `UsageError` where the base URL misses its path.
 */
export function run(options: EngineOptions): AsyncIterableIterator<RunEvent, undefined> {
  const stream = createEventStream(() => performance.now());
  const consumer = new AbortController();
  let finished: Promise<void> | undefined;
  const start = async (): Promise<void> => {
    const signal = AbortSignal.any([options.signal, consumer.signal]);
    try {
      try {
        await execute({ ...options, signal }, stream);
      } finally {
        await options.transport.close();
      }
      stream.end();
    } catch (error) {
      stream.end(error);
    }
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next() {
      finished ??= start();
      return stream.next();
    },
    async return() {
      consumer.abort();
      stream.release();
      await (finished ?? options.transport.close());
      return { done: true, value: undefined };
    },
  };
}

async function execute(options: EngineOptions, stream: EventStream): Promise<void> {
  const entries = selectOperations(options.api.operations, options.filters);
  const hasCredentials = options.secrets.length > 0;
  const states = entries.map((entry, index) =>
    createOperationState(entry, index, hasCredentials && endsSession(entry)),
  );
  const startedAt = performance.now();
  const state = createRunState(options, states, stream);
  emitStart(state);
  for (const problem of options.problems) state.problem(problem);
  const outcomes = createCaseOutcomes(state, createBaseUrlCheck(options.api, options.baseUrl, states.length));
  const runner = createCaseRunner(state, outcomes);
  const kept = createKeptFailures(state);
  const onAbort = (): void => state.stop('interrupted');
  options.signal.addEventListener('abort', onAbort);
  if (options.signal.aborted) onAbort();
  let closing: Awaited<ReturnType<typeof closeRun>> = {};
  try {
    if (state.stopped() === undefined) await kept.sendFirst();
    const rests: (Rest | undefined)[] = [];
    for (const phase of inOrder(options.phases)) {
      if (state.stopped() !== undefined) break;
      state.phaseTime.begin(phase);
      if (phase === 'stateful') rests.push(await runStateful(state, runner));
      else if (phase === 'concurrent') await runConcurrent(state, runner);
      else rests.push(await runPhase(state, runner, phase));
    }
    state.phaseTime.beginRest();
    for (const rest of rests) if (state.stopped() === undefined) await rest?.();
    if (state.stopped() === undefined) {
      await probeOperations(state);
      await judgeRun(state);
    }
    state.refusals.settle(true);
    await reportFailures(state);
    reportSpread(state);
    if (state.stopped() === undefined) await kept.sendLast();
    const cleaned = await cleanUp(state);
    const closeLast = state.openLast();
    await runLast(state, runner);
    closeLast();
    kept.settle();
    settleBaseline(state);
    reportDifferences(state);
    warnAtEnd(state);
    closing = await closeRun(state, countOperations(options, states), cleaned);
  } finally {
    options.signal.removeEventListener('abort', onAbort);
    const operations = countOperations(options, states);
    const summary = state.tally.summary(operations, performance.now() - startedAt, state.stopped());
    stream.emit({ type: 'run-finished', summary: { ...summary, ...closing } });
  }
  const fatal = outcomes.fatal();
  if (fatal !== undefined) throw fatal;
}

function countOperations({ api }: EngineOptions, states: readonly OperationState[]): RunSummary['operations'] {
  return {
    total: api.operations.length,
    selected: states.length,
    tested: states.filter(({ tested }) => tested).length,
    reached: states.filter(({ reached }) => reached).length,
  };
}

function createRunState(options: EngineOptions, states: readonly OperationState[], stream: EventStream): RunState {
  const { api, signal, transport, maxTimeMs } = options;
  const { origin } = new URL(options.baseUrl);
  const contextOptions = createContextOptions(api, options);
  const { schemas, routes, methods } = contextOptions;
  const identities = createIdentities(options);
  const { resources, made } = createResources(options, { routes, identities, origin });
  const redactor = createRedactor({ secrets: options.secrets });
  const recorder = createRecorder(origin, redactor);
  const tally = createTally();
  const known = new Set<string>();
  const contexts = createContextCache(api, contextOptions, (problem) => state.problem(problem));
  const failures = createFailureRegistry(states, knownIds(options));
  const learning = createLearning(contexts, schemas, options.adapt);
  const custom = createCustomChecks(
    options.customChecks.filter(({ id }) => options.checks.includes(id)),
    { redact: redactor.text, onProblem: (problem) => state.problem(problem) },
  );
  const last = states.filter(({ isLast }) => isLast).length;
  const { remainingMs, openLast } = createTimeBudget(maxTimeMs, last, () => performance.now());
  let stopped: StopReason | undefined;
  const state: RunState = {
    options,
    states,
    stream,
    tally,
    recorder,
    shared: new Map(),
    reported: new Set(),
    failures,
    learning,
    refusals: createRefusals({
      failures,
      lessons: learning.lessons,
      operation: (one) => contexts.get(one).operation,
    }),
    identities,
    resources,
    made,
    sender: createSender({
      transport: guardTransport(transport, options.safety, made),
      signal,
      identities,
      schemas,
      routes,
      methods,
      limits: { maxResponseTimeMs: options.maxResponseTimeMs, strictTypes: options.strictTypes },
      judge: judgeCustom(
        createJudge(options.checks, (problem) => state.problem(problem)),
        custom.checks,
      ),
    }),
    methods,
    schemas,
    contexts,
    coverage: createRunCoverage(contexts, options.mode),
    custom,
    setting: {
      api,
      origin,
      recorder,
      redactor,
      identities,
      replayCommand: options.replayCommand,
      phases: inOrder(options.phases),
      store: options.store,
    },
    stop: (reason) => {
      stopped ??= reason;
    },
    stopped: () => stopped,
    remainingMs,
    openLast() {
      const before = stopped;
      if (before === 'max-time') stopped = undefined;
      openLast();
      return () => {
        stopped ??= before;
      };
    },
    phaseTime: createPhaseTime(
      remainingMs,
      inOrder(options.phases),
      () => states.filter(({ reached }) => reached).length / states.length,
    ),
    problem: (problem) => {
      // Each case of an operation may meet the same one.
      const key = JSON.stringify([problem.code, problem.operation, problem.where, problem.message]);
      if (known.has(key)) return;
      known.add(key);
      tally.problems += 1;
      stream.emit({ type: 'problem', problem: { ...problem, message: redactor.text(problem.message) } });
    },
    warn: (warning) => {
      tally.warn(warning.code);
      stream.emit({ type: 'warning', ...warning });
    },
  };
  return state;
}

/** Nothing is indexed before there is an answer to look at. */
function createResources(
  { api }: EngineOptions,
  {
    routes,
    identities,
    origin,
  }: { readonly routes: RouteIndex; readonly identities: Identities; readonly origin: string },
): Pick<RunState, 'resources' | 'made'> {
  let known: DependencyGraph | undefined;
  const graph = (): DependencyGraph => (known ??= createDependencyGraph(api));
  const pool = createResourcePool();
  const made = createMadeThings({
    routes: createWireRoutes(api.operations, routes),
    index: () => graph().resources,
    origin,
    wasSeen: (thing) => pool.find(thing)?.liveness === 'seen',
    ownerOf: (request) => senderOf(request, identities),
  });
  return { made, resources: createRunResources({ api, made, origin, pool, graph }) };
}

function emitStart({ options, states, stream, setting: { redactor } }: RunState): void {
  const { api, version, seed, baseUrl, checks, mode, concurrency } = options;
  stream.emit({
    type: 'run-started',
    eventVersion,
    version,
    fastCheckVersion,
    startedAt: new Date().toISOString(),
    seed,
    spec: { source: redactor.url(api.source), title: api.title, version: api.version },
    baseUrl: redactor.url(baseUrl),
    phases: inOrder(options.phases),
    checks,
    mode,
    concurrency,
    operations: states.map(({ entry }) => entry.label),
  });
}

function inOrder(selected: readonly Phase[]): readonly Phase[] {
  return phases.filter((phase) => selected.includes(phase));
}

/** What the baseline knows; an entry that has expired does not count. */
function knownIds({ baseline }: EngineOptions): ReadonlySet<string> {
  return new Set([...baseline].flatMap(([id, { mark }]) => (mark.status === 'known' ? [id] : [])));
}
