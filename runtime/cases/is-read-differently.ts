import type { MediaTypeContent, ParameterSerialization } from '../model/operation.ts';
import type { CaseValues } from '../model/case.ts';
import type { Violation } from '../model/violation.ts';
import { isJsonMediaType } from '../requests/media-type.ts';
import type { OperationContext } from './operation-context.ts';

/**
 * Whether sane servers read the draft in different ways, so that what is valid in it may be refused. A list or object inside another is written to a
 * parameter as JSON, for no style defines it; a JSON body of `null` many servers take for none, and Express by default for none of JSON; a list of one
 * in a form is what a single field is, and servers that know no schema when they parse (Express, PHP) take it for that; an object in a form they
 * look for in fields with brackets.
 */
export function isReadDifferently({ parameters, bodies }: OperationContext, draft: CaseValues): boolean {
  const { body } = draft;
  if (body?.kind === 'value' && body.value === null && isJsonMediaType(body.mediaType)) return true;
  if (body?.kind === 'value' && isForm(body.mediaType)) {
    const content = bodies.find(({ mediaType }) => mediaType === body.mediaType)?.content;
    if (holdsListOfOne(body.value) || (isUrlEncoded(body.mediaType) && holdsObject(body.value, content))) return true;
  }
  return parameters.some(({ parameter }) => isUndefinedText(valueOf(draft, parameter), parameter.serialization));
}

function isForm(mediaType: string): boolean {
  return /^(?:application\/x-www-form-urlencoded|multipart\/)/i.test(mediaType);
}

function isUrlEncoded(mediaType: string): boolean {
  return /^application\/x-www-form-urlencoded/i.test(mediaType);
}

/** Whether a field holds an object and no encoding says how it is written. */
function holdsObject(form: unknown, content: MediaTypeContent | undefined): boolean {
  if (typeof form !== 'object' || form === null) return false;
  return Object.entries(form).some(
    ([name, field]) =>
      content?.encodings.has(name) !== true && (isObject(field) || (Array.isArray(field) && field.some(isObject))),
  );
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function holdsListOfOne(form: unknown): boolean {
  if (typeof form !== 'object' || form === null) return false;
  return Object.values(form).some((field) => Array.isArray(field) && field.length === 1);
}

/**
 * Whether all that is wrong lies where sane servers may read something else: in parameters of no defined style, and in bodies of the user's own
 * format of which nobody can say what is read from their bytes.
 */
export function isBrokenWhereUndefined(
  { parameters, bodies }: OperationContext,
  draft: CaseValues,
  violations: readonly Violation[],
): boolean {
  const { body } = draft;
  return violations.every(({ location, parameter: name }) => {
    if (location === 'body' && body?.kind === 'value') {
      const serialiser = bodies.find(({ mediaType }) => mediaType === body.mediaType)?.serialiser;
      return serialiser !== undefined && serialiser.read === undefined;
    }
    const source = parameters.find(({ parameter }) => parameter.in === location && parameter.name === name);
    return source !== undefined && isUndefinedText(valueOf(draft, source.parameter), source.parameter.serialization);
  });
}

function valueOf(draft: CaseValues, { in: location, name }: { readonly in: string; readonly name: string }): unknown {
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
