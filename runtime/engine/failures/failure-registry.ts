import type { ReadyCase } from '../../cases/ready-case.ts';
import type { Finding } from '../../model/failure.ts';
import {
  compareEvidence,
  compareSymptoms,
  maxOthers,
  symptomKey,
  type Evidence,
  type Symptom,
} from './folding/evidence.ts';
import { failureId } from './failure-id.ts';
import { errorDetails, isUnexplained, type ErrorPlace } from './folding/error-place.ts';
import { foldSymptoms } from './folding/fold-symptoms.ts';
import { groupSymptoms, type Fold } from './folding/fold.ts';
import type { OperationState } from '../operation-state.ts';

export type { Evidence } from './folding/evidence.ts';

/** One defect, with the first case (by operation, phase and index) that met it. */
export interface KnownFailure {
  /** Names the defect, whichever case met it first. */
  readonly key: string;
  readonly first: Evidence;
  /** The cases next to it, in that order: as many as a report shows. */
  readonly others: readonly Evidence[];
  occurrences: number;
  operations: ReadonlySet<string>;
  reported: boolean;
  /** The values that are known to cause it, where the server does not say why it failed. */
  readonly reasons: ErrorPlace[];
  /** The findings that it stands for, where these are several. */
  readonly symptoms: readonly Evidence[];
  /** Whether a case of the operation of `first` shows it again. */
  shows(check: string, finding: Finding, ready: ReadyCase): boolean;
  /** The finding of one case as the finding of the whole: the same where it stands for itself. */
  present(finding: Finding): Finding;
}

/** Collects findings into failures, whatever the order they come in. */
export interface FailureRegistry {
  add(evidence: Evidence): void;
  /**
   * Failures that were not reported yet, ordered by operation, check and identity. What may turn out to be one fact of the API waits until `isFinal`:
   * no later phase asks all operations.
   */
  unreported(isFinal: boolean): readonly KnownFailure[];
  /** Reported failures that were met at more operations since. */
  spread(): readonly KnownFailure[];
  /** Reported server errors whose reason is a value, with further cases of them that may have another one. Each case is given once. */
  unexplained(): readonly { readonly known: KnownFailure; readonly samples: readonly Evidence[] }[];
  /** Drops what was not seen again; it may be found anew. */
  forget(known: KnownFailure): void;
  /** Puts back what there was no time for: it is unreported again. */
  postpone(known: KnownFailure): void;
  /** Distinct findings that are more than `heuristic`, but for those that have to be seen again first. */
  serious(): number;
}

/** `baseline` has the ids of failures that are known: they are collected as all others, and do not count as serious. */
export function createFailureRegistry(
  states: readonly OperationState[],
  baseline: Pick<ReadonlySet<string>, 'has'> = new Set(),
): FailureRegistry {
  const symptoms = new Map<string, Symptom>();
  const reports = new Map<string, KnownFailure>();
  const spreading = new Set<KnownFailure>();
  let serious = 0;

  const add = (evidence: Evidence): void => {
    const { check, finding, state, ready, occurrences = 1 } = evidence;
    const key = symptomKey(check.id, state.entry.label, finding, ready.case);
    const known = symptoms.get(key);
    if (known === undefined) {
      const operations = new Set([state.entry.label]);
      symptoms.set(key, {
        key,
        first: evidence,
        others: [],
        samples: [],
        occurrences,
        operations,
        reportedAs: undefined,
      });
      const counts = finding.confidence !== 'heuristic' && check.needsTwoOfThree !== true;
      if (counts && !baseline.has(failureId(key))) serious += 1;
      return;
    }
    known.occurrences += occurrences;
    known.operations.add(state.entry.label);
    if (isUnexplained(evidence)) sample(known, evidence);
    if (known.reportedAs === undefined) keep(known, evidence);
  };

  /** What was reported has its newer cases, too. */
  const recount = (): void => {
    const counts = new Map<string, { occurrences: number; readonly operations: Set<string> }>();
    for (const { reportedAs, occurrences, operations } of symptoms.values()) {
      if (reportedAs === undefined) continue;
      const count = counts.get(reportedAs) ?? { occurrences: 0, operations: new Set() };
      counts.set(reportedAs, count);
      count.occurrences += occurrences;
      for (const operation of operations) count.operations.add(operation);
    }
    for (const [key, { occurrences, operations }] of counts) {
      const known = reports.get(key);
      if (known?.reported !== true) continue;
      known.occurrences = Math.max(known.occurrences, occurrences);
      if ([...operations].every((operation) => known.operations.has(operation))) continue;
      known.operations = new Set([...known.operations, ...operations]);
      spreading.add(known);
    }
  };

  return {
    add,
    unreported(isFinal) {
      const tested = states.filter((state) => state.tested);
      const found: KnownFailure[] = [];
      for (const fold of foldSymptoms([...symptoms.values()], { tested, isFinal })) {
        const fresh = fold.members.filter(({ reportedAs }) => reportedAs === undefined);
        if (fresh.length > 0 && !reports.has(fold.key)) {
          const known = knownFailure(fold);
          reports.set(fold.key, known);
          found.push(known);
        }
        for (const member of fresh) member.reportedAs = fold.key;
      }
      recount();
      return found.sort(byPlace);
    },
    spread() {
      const spread = [...spreading].sort(byPlace);
      spreading.clear();
      return spread;
    },
    unexplained() {
      const groups = groupSymptoms([...symptoms.values()], ({ reportedAs }) => reportedAs);
      return [...groups].flatMap(([key, members]) => {
        const samples = members.flatMap((member) => member.samples.splice(0)).sort(compareEvidence);
        const known = reports.get(key);
        return known?.reported === true && known.reasons.length > 0 && samples.length > 0 ? [{ known, samples }] : [];
      });
    },
    forget({ key }) {
      reports.delete(key);
      for (const symptom of symptoms.values()) if (symptom.reportedAs === key) symptoms.delete(symptom.key);
    },
    postpone({ key }) {
      reports.delete(key);
      for (const symptom of symptoms.values()) if (symptom.reportedAs === key) symptom.reportedAs = undefined;
    },
    serious: () => serious,
  };
}

/** So many cases of one operation are kept to look for a second reason. */
const maxSamples = 48;

/** The first ones: whatever the time. */
function sample({ samples }: Symptom, evidence: Evidence): void {
  if (samples.length < maxSamples) samples.push(evidence);
  else {
    const last = samples.reduce((late, one) => (compareEvidence(one, late) > 0 ? one : late));
    if (compareEvidence(evidence, last) < 0) samples[samples.indexOf(last)] = evidence;
  }
}

/** In the order of `compareEvidence`, whatever the time. */
function keep(known: Symptom, evidence: Evidence): void {
  const { others } = known;
  if (compareEvidence(evidence, known.first) < 0) {
    others.unshift(known.first);
    known.first = evidence;
  } else {
    const at = others.findIndex((other) => compareEvidence(evidence, other) < 0);
    if (at === -1 && others.length >= maxOthers) return;
    others.splice(at === -1 ? others.length : at, 0, evidence);
  }
  others.length = Math.min(others.length, maxOthers);
}

function knownFailure({ key, members, present }: Fold): KnownFailure {
  const sorted = [...members].sort(compareSymptoms);
  const [best] = sorted;
  if (best === undefined) throw new Error('a fold has a member');
  const { first } = best;
  const keys = new Set(members.map((member) => member.key));
  // Other findings show more than other cases of the same one.
  const others = [...sorted.slice(1).map((member) => member.first), ...best.others].slice(0, maxOthers);
  return {
    key,
    first,
    others,
    occurrences: members.reduce((sum, { occurrences }) => sum + occurrences, 0),
    operations: new Set(members.flatMap(({ operations }) => [...operations])),
    reported: false,
    reasons: [],
    symptoms: sorted.map((member) => member.first),
    shows: (check, finding, ready) =>
      keys.has(symptomKey(check, first.state.entry.label, finding, ready.case)) ||
      (ready === first.ready && check === first.check.id && isSameError(finding, first.finding)),
    present: present ?? ((finding) => finding),
  };
}

/** The same request failed with the same status: a message may differ each time in ways that nobody foresaw. */
function isSameError(a: Finding, b: Finding): boolean {
  return a.title === b.title && looseIdentity(a) === looseIdentity(b);
}

function looseIdentity(finding: Finding): string {
  const { cause } = errorDetails(finding);
  return cause?.kind === 'message' ? finding.identity.replace(cause.text, '') : finding.identity;
}

function byPlace(a: KnownFailure, b: KnownFailure): number {
  return compareEvidence(a.first, b.first) || (a.key < b.key ? -1 : Number(a.key > b.key));
}
