import type { EventOf, RunEvent } from '../runtime/events.ts';
import type { Difference } from '../runtime/model/difference.ts';
import type { OperationCoverage } from '../runtime/model/coverage.ts';
import type { Failure } from '../runtime/model/failure.ts';
import type { Phase } from '../runtime/model/phase.ts';
import type { Problem } from '../runtime/model/problem.ts';
import type { RunSummary } from '../runtime/model/summary.ts';

/** What one operation did in one phase. */
interface Tally {
  cases: number;
  durationMs: number;
}

/** What the events said so far. Complete enough for a report at any moment, also where the run was cut short. */
export interface RunRecord {
  started: EventOf<'run-started'> | undefined;
  /** Absent where the run was cut short. */
  summary: RunSummary | undefined;
  /** Milliseconds since the run began, of the last event. */
  atMs: number;
  readonly cases: { sent: number; positive: number; negative: number; readonly byStatus: Map<string, number> };
  readonly tested: Set<string>;
  /** Answered 2xx at least once. */
  readonly reached: Set<string>;
  readonly begun: Set<Phase>;
  readonly ended: Map<Phase, number>;
  readonly tallies: Map<Phase, Map<string, Tally>>;
  /** By id: one that is reported again replaces itself. */
  readonly failures: Map<string, Failure>;
  /** Not seen any more: kept by an earlier run, or in the baseline. */
  readonly fixed: EventOf<'failure-fixed'>[];
  readonly dropped: EventOf<'failure-dropped'>[];
  readonly problems: Problem[];
  readonly warnings: EventOf<'warning'>[];
  readonly differences: Difference[];
  /** The operations of whose contract the least was exercised, the worst first; a few. */
  leastCovered: readonly LeastCovered[];
}

/** Without its schemas: there may be very many. */
export type LeastCovered = Omit<OperationCoverage, 'schemas'>;

const mostShown = 5;

/** A handler for every event, none of which waits for anything. */
export type RecordHandlers = { readonly [T in RunEvent['type']]: (event: EventOf<T>) => void };

/** An empty record and the handlers that fill it. */
export function recordRun(): { readonly record: RunRecord; readonly on: RecordHandlers } {
  const record: RunRecord = {
    started: undefined,
    summary: undefined,
    atMs: 0,
    cases: { sent: 0, positive: 0, negative: 0, byStatus: new Map() },
    tested: new Set(),
    reached: new Set(),
    begun: new Set(),
    ended: new Map(),
    tallies: new Map(),
    failures: new Map(),
    fixed: [],
    dropped: [],
    problems: [],
    warnings: [],
    differences: [],
    leastCovered: [],
  };
  return {
    record,
    on: {
      'run-started': (event) => {
        record.started = event;
        record.atMs = event.atMs;
      },
      'phase-started': (event) => {
        record.begun.add(event.phase);
        record.atMs = event.atMs;
      },
      'phase-finished': (event) => {
        record.ended.set(event.phase, event.durationMs);
        record.atMs = event.atMs;
      },
      'case-finished': (event) => countCase(record, event),
      'failure-found': (event) => {
        record.failures.set(event.failure.id, event.failure);
        record.atMs = event.atMs;
      },
      'kept-failures-sent': (event) => {
        record.atMs = event.atMs;
      },
      'failure-fixed': (event) => {
        record.fixed.push(event);
        record.atMs = event.atMs;
      },
      'failure-dropped': (event) => {
        record.dropped.push(event);
        record.atMs = event.atMs;
      },
      problem: (event) => {
        record.problems.push(event.problem);
        record.atMs = event.atMs;
      },
      warning: (event) => {
        record.warnings.push(event);
        record.atMs = event.atMs;
      },
      'workflow-finished': (event) => {
        record.atMs = event.atMs;
      },
      difference: (event) => {
        record.differences.push(event.difference);
        record.atMs = event.atMs;
      },
      'edges-learned': (event) => {
        record.atMs = event.atMs;
      },
      'operation-covered': (event) => {
        record.leastCovered = withCovered(record.leastCovered, event);
        record.atMs = event.atMs;
      },
      'run-finished': (event) => {
        record.summary = event.summary;
        record.atMs = event.atMs;
      },
    },
  };
}

/** Keeps the worst; what has everything exercised is none of them. */
function withCovered(
  least: readonly LeastCovered[],
  { operation, answers, statuses, keywords }: OperationCoverage,
): readonly LeastCovered[] {
  const one = { operation, answers, statuses, keywords };
  if (missingShare(one) === 0) return least;
  return [...least, one].sort((a, b) => missingShare(b) - missingShare(a)).slice(0, mostShown);
}

/** The share of an operation's keywords that was not exercised. */
function missingShare({ keywords: { valid, invalid } }: LeastCovered): number {
  const total = valid.total + invalid.total;
  return total === 0 ? 0 : (total - valid.exercised - invalid.exercised) / total;
}

function countCase(record: RunRecord, event: EventOf<'case-finished'>): void {
  const { cases } = record;
  const statusClass = event.status === undefined ? 'none' : `${Math.floor(event.status / 100)}xx`;
  record.atMs = event.atMs;
  cases.sent += 1;
  cases[event.mode] += 1;
  cases.byStatus.set(statusClass, (cases.byStatus.get(statusClass) ?? 0) + 1);
  record.tested.add(event.operation);
  // By another method than the operation's it was not reached.
  if (statusClass === '2xx' && event.scenario !== 'unspecified_http_method') record.reached.add(event.operation);
  const tally = tallyOf(record, event.phase, event.operation);
  tally.cases += 1;
  tally.durationMs += event.durationMs;
}

function tallyOf(record: RunRecord, phase: Phase, operation: string): Tally {
  let operations = record.tallies.get(phase);
  if (operations === undefined) record.tallies.set(phase, (operations = new Map()));
  let tally = operations.get(operation);
  if (tally === undefined) operations.set(operation, (tally = { cases: 0, durationMs: 0 }));
  return tally;
}
