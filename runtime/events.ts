import type { Mode } from './model/case.ts';
import type { Failure } from './model/failure.ts';
import type { Difference } from './model/difference.ts';
import type { Phase } from './model/phase.ts';
import type { OperationCoverage } from './model/coverage.ts';
import type { MeasuredEdge } from './model/measured-edge.ts';
import type { Problem } from './model/problem.ts';
import type { RecordedRequest, RecordedResponse } from './model/recorded-exchange.ts';
import type { RunSummary } from './model/summary.ts';
import type { WarningCode } from './model/warning-code.ts';

/** The version of the event format; grows when a field changes its meaning or goes. */
export const eventVersion = 1;

type Stamp = {
  /** Counts from 0 without a gap. */
  readonly seq: number;
  /** Milliseconds since the run began. */
  readonly atMs: number;
};

type RunStarted = {
  readonly type: 'run-started';
  readonly eventVersion: typeof eventVersion;
  /** Of this package and of fast-check: with the seed they fix every case. */
  readonly version: string;
  readonly fastCheckVersion: string;
  readonly startedAt: string;
  readonly seed: number;
  readonly spec: { readonly source: string; readonly title: string; readonly version: string };
  readonly baseUrl: string;
  readonly phases: readonly Phase[];
  readonly checks: readonly string[];
  readonly mode: Mode | 'all';
  readonly concurrency: number;
  /** The labels of the selected operations, in the document's order. */
  readonly operations: readonly string[];
};

type PhaseStarted = { readonly type: 'phase-started'; readonly phase: Phase; readonly operations: number };

type PhaseFinished = {
  readonly type: 'phase-finished';
  readonly phase: Phase;
  readonly cases: number;
  readonly failures: number;
  readonly durationMs: number;
};

type CaseFinished = {
  readonly type: 'case-finished';
  readonly operation: string;
  readonly phase: Phase;
  readonly mode: Mode;
  /** A sane server may decide otherwise than the mode says. */
  readonly doubtful?: true;
  /** Who it was sent as, where that is not the default identity. */
  readonly identity?: string;
  /** Absent where no answer came. */
  readonly status?: number;
  readonly durationMs: number;
  readonly scenario?: string;
  readonly index: number;
  /** The ids of the checks that failed, if any did. */
  readonly failed?: readonly string[];
  /** Why no answer came. */
  readonly error?: string;
  /** Present as the record level says. */
  readonly exchange?: { readonly request: RecordedRequest; readonly response?: RecordedResponse };
};

type FailureFound = { readonly type: 'failure-found'; readonly failure: Failure };

/** Before all cases, the failures that an earlier run kept were sent again: so many, and so many of them still fail. */
type KeptFailuresSent = {
  readonly type: 'kept-failures-sent';
  readonly failures: number;
  readonly failing: number;
  readonly durationMs: number;
};

/** What a failure is recognised by. */
export type FailureName = {
  readonly id: string;
  readonly check: string;
  readonly operation: string;
  readonly title: string;
};

/**
 * At the end of a run: a failure was not seen again. One that an earlier run kept was sent again and did not show; of one in the baseline all that was tested
 * is that its operation was, by the same check.
 */
type FailureFixed = {
  readonly type: 'failure-fixed';
  readonly from: 'kept' | 'baseline';
  readonly reason: string;
} & FailureName;

/** A failure that an earlier run kept cannot be judged any more: it is forgotten. */
type FailureDropped = { readonly type: 'failure-dropped'; readonly reason: string } & FailureName;

type ProblemFound = { readonly type: 'problem'; readonly problem: Problem };

type Warning = {
  readonly type: 'warning';
  readonly code: WarningCode;
  readonly message: string;
  readonly hint: string;
  readonly operations?: readonly string[];
};

/**
 * A workflow of an Arazzo document came to its end. `passed`: every step was what the workflow says; `stuck`: it cannot go on, for a reason that lies with
 * itself; `skipped`: what it depends on was not done; `stopped`: no answer came, or the run is over.
 */
type WorkflowFinished = {
  readonly type: 'workflow-finished';
  readonly workflow: string;
  readonly outcome: 'passed' | 'failed' | 'stuck' | 'skipped' | 'stopped';
  /** Without those that make sure of a failure, or judge the history. */
  readonly requests: number;
  readonly durationMs: number;
  /** Inputs that nobody gave. */
  readonly madeUp?: readonly string[];
  /** Absent where it passed. */
  readonly reason?: string;
};

/** Told at the end of a run, each once. */
type DifferenceFound = { readonly type: 'difference'; readonly difference: Difference };

/** Told at the end of a run, once, where values of answers were sent on: what served where. The first 1,000 by producer and consumer. */
type EdgesLearned = { readonly type: 'edges-learned'; readonly edges: readonly MeasuredEdge[] };

/** Told at the end of a run, of each operation that received a case. */
type OperationCovered = { readonly type: 'operation-covered' } & OperationCoverage;

type RunFinished = { readonly type: 'run-finished'; readonly summary: RunSummary };

/** A fact about a run: numbered, redacted, plain JSON. The last one is always `run-finished`. */
export type RunEvent = Stamp &
  (
    | RunStarted
    | PhaseStarted
    | PhaseFinished
    | CaseFinished
    | FailureFound
    | KeptFailuresSent
    | FailureFixed
    | FailureDropped
    | ProblemFound
    | Warning
    | WorkflowFinished
    | DifferenceFound
    | EdgesLearned
    | OperationCovered
    | RunFinished
  );

export type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { readonly type: T }>;

/** A fact before it is numbered. */
export type Unstamped = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, keyof Stamp> : never) : never;
