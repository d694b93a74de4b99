import type { Case } from '../../model/case.ts';
import { pointerTokens, valueAt } from '../../model/json.ts';
import type { Violation } from '../../model/violation.ts';
import type { SchemaIssue } from '../../schema/schemas.ts';

/**
 * Whether what is wrong in an answer is what was wrong in the request, under the same name: the server took it, and shows it again. That it took it is
 * one fact, which `negative_data_rejection` judges; that it shows it is no other.
 */
export function givesBack(issue: SchemaIssue, answer: unknown, { values, violations }: Case): boolean {
  return violations.some((violation) => {
    // An object that lacks a property as the request did.
    if (violation.keyword === 'required' || issue.keyword === 'required')
      return violation.keyword === issue.keyword && violation.demand === issue.message;
    const name = pointerTokens(violation.valuePointer).at(-1) ?? violation.parameter;
    if (name === undefined || name !== pointerTokens(issue.valuePointer).at(-1)) return false;
    return JSON.stringify(sentValue(values, violation)) === JSON.stringify(valueAt(answer, issue.valuePointer));
  });
}

function sentValue(values: Case['values'], { location, parameter, valuePointer }: Violation): unknown {
  if (location === 'body') return values.body?.kind === 'value' ? valueAt(values.body.value, valuePointer) : undefined;
  if (location === undefined || location === 'querystring' || parameter === undefined) return undefined;
  return valueAt(values[location][parameter], valuePointer);
}
