import { draftOf, setParameter, type CaseDraft } from './case-draft.ts';
import type { OperationContext } from './operation-context.ts';

/**
 * The plainest valid request: required parts only. A documented example stands before the smallest value, because an example of an
 * id mostly names a resource that exists, and only behind one does the operation really run.
 */
export function baseDraft(context: OperationContext): CaseDraft {
  const draft = draftOf();
  for (const source of context.parameters) {
    if (source.parameter.required) setParameter(draft, source.parameter, source.plain());
  }
  const [body] = context.bodies;
  if (body !== undefined && context.bodyRequired)
    draft.body = { kind: 'value', mediaType: body.mediaType, value: body.plain() };
  return draft;
}
