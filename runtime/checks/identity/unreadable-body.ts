import type { Case } from '../../model/case.ts';

/** Frameworks refuse what is no body of a documented type, and no body at all, before any of the operation’s own code runs. */
export function hasUnreadableBody({ violations, values }: Case): boolean {
  return violations.some(
    ({ keyword, location }) =>
      keyword === 'syntax' ||
      keyword === 'mediaType' ||
      (keyword === 'required' && location === 'body' && values.body === undefined),
  );
}
