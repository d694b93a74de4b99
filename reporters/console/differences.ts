import type { Difference } from '../../runtime/model/difference.ts';
import { fitted, oneLine } from '../escape.ts';
import { groupBy } from '../group-by.ts';
import { countOf } from '../words.ts';
import type { Page } from './page.ts';

/** With the heading and what stands below, no more than twenty. */
const maxLines = 15;

/** In what document and server do not agree: the sure ones first, a line for each, under the operation that it was first met at. */
export function differenceLines(page: Page, differences: readonly Difference[]): readonly string[] {
  if (differences.length === 0) return [];
  const sorted = [...differences].sort((a, b) => Number(b.confidence === 'likely') - Number(a.confidence === 'likely'));
  const { lines, shown } = listed(page, sorted);
  const hidden = differences.length - shown;
  const canChange = differences.some(({ changes }) => changes.length > 0);
  return [
    page.paint.heading(`Document and server differ (${differences.length})`),
    '',
    ...lines,
    ...(hidden > 0 ? [`  and ${countOf(hidden, 'other')}, in full with --report ndjson=FILE`] : []),
    ...(canChange
      ? [`  ${page.paint.faint('--suggest-overlay FILE writes the changes that make the document agree.')}`]
      : []),
    '',
  ];
}

function listed(
  page: Page,
  differences: readonly Difference[],
): { readonly lines: readonly string[]; readonly shown: number } {
  const lines: string[] = [];
  let shown = 0;
  for (const [operations, same] of groupBy(differences, (one) => operationsText(one.operations))) {
    if (lines.length + 2 > maxLines) break;
    lines.push(`  ${page.paint.strong(fitted(operations, page.width - 2))}`);
    for (const one of same.slice(0, maxLines - lines.length)) {
      lines.push(`    ${fitted(lineOf(one), page.width - 4)}`);
      shown += 1;
    }
  }
  return { lines, shown };
}

function operationsText([first = '', ...others]: readonly string[]): string {
  return oneLine(others.length === 0 ? first : `${first} and ${countOf(others.length, 'other')}`);
}

function lineOf({ source, place, documented, demanded, evidence }: Difference): string {
  const how = source === 'outcomes' ? '' : ` (${countOf(evidence, 'refusal')})`;
  return oneLine(`${place}: ${documented} in the document, ${demanded} for the server${how}`);
}
