import type { ErrorObject } from 'ajv';
import type { LoweredSchema } from './lowered-schema.ts';
import { ORIGIN } from './lowered-schema.ts';

/** More errors than this are not told apart any better. */
const maxErrors = 500;

/** Keywords that fail as a whole: what their branches say is the reason, not another defect. */
const composites = new Set(['anyOf', 'oneOf', 'contains', 'propertyNames']);

/**
 * Leaves out errors inside the branches of a composite keyword that failed itself. The composite's message then ends with the first
 * error of the branch that came nearest: the one with the fewest errors, the deepest first. Needs schema paths that go through references.
 */
export function pruneBranches(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const considered = errors.slice(0, maxErrors);
  const failed = considered.filter((error) => composites.has(error.keyword) && !isSynthetic(error));
  if (failed.length === 0) return considered;
  return considered.flatMap((error) => {
    if (failed.some((composite) => isInside(error, composite))) return [];
    if (considered.some((other) => explains(other, error))) return [];
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

function isSynthetic(error: ErrorObject): boolean {
  return (error.parentSchema as Partial<LoweredSchema> | undefined)?.[ORIGIN]?.synthetic ?? false;
}

function isInside(error: ErrorObject, composite: ErrorObject): boolean {
  return (
    error !== composite &&
    error.schemaPath.startsWith(`${composite.schemaPath}/`) &&
    (error.instancePath === composite.instancePath || error.instancePath.startsWith(`${composite.instancePath}/`))
  );
}

/** An unknown tag is why no branch fits. */
function explains(tag: ErrorObject, composite: ErrorObject): boolean {
  return (
    tag.keyword === 'x-atg-discriminator' &&
    composites.has(composite.keyword) &&
    tag.parentSchema === composite.parentSchema &&
    tag.instancePath === composite.instancePath
  );
}

function nearestBranch(inner: readonly ErrorObject[], composite: ErrorObject): ErrorObject | undefined {
  const branches = new Map<string, ErrorObject[]>();
  for (const error of inner) {
    const branch = error.schemaPath.slice(composite.schemaPath.length + 1).split('/', 1)[0] ?? '';
    const known = branches.get(branch);
    if (known === undefined) branches.set(branch, [error]);
    else known.push(error);
  }
  const [best] = [...branches.values()].sort((a, b) => a.length - b.length || depth(b) - depth(a));
  return best?.[0];
}

function depth([first]: readonly ErrorObject[]): number {
  return first?.instancePath.length ?? 0;
}

function describe(error: ErrorObject, composite: ErrorObject): string {
  const at = error.instancePath.slice(composite.instancePath.length);
  return at === '' ? String(error.message) : `${at} ${error.message}`;
}
