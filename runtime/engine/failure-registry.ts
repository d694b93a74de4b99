import type { Check } from '../checks/contract.ts';
import type { ReadyCase } from '../cases/ready-case.ts';
import type { WireResponse } from '../model/exchange.ts';
import type { Finding, Reproducibility } from '../model/failure.ts';
import type { Probe } from '../model/probe.ts';

import { failureKey } from './judge.ts';
import type { OperationState } from './operation-state.ts';

/** A case that shows a defect. `response` is absent where the server broke the connection. */
export interface Evidence {
  readonly check: Check;
  readonly finding: Finding;
  readonly state: OperationState;
  readonly ready: ReadyCase;
  readonly response: WireResponse | undefined;
  /** Where it was sent again already. */
  readonly reproducibility?: Reproducibility;
  /** Where `ready` is a probe: the request that was judged before, and how the credentials of `ready` were changed. */
  readonly probed?: { readonly subject: ReadyCase; readonly credentials: Probe['credentials'] };
}

/** One defect, with the first case (by operation, then index) that met it. */
export interface KnownFailure {
  readonly key: string;
  first: Evidence;
  /** The cases next to it, in that order: as many as a report shows, so that no more is kept. */
  readonly others: Evidence[];
  occurrences: number;
  readonly operations: Set<string>;
  reported: boolean;
}

/** How many cases of a failure are shown beside its smallest. */
const maxOthers = 2;

/** Collects findings into failures, whatever the order they come in. */
export interface FailureRegistry {
  add(evidence: Evidence): void;
  /** Failures that were not reported yet, ordered by operation, check and identity. */
  unreported(): readonly KnownFailure[];
  /** Drops what was not seen again; it may be found anew. */
  forget(known: KnownFailure): void;
  /** Distinct failures that are more than `heuristic`, but for those that have to be seen again first. */
  serious(): number;
}

export function createFailureRegistry(): FailureRegistry {
  const failures = new Map<string, KnownFailure>();
  let serious = 0;
  return {
    add(evidence) {
      const operation = evidence.state.entry.label;
      const key = failureKey(evidence.check.id, operation, evidence.finding);
      const known = failures.get(key);
      if (known === undefined) {
        failures.set(key, {
          key,
          first: evidence,
          others: [],
          occurrences: 1,
          operations: new Set([operation]),
          reported: false,
        });
        if (evidence.finding.confidence !== 'heuristic' && evidence.check.needsTwoOfThree !== true) serious += 1;
        return;
      }
      known.occurrences += 1;
      known.operations.add(operation);
      if (!known.reported) keep(known, evidence);
    },
    unreported: () => [...failures.values()].filter(({ reported }) => !reported).sort(byPlace),
    forget: ({ key }) => void failures.delete(key),
    serious: () => serious,
  };
}

/** In order of operation and index, not of time. */
function keep(known: KnownFailure, evidence: Evidence): void {
  const { others } = known;
  if (isBefore(evidence, known.first)) {
    others.unshift(known.first);
    known.first = evidence;
  } else {
    const last = others.at(-1);
    if (others.length >= maxOthers && last !== undefined && !isBefore(evidence, last)) return;
    const at = others.findIndex((other) => isBefore(evidence, other));
    others.splice(at === -1 ? others.length : at, 0, evidence);
  }
  others.length = Math.min(others.length, maxOthers);
}

function isBefore(a: Evidence, b: Evidence): boolean {
  return (
    a.state.index - b.state.index < 0 ||
    (a.state === b.state && a.ready.case.seedPath.index < b.ready.case.seedPath.index)
  );
}

function byPlace(a: KnownFailure, b: KnownFailure): number {
  return a.first.state.index - b.first.state.index || (a.key < b.key ? -1 : Number(a.key > b.key));
}
