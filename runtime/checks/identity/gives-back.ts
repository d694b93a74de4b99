import { pointerTokens, valueAt } from '../../model/json.ts';
import type { SchemaIssue } from '../../schema/schemas.ts';
import { sentValue, wrongName, type TakenTexts } from './taken-texts.ts';
import type { Case } from '../../model/case.ts';

/**
 * Whether what is wrong in an answer was wrong in the request, or in an earlier one, under the same name: the server took it, and shows it again. That
 * it took it is one fact, which `negative_data_rejection` judges; that it shows it is no other.
 */
export function givesBack(
  issue: SchemaIssue,
  answer: unknown,
  { values, violations }: Case,
  taken: TakenTexts | undefined,
): boolean {
  const name = pointerTokens(issue.valuePointer).at(-1);
  const shown = valueAt(answer, issue.valuePointer);
  if (name !== undefined && typeof shown === 'string' && taken?.has(name, shown)) return true;
  return violations.some((violation) => {
    // An object that lacks a property as the request did.
    if (violation.keyword === 'required' || issue.keyword === 'required')
      return violation.keyword === issue.keyword && violation.demand === issue.message;
    if (name === undefined || name !== wrongName(violation)) return false;
    return JSON.stringify(sentValue(values, violation)) === JSON.stringify(shown);
  });
}
