import { pointerTokens } from '../../model/json.ts';
import type { WorkflowBody } from '../../model/workflow.ts';
import { evaluateWorkflowValue, type EvaluatedValue, type ValueScope } from './workflow-values.ts';

/** A payload with the values that are set in it (Arazzo 1.0 §Payload Replacement Object). What has no value leaves its place as it was. */
export function withReplacements(
  payload: EvaluatedValue,
  replacements: WorkflowBody['replacements'],
  scope: ValueScope,
): EvaluatedValue {
  let { value } = payload;
  const missing = [...payload.missing];
  for (const replacement of replacements) {
    const found = evaluateWorkflowValue(replacement.value, scope);
    missing.push(...found.missing);
    if (found.value !== undefined) value = withValue(value, pointerTokens(replacement.pointer), found.value);
  }
  return { value, missing };
}

/** A copy with another value at a place; objects on the way that are not there are made. */
function withValue(whole: unknown, [token, ...rest]: readonly string[], value: unknown): unknown {
  if (token === undefined) return value;
  if (Array.isArray(whole)) {
    const index = token === '-' ? whole.length : Number(token);
    if (!Number.isInteger(index) || index < 0 || index > whole.length) return whole;
    const copy: unknown[] = [...whole];
    copy[index] = withValue(copy[index], rest, value);
    return copy;
  }
  const members = typeof whole === 'object' && whole !== null ? (whole as Readonly<Record<string, unknown>>) : {};
  const before = Object.hasOwn(members, token) ? members[token] : undefined;
  // Entries, for a member may be called __proto__.
  return Object.fromEntries([
    ...Object.entries(members).filter(([name]) => name !== token),
    [token, withValue(before, rest, value)],
  ]);
}
