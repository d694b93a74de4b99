import type { Finding } from '../../../model/failure.ts';
import type { OperationState } from '../../operation-state.ts';
import { failureKey, type Symptom } from './evidence.ts';

/** Symptoms of one defect. */
export interface Fold {
  /** What names the defect, whichever operation met it first. */
  readonly key: string;
  readonly members: readonly Symptom[];
  /** The finding of its smallest case as the finding of the whole. */
  readonly present?: (finding: Finding) => Finding;
}

/** What a rule made of the symptoms it was given. What it neither folded nor left is reported when more is known. */
export interface Folded {
  readonly folds: readonly Fold[];
  readonly rest: readonly Symptom[];
}

/** What rules know beside the symptoms. */
export interface FoldFacts {
  /** The operations that at least one case was sent to. */
  readonly tested: readonly OperationState[];
  /** No later phase asks all operations: nothing need wait. */
  readonly isFinal: boolean;
}

/** Finds the symptoms of one kind that have one cause. */
export type FoldRule = (symptoms: readonly Symptom[], facts: FoldFacts) => Folded;

interface FoldOptions {
  readonly check: string;
  /** Of one operation; of the whole API where it is absent. */
  readonly operation?: string;
  readonly identity: string;
  readonly change?: (finding: Finding) => Partial<Finding>;
}

/** A fold that is reported under an identity of its own. */
export function foldAs({ check, operation, identity, change }: FoldOptions, members: readonly Symptom[]): Fold {
  const scope = operation === undefined ? ({ scope: 'api' } as const) : {};
  return {
    key: failureKey(check, operation ?? '', { identity, ...scope }),
    members,
    present: (finding) => ({ ...finding, ...change?.(finding), identity, ...scope }),
  };
}

/** The symptoms by a key, in the order in which each key is met. Those without a key are left out. */
export function groupSymptoms(
  symptoms: readonly Symptom[],
  keyOf: (symptom: Symptom) => string | undefined,
): ReadonlyMap<string, readonly Symptom[]> {
  const groups = new Map<string, Symptom[]>();
  for (const symptom of symptoms) {
    const key = keyOf(symptom);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [symptom]);
    else group.push(symptom);
  }
  return groups;
}

/** How many operations show one of these. */
export function operationCount(symptoms: readonly Symptom[]): number {
  return new Set(symptoms.flatMap(({ operations }) => [...operations])).size;
}
