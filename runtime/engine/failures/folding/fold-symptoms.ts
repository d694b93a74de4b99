import type { Symptom } from './evidence.ts';
import { foldByName, foldCommonFacts } from './fold-common-facts.ts';
import { foldPartialAllow } from './fold-partial-allow.ts';
import { foldServerErrors } from './fold-server-errors.ts';
import { foldUndeclaredMethods } from './fold-undeclared-methods.ts';
import { foldUnreadable } from './fold-unreadable.ts';
import { foldUnvalidated } from './fold-unvalidated.ts';
import { leaveSurvivors } from './leave-survivors.ts';
import type { Fold, FoldFacts, FoldRule } from './fold.ts';

/** The first that claims a symptom has it. */
const rules: readonly FoldRule[] = [
  leaveSurvivors,
  foldUnreadable,
  foldServerErrors,
  foldUnvalidated,
  foldUndeclaredMethods,
  foldPartialAllow,
  foldCommonFacts,
];

/** Makes failures of symptoms: one for each defect, as far as what was seen can tell. Each symptom is in one fold, or waits. */
export function foldSymptoms(symptoms: readonly Symptom[], facts: FoldFacts): readonly Fold[] {
  const folds: Fold[] = [];
  let rest = symptoms;
  for (const rule of rules) {
    const made = rule(rest, facts);
    folds.push(...made.folds);
    ({ rest } = made);
  }
  return [...folds, ...foldByName(rest)];
}
