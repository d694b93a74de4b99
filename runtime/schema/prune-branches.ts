import type { KeywordError } from './evaluate/keyword-error.ts';
import { errorPath, MAX_ERRORS } from './evaluate/keyword-error.ts';
import { ORIGIN } from './lowered-schema.ts';

/** Keywords that fail as a whole: what their branches say is the reason, not another defect. */
const composites = new Set(['anyOf', 'oneOf', 'contains', 'propertyNames']);

/**
 * Leaves out errors inside the branches of a composite keyword that failed itself. The composite's message then ends with the first
 * error of the branch that came nearest: the one with the fewest errors, the deepest first. Needs schema paths that go through references.
 */
export function pruneBranches(errors: readonly KeywordError[]): readonly KeywordError[] {
  const considered = errors.slice(0, MAX_ERRORS);
  const failed = considered.filter((error) => composites.has(error.keyword) && !isSynthetic(error));
  if (failed.length === 0) return considered.filter(({ keyword }) => keyword !== 'x-atg-discriminator');
  return considered.flatMap((error) => {
    if (failed.some((composite) => isInside(error, composite))) return [];
    if (considered.some((other) => explains(other, error))) return [];
    // A discriminator is a hint for a choice that must come out without it: where a branch fits, its own word for the tag is known.
    if (error.keyword === 'x-atg-discriminator' && !considered.some((other) => explains(error, other))) return [];
    if (!failed.includes(error)) return [error];
    const nearest = nearestBranch(
      considered.filter((inner) => isInside(inner, error)),
      error,
    );
    return nearest === undefined
      ? [error]
      : [{ ...error, message: `${error.message} (nearest: ${describe(nearest, error)})` }];
  });
}

function isSynthetic(error: KeywordError): boolean {
  return error.parentSchema?.[ORIGIN]?.synthetic ?? false;
}

function isInside(error: KeywordError, composite: KeywordError): boolean {
  return (
    error !== composite &&
    errorPath(error).startsWith(`${errorPath(composite)}/`) &&
    (error.instancePath === composite.instancePath || error.instancePath.startsWith(`${composite.instancePath}/`))
  );
}

/** An unknown tag is why no branch fits. */
function explains(tag: KeywordError, composite: KeywordError): boolean {
  return (
    tag.keyword === 'x-atg-discriminator' &&
    composites.has(composite.keyword) &&
    tag.parentSchema === composite.parentSchema &&
    tag.instancePath === composite.instancePath
  );
}

function nearestBranch(inner: readonly KeywordError[], composite: KeywordError): KeywordError | undefined {
  const branches = new Map<string, KeywordError[]>();
  for (const error of inner) {
    const branch =
      errorPath(error)
        .slice(errorPath(composite).length + 1)
        .split('/', 1)[0] ?? '';
    const known = branches.get(branch);
    if (known === undefined) branches.set(branch, [error]);
    else known.push(error);
  }
  const [best] = [...branches.values()].sort(
    (a, b) => Number(isAnother(a)) - Number(isAnother(b)) || a.length - b.length || depth(b) - depth(a),
  );
  return best?.[0];
}

/** A branch whose constant or enum does not fit is mostly not the one that was meant. */
function isAnother(errors: readonly KeywordError[]): boolean {
  return errors.some(({ keyword }) => keyword === 'const' || keyword === 'enum');
}

function depth([first]: readonly KeywordError[]): number {
  return first?.instancePath.length ?? 0;
}

function describe(error: KeywordError, composite: KeywordError): string {
  const at = error.instancePath.slice(composite.instancePath.length);
  return at === '' ? String(error.message) : `${at} ${error.message}`;
}
