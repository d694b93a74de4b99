import type { CustomCheck } from '../checks/custom-check.ts';
import type { Mode } from '../model/case.ts';
import type { FailureName } from '../events.ts';
import type { HeaderList } from '../model/exchange.ts';
import type { Identity } from '../model/identity.ts';
import type { BaselineMark } from '../model/failure.ts';
import type { KeptFailure } from '../model/kept-failure.ts';
import type { Api } from '../model/operation.ts';
import type { Phase } from '../model/phase.ts';
import type { Problem } from '../model/problem.ts';
import type { Workflow } from '../model/workflow.ts';
import type { Serialiser } from '../requests/serialiser.ts';
import type { Secret } from '../redaction.ts';
import type { Transport } from '../transport/contract.ts';
import type { FailureStoreSetting } from './failures/build-failure.ts';
import type { GateLimits } from './closing/gates.ts';
import type { OperationFilters } from './filters.ts';
import type { Safety } from './resources/safety.ts';
import type { RecordLevel } from './recording/record.ts';

/** Everything a run depends on, resolved: nothing here has a default. */
export interface EngineOptions {
  readonly api: Api;
  /** Found while the document was loaded; they become events of the run. */
  readonly problems: readonly Problem[];
  /** Closed when the run ends. */
  readonly transport: Transport;
  /** Absolute; its path is put before every operation's. */
  readonly baseUrl: string;
  readonly seed: number;
  readonly phases: readonly Phase[];
  /** Ids of the checks to run. */
  readonly checks: readonly string[];
  /** The user's own. */
  readonly customChecks: readonly CustomCheck[];
  readonly mode: Mode | 'all';
  /** Fuzzing cases an operation. */
  readonly maxExamples: number;
  /** Whether what is learned from the answers goes into the cases of fuzzing. */
  readonly adapt: boolean;
  /** What may be done to the server's data. */
  readonly safety: Safety;
  /** Whether what the run made is deleted at its end. */
  readonly cleanUp: boolean;
  /** In the order that they can be run in. */
  readonly workflows: readonly Workflow[];
  /** What the workflows are given, by name; `workflow.name` is for one of them alone. */
  readonly workflowInputs: Readonly<Record<string, unknown>>;
  readonly maxTimeMs: number | undefined;
  /** Stop after this many distinct failures that are more than `heuristic`. */
  readonly maxFailures: number | undefined;
  /** How long the transport waits for an answer; messages name it. */
  readonly requestTimeoutMs: number;
  /** What `max_response_time` judges by. */
  readonly maxResponseTimeMs: number | undefined;
  readonly gates: GateLimits;
  /** Whether what common frameworks let through of a JSON body counts as invalid. */
  readonly strictTypes: boolean;
  readonly concurrency: number;
  readonly filters: OperationFilters;
  /** Sent with every request of the default identity; they win over generated ones. */
  readonly headers: HeaderList;
  /** Who requests can be sent as, the default first; empty where there are fewer than two. */
  readonly identities: readonly Identity[];
  /** Of the user, before our own. */
  readonly serialisers: readonly Serialiser[];
  readonly secrets: readonly Secret[];
  readonly record: RecordLevel;
  readonly signal: AbortSignal;
  /** Of this package. */
  readonly version: string;
  /** The command line that repeats this run, without secrets, seed, phases and filters; failures add theirs. */
  readonly replayCommand: string;
  /** Where failures are kept, by whoever consumes the events; nowhere where it is `undefined`. */
  readonly store: FailureStoreSetting | undefined;
  /** Failures of earlier runs against this document and server: they are sent again before anything else. */
  readonly kept: readonly KeptFailure[];
  /** What is known of failures, by their id. */
  readonly baseline: ReadonlyMap<string, BaselineKnown>;
}

/** A failure that is known. */
interface BaselineKnown {
  readonly name: FailureName;
  readonly mark: BaselineMark;
  /** The phase that found it, where that is known: what did not run it cannot say that it is gone. */
  readonly phase?: string;
}
