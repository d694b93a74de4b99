import type { Case } from '../model/case.ts';
import type { JsonValue } from '../model/json.ts';
import type { Violation } from '../model/violation.ts';
import type { CaseDraft } from './case-draft.ts';
import type { OperationContext } from './operation-context.ts';

/**
 * Puts values that exist on the server into a draft, and gives them as they are to be recorded; `undefined` where there was nothing to put in. What is broken on
 * purpose stays as it is.
 */
export type BindExisting = (draft: CaseDraft, violations: readonly Violation[]) => JsonValue | undefined;

/** The inputs of a case, once values that exist were put into it. */
export function withExisting(
  { inputs }: OperationContext,
  draft: CaseDraft,
  violations: readonly Violation[],
  bind: BindExisting | undefined,
): Case['inputs'] {
  const bindings = bind?.(draft, violations);
  return bindings === undefined ? inputs : { ...inputs, bindings };
}

/** Whether the value of a parameter, or something in the body, names a thing that existed when the case was made. */
export function isBound({ inputs }: Case, location: string, name: string | undefined): boolean {
  const { bindings } = inputs;
  if (!Array.isArray(bindings)) return false;
  return bindings.some((one: Readonly<Record<string, JsonValue>>) => one['in'] === location && one['name'] === name);
}

/** Whether the path of a case leads to a thing that existed when the case was made. */
export function isSentToThing({ inputs }: Case): boolean {
  const { bindings } = inputs;
  return Array.isArray(bindings) && bindings.some((one: Readonly<Record<string, JsonValue>>) => one['in'] === 'path');
}
