import type { Case } from '../../model/case.ts';
import { triesUndeclaredMethod } from '../../model/case.ts';
import type { CoverageSummary, OperationCoverage } from '../../model/coverage.ts';
import type { Mode } from '../../model/case.ts';
import type { ContextCache } from '../context-cache.ts';
import { createFindPlaces } from './keyword-places.ts';
import { createKeywordCoverage, type KeywordCoverage } from './keyword-coverage.ts';
import type { OperationState } from '../operation-state.ts';

/** What was exercised of all operations. */
export interface RunCoverage {
  /** Notes a case that was sent. */
  sent(state: OperationState, sent: Case): void;
  /** Of one operation; `undefined` where it received no case. */
  of(state: OperationState): OperationCoverage | undefined;
  /** Regular expressions of its request that no value can be judged by. */
  undecided(state: OperationState): readonly string[];
}

interface Covered {
  readonly keywords: KeywordCoverage;
  readonly documented: readonly string[];
}

/** `mode`: what is never sent is not missed. */
export function createRunCoverage(contexts: ContextCache, mode: Mode | 'all'): RunCoverage {
  const find = createFindPlaces();
  const known = new Map<OperationState, Covered>();
  return {
    sent(state, sent) {
      let covered = known.get(state);
      if (covered === undefined) {
        const context = contexts.get(state);
        const documented = context.operation.responses.map(({ status }) => status);
        known.set(state, (covered = { keywords: createKeywordCoverage(context, find), documented }));
      }
      if (!triesUndeclaredMethod(sent)) covered.keywords.sent(sent);
    },
    undecided: (state) => known.get(state)?.keywords.undecided() ?? [],
    of(state) {
      const covered = known.get(state);
      if (covered === undefined) return undefined;
      const { valid, invalid } = covered.keywords.counts();
      const none = { exercised: 0, total: 0 };
      return {
        operation: state.entry.label,
        answers: Object.fromEntries([...state.answers].sort(([a], [b]) => a - b)),
        statuses: { documented: covered.documented, seen: seenOf(state, covered.documented) },
        keywords: { valid: mode === 'negative' ? none : valid, invalid: mode === 'positive' ? none : invalid },
        schemas: covered.keywords.schemas(),
      };
    },
  };
}

/** The documented statuses that some answer belonged to: `404` to itself, to `4XX`, or to `default`. */
function seenOf({ answers, definitions }: OperationState, documented: readonly string[]): readonly string[] {
  const seen = new Set([...answers.keys()].map((status) => definitions.get(status)?.status));
  return documented.filter((status) => seen.has(status));
}

/** The sums of all operations. */
export function sumCoverage(covered: Iterable<OperationCoverage>): CoverageSummary {
  const valid = { exercised: 0, total: 0 };
  const invalid = { exercised: 0, total: 0 };
  const statuses = { exercised: 0, total: 0 };
  for (const { keywords, statuses: own } of covered) {
    valid.exercised += keywords.valid.exercised;
    valid.total += keywords.valid.total;
    invalid.exercised += keywords.invalid.exercised;
    invalid.total += keywords.invalid.total;
    statuses.exercised += own.seen.length;
    statuses.total += own.documented.length;
  }
  return { keywords: { valid, invalid }, statuses };
}
