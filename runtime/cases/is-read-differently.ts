import type { ParameterSerialization } from '../model/operation.ts';
import type { Violation } from '../model/violation.ts';
import { isJsonMediaType } from '../requests/media-type.ts';
import type { CaseDraft } from './case-draft.ts';
import type { OperationContext } from './operation-context.ts';

/**
 * Whether sane servers read the draft in different ways, so that what is valid in it may be refused. A list or object inside another is written to a
 * parameter as JSON, for no style defines it; a JSON body of `null` many servers take for none, and Express by default for none of JSON.
 */
export function isReadDifferently({ parameters }: OperationContext, draft: CaseDraft): boolean {
  const { body } = draft;
  if (body?.kind === 'value' && body.value === null && isJsonMediaType(body.mediaType)) return true;
  return parameters.some(({ parameter }) => isUndefinedText(valueOf(draft, parameter), parameter.serialization));
}

/** Whether all that is wrong lies in parameters of which sane servers may read something else. */
export function isBrokenWhereUndefined(
  { parameters }: OperationContext,
  draft: CaseDraft,
  violations: readonly Violation[],
): boolean {
  return violations.every(({ location, parameter: name }) => {
    const source = parameters.find(({ parameter }) => parameter.in === location && parameter.name === name);
    return source !== undefined && isUndefinedText(valueOf(draft, source.parameter), source.parameter.serialization);
  });
}

function valueOf(draft: CaseDraft, { in: location, name }: { readonly in: string; readonly name: string }): unknown {
  if (location === 'querystring') return undefined;
  const values = draft[location as 'path' | 'query' | 'header' | 'cookie'];
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function isUndefinedText(value: unknown, serialization: ParameterSerialization): boolean {
  if (typeof value !== 'object' || value === null || serialization.kind === 'content') return false;
  // What lies deeper goes into more brackets, which those servers read that read any.
  if (serialization.style === 'deepObject') return false;
  const listsAreDefined = Array.isArray(value) && serialization.itemStyles !== undefined;
  return Object.values(value).some(
    (part) => typeof part === 'object' && part !== null && !(listsAreDefined && Array.isArray(part)),
  );
}
