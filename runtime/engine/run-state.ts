import type { Unstamped } from '../events.ts';
import type { Failure } from '../model/failure.ts';
import type { Problem } from '../model/problem.ts';
import type { StopReason } from '../model/summary.ts';
import type { FailureSetting } from './failures/build-failure.ts';
import type { ContextCache } from './context-cache.ts';
import type { CustomChecks } from './judging/custom-checks.ts';
import type { DocumentedMethods } from '../requests/documented-methods.ts';
import type { EventStream } from './recording/event-stream.ts';
import type { FailureRegistry, KnownFailure } from './failures/failure-registry.ts';
import type { Learning } from './learning/learning.ts';
import type { OperationState } from './operation-state.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { EngineOptions } from './options.ts';
import type { PhaseTime } from './phases/phase-time.ts';
import type { Recorder } from './recording/record-exchange.ts';
import type { Refusals } from './learning/refusals.ts';
import type { RunCoverage } from './keyword-coverage/run-coverage.ts';
import type { Identities } from './sending/identities.ts';
import type { MadeThings } from './resources/made-things.ts';
import type { RunResources } from './resources/run-resources.ts';
import type { Sender } from './sending/sender.ts';
import type { Tally } from './recording/tally.ts';

/** What the parts of one run share. */
export interface RunState {
  readonly options: EngineOptions;
  readonly states: readonly OperationState[];
  readonly contexts: ContextCache;
  /** Of the document, in a bounded cache. */
  readonly schemas: Schemas;
  /** Which methods the document has for which paths. */
  readonly methods: DocumentedMethods;
  readonly sender: Sender;
  readonly identities: Identities;
  /** The things that the server has, as far as they were met. */
  readonly resources: RunResources;
  /** The things that this run made. */
  readonly made: MadeThings;
  readonly failures: FailureRegistry;
  /** Failures of the whole API as they were reported. */
  readonly shared: Map<KnownFailure, Failure>;
  /** The ids of the failures that were reported. */
  readonly reported: Set<string>;
  readonly learning: Learning;
  readonly refusals: Refusals;
  readonly coverage: RunCoverage;
  /** Those of the user's checks that run. */
  readonly custom: CustomChecks;
  readonly recorder: Recorder;
  readonly setting: FailureSetting;
  readonly tally: Tally;
  readonly stream: EventStream;
  /** The first reason to stop wins; no further case is started after it. */
  stop(reason: StopReason): void;
  stopped(): StopReason | undefined;
  /** Milliseconds left of the time budget, without what is kept for the operations that come last; infinite without one. */
  remainingMs(): number;
  /**
   * The operations that come last begin: what was kept of the time is theirs, also where the rest of it was over. To be called when they are through, what it gives
   * says again why the run stopped.
   */
  openLast(): () => void;
  /** How the phases share the time. */
  readonly phaseTime: PhaseTime;
  problem(problem: Problem): void;
  warn(warning: Omit<Extract<Unstamped, { type: 'warning' }>, 'type'>): void;
}
