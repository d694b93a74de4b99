import { closest, ForbiddenRefError, type SpecError, UnresolvedRefError } from '../errors.ts';
import { pointerTo, pointerTokens } from '../model/json.ts';
import type { Location } from '../model/location.ts';
import type { OuterDocuments } from './outer-documents.ts';
import { outerFile } from './outer-file.ts';
import type { SpecDocument } from './spec-document.ts';
import type { Describe } from './spec-node.ts';

interface Surroundings {
  readonly documentOf: (file: string) => SpecDocument | undefined;
  readonly outer: OuterDocuments;
  readonly describe: Describe;
}

/** The error for a reference that led nowhere: says whether the file or the place in it is missing, and what is near. */
export function unresolvedRef(ref: string, from: Location, { documentOf, outer, describe }: Surroundings): SpecError {
  const where = describe(from);
  const hash = ref.indexOf('#');
  const reference = hash === -1 ? ref : ref.slice(0, hash);
  const here = documentOf(from.file);
  const file = reference === '' || here === undefined ? from.file : (outerFile(reference, here.base) ?? reference);
  const failure = outer.get(file);
  if (failure instanceof ForbiddenRefError) {
    return new ForbiddenRefError(`The $ref "${ref}" may not be followed. ${failure.message}`, {
      where,
      hint: failure.hint,
      cause: failure,
    });
  }
  if (failure instanceof Error) {
    const place = failure.where === undefined ? '' : ` (${failure.where})`;
    const hint = `${failure.message.replace(/\.$/u, '')}${place}. ${failure.hint ?? ''}`.trimEnd();
    return new UnresolvedRefError(ref, where, [], { hint, cause: failure });
  }
  const near = nearest(ref, reference, documentOf(file));
  return near === undefined
    ? new UnresolvedRefError(ref, where)
    : new UnresolvedRefError(ref, where, [], { hint: near });
}

/** Compares only the name that is missing: whole references of one kind are all alike. */
function nearest(ref: string, reference: string, document: SpecDocument | undefined): string | undefined {
  const fragment = ref.slice(reference.length + 1);
  if (document === undefined) return undefined;
  if (!fragment.startsWith('/')) return anchorAdvice(fragment);
  const tokens = pointerTokens(fragment);
  let value: unknown = document.root;
  for (let i = 0; i < tokens.length; i += 1) {
    if (typeof value !== 'object' || value === null) return undefined;
    const token = tokens[i] ?? '';
    if (!Object.hasOwn(value, token)) {
      const name = closest(token, Object.keys(value));
      return name === undefined
        ? undefined
        : `Did you mean "${reference}#${pointerTo('', ...tokens.slice(0, i), name, ...tokens.slice(i + 1))}"?`;
    }
    value = (value as Record<string, unknown>)[token];
  }
  return undefined;
}

function anchorAdvice(fragment: string): string | undefined {
  if (fragment === '') return undefined;
  return `No $anchor "${fragment}" stands there. A place in the document is written "#/components/schemas/${fragment}".`;
}
