import type { Difference } from '../../runtime/model/difference.ts';
import { fitted, oneLine } from '../escape.ts';
import { groupBy } from '../group-by.ts';
import { countOf } from '../words.ts';
import type { Page } from './page.ts';

const maxShown = 16;

/** In what document and server do not agree: a line for each, under the operation that it was first met at. */
export function differenceLines(page: Page, differences: readonly Difference[]): readonly string[] {
  if (differences.length === 0) return [];
  const sure = differences.filter(({ confidence }) => confidence === 'likely');
  const shown = [...sure, ...differences.filter((one) => !sure.includes(one))].slice(0, maxShown);
  const groups = groupBy(shown, ({ operations }) => operationsText(operations));
  const canChange = differences.some(({ changes }) => changes.length > 0);
  return [
    page.paint.heading(`Document and server differ (${differences.length})`),
    '',
    ...[...groups].flatMap(([operations, same]) => [
      `  ${page.paint.strong(fitted(operations, page.width - 2))}`,
      ...same.map((one) => `    ${fitted(lineOf(one), page.width - 4)}`),
    ]),
    ...(differences.length > maxShown
      ? [`  and ${countOf(differences.length - maxShown, 'other')}, in full with --report ndjson=FILE`]
      : []),
    ...(canChange
      ? [`  ${page.paint.faint('--suggest-overlay FILE writes the changes that make the document agree.')}`]
      : []),
    '',
  ];
}

function operationsText([first = '', ...others]: readonly string[]): string {
  return oneLine(others.length === 0 ? first : `${first} and ${countOf(others.length, 'other')}`);
}

function lineOf({ source, place, documented, demanded, evidence }: Difference): string {
  const how = source === 'outcomes' ? '' : ` (${countOf(evidence, 'refusal')})`;
  return oneLine(`${place}: ${documented} in the document, ${demanded} for the server${how}`);
}
