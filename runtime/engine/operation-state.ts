import type { Case } from '../model/case.ts';
import { createPartChecks, notePart, type PartChecks } from './failures/folding/part-checks.ts';
import { createAccess, type Access } from './sending/access.ts';
import type { HeardRefusals } from './recording/heard-refusals.ts';
import { createSentRequests, type SentRequests } from './phases/sent-requests.ts';
import type { Exchange } from '../model/exchange.ts';
import type { ResponseDefinition, OperationEntry } from '../model/operation.ts';

/** What a run knows of one operation; small, since there may be tens of thousands. */
export interface OperationState {
  readonly entry: OperationEntry;
  /** The operation's place in the document's order. */
  readonly index: number;
  /** May end the credentials of the run, and is asked when nothing else is. */
  readonly isLast: boolean;
  /** Nothing is sent twice. */
  readonly sent: SentRequests;
  readonly definitions: Map<number, ResponseDefinition | undefined>;
  tested: boolean;
  /** Received at least one valid request. */
  testedValid: boolean;
  reached: boolean;
  /** A problem that keeps the operation from being tested at all. */
  broken: boolean;
  /** The first valid request that was answered with 2xx, for the checks that probe; its content is not kept. */
  specimen: Exchange | undefined;
  /** Requests in a row that got no answer in time. */
  timeouts: number;
  /** Who may use it, as far as its answers told. */
  readonly access: Access;
  /** Media types of answers that no schema could judge. */
  readonly undecoded: Set<string>;
  /** How often its cases were answered with which status. */
  readonly answers: Map<number, number>;
  /** The same of its valid requests, without the doubtful ones. */
  readonly answersToValid: Map<number, number>;
  /** Of the valid cases of the coverage phase, the doubtful ones left out. */
  readonly coverageStatuses: Set<number>;
  /** What its valid requests were answered with until it was reached. */
  readonly heard: HeardRefusals;
  /** What it did with invalid requests. */
  readonly parts: PartChecks;
}

export function createOperationState(entry: OperationEntry, index: number, isLast = false): OperationState {
  return {
    entry,
    index,
    isLast,
    sent: createSentRequests(),
    definitions: new Map(),
    tested: false,
    testedValid: false,
    reached: false,
    broken: false,
    specimen: undefined,
    timeouts: 0,
    access: createAccess(),
    undecoded: new Set(),
    answers: new Map(),
    answersToValid: new Map(),
    coverageStatuses: new Set(),
    heard: new Map(),
    parts: createPartChecks(),
  };
}

/** Notes how a case was answered. What another method than the operation's was answered says nothing of the operation. */
export function noteAnswer(state: OperationState, sent: Case, status: number): void {
  const { mode, doubtful, scenario } = sent;
  if (scenario === 'unspecified_http_method') return;
  increment(state.answers, status);
  if (mode === 'positive' && doubtful !== true) {
    increment(state.answersToValid, status);
    if (sent.phase === 'coverage') state.coverageStatuses.add(status);
  } else if (doubtful !== true) notePart(state.parts, sent, status);
}

function increment(counts: Map<number, number>, status: number): void {
  counts.set(status, (counts.get(status) ?? 0) + 1);
}
