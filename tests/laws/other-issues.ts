import type { SchemaIssue } from '../../runtime/schema/schemas.ts';

/** Keywords that are broken because a schema within them is, or whose branches change with a value. */
const COMPOSITE = new Set(['anyOf', 'oneOf', 'not', 'if', 'contains', 'dependentSchemas', 'dependentRequired']);

/**
 * The issues of a value that neither are a violation nor follow from it: a value of another type is no member of an `enum`
 * either, and with another branch of a choice other things are demanded.
 */
export function otherIssues(
  issues: readonly SchemaIssue[],
  violation: Pick<SchemaIssue, 'keyword' | 'valuePointer'> & { readonly location: { readonly pointer: string } },
): readonly SchemaIssue[] {
  if (issues.some(({ keyword }) => COMPOSITE.has(keyword))) return [];
  return issues.filter(
    ({ keyword, valuePointer, location }) =>
      !(
        valuePointer === violation.valuePointer &&
        (location.pointer === violation.location.pointer ||
          (['type', 'enum', 'const'].includes(keyword) && ['type', 'enum', 'const'].includes(violation.keyword)))
      ),
  );
}
