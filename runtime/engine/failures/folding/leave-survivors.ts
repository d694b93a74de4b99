import { putFullReplacement } from '../../../checks/history/put-full-replacement.ts';
import type { Evidence, Symptom } from './evidence.ts';
import type { FoldRule } from './fold.ts';

/**
 * A member that PUT never stores stays also where it is left out: that is the same fact once more, and less sure. It is not reported, unless the other one
 * turns out to be none.
 */
export const leaveSurvivors: FoldRule = (symptoms) => {
  const lost = new Map<string, Set<string>>();
  for (const { first } of symptoms.filter(isNotStored)) {
    const { label } = first.state.entry;
    lost.set(label, new Set([...(lost.get(label) ?? []), ...membersOf(first)]));
  }
  const isSameFact = ({ first, others, reportedAs }: Symptom): boolean => {
    const names = lost.get(first.state.entry.label);
    return (
      reportedAs === undefined &&
      names !== undefined &&
      isOfSurvivors(first) &&
      [first, ...others].every((one) => membersOf(one).every((name) => names.has(name)))
    );
  };
  return { folds: [], rest: symptoms.filter((symptom) => !isSameFact(symptom)) };
};

function isNotStored({ first }: Symptom): boolean {
  const { check, finding } = first;
  if (check.id !== putFullReplacement.id || finding.confidence === 'heuristic') return false;
  return finding.identity === 'nothing' || membersOf(first).includes(finding.identity);
}

function isOfSurvivors({ check, finding }: Evidence): boolean {
  return check.id === putFullReplacement.id && finding.identity === 'survives';
}

/** As the check says them. */
function membersOf({ finding }: Evidence): readonly string[] {
  return (finding.details as { readonly members: readonly string[] }).members;
}
