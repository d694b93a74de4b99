import type { SchemaIssue } from '../../schema/schemas.ts';

/**
 * From so many on it is not single properties that an object lacks: it is another object than the document says. An error handler that does not know the
 * documented form lacks all of it.
 */
const minFolded = { answer: 3, refusal: 2 } as const;

/** An issue, and the properties that it stands for where there are several. */
export interface FoldedIssue {
  readonly issue: SchemaIssue;
  readonly lacks?: readonly string[];
}

/**
 * Makes one issue of three and more required properties that one object lacks, of two in a refusal. What it has too many is no further defect then: another object, such as an
 * error, stands in its place.
 */
export function foldMissing(issues: readonly SchemaIssue[], status: number): readonly FoldedIssue[] {
  const min = minFolded[status >= 400 ? 'refusal' : 'answer'];
  const missing = new Map<string, SchemaIssue[]>();
  for (const issue of issues) {
    if (typeof issue.params['missingProperty'] !== 'string') continue;
    const list = missing.get(listOf(issue));
    if (list === undefined) missing.set(listOf(issue), [issue]);
    else list.push(issue);
  }
  const isFolded = (issue: SchemaIssue): boolean => (missing.get(listOf(issue))?.length ?? 0) >= min;
  const others = new Set(issues.filter(isFolded).map(({ valuePointer }) => valuePointer));
  return issues.flatMap((issue): readonly FoldedIssue[] => {
    if (isSurplus.has(issue.keyword) && others.has(issue.valuePointer)) return [];
    const list = missing.get(listOf(issue));
    if (list === undefined || typeof issue.params['missingProperty'] !== 'string' || list.length < min)
      return [{ issue }];
    return list[0] === issue ? [{ issue, lacks: list.map(({ params }) => String(params['missingProperty'])) }] : [];
  });
}

const isSurplus: ReadonlySet<string> = new Set(['additionalProperties', 'unevaluatedProperties']);

/** The same `required` of the same value. */
function listOf({ valuePointer, location }: SchemaIssue): string {
  return `${valuePointer} ${location.file}#${location.pointer}`;
}
