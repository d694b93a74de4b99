import type { EventOf } from '../../runtime/events.ts';
import type { Problem } from '../../runtime/model/problem.ts';
import { cut, oneLine } from '../escape.ts';
import { groupBy } from '../group-by.ts';
import { compareText } from '../order.ts';
import { countOf, firstOf } from '../words.ts';
import type { Page } from './page.ts';
import { prose, row, textRow } from './page.ts';

const maxShown = 20;
const maxProse = 600;

/** What could not be tested, why, and what to do. One that several operations share is told once. */
export function problemLines(page: Page, problems: readonly Problem[]): readonly string[] {
  if (problems.length === 0) return [];
  const groups = [...groupBy(problems, ({ code, message, where }) => JSON.stringify([code, message, where]))].sort(
    ([a], [b]) => compareText(a, b),
  );
  return [
    page.paint.heading(`Problems (${groups.length})`),
    '',
    ...groups.slice(0, maxShown).flatMap(([, same]) => problemBlock(page, same)),
    ...hiddenLine(groups.length),
  ];
}

function problemBlock(page: Page, same: readonly Problem[]): readonly string[] {
  const [problem] = same;
  if (problem === undefined) return [];
  const operations = same.map(({ operation }) => operation).filter((operation) => operation !== undefined);
  return [
    `  ${page.paint.doubtful('!')} ${page.paint.strong(oneLine(problem.code))}`,
    ...prose(page, 4, cut(problem.message, maxProse)),
    ...(operations.length === 0 ? [] : textRow(page, 4, 'Affects', firstOf(operations.sort(compareText), 5))),
    ...(problem.where === undefined ? [] : row(page, 4, 'Where', [oneLine(cut(problem.where, maxProse))])),
    ...(problem.hint === undefined ? [] : textRow(page, 4, 'Next', cut(problem.hint, maxProse))),
    '',
  ];
}

/** What may make the run say less than it seems to, and what to do. */
export function warningLines(page: Page, warnings: readonly EventOf<'warning'>[]): readonly string[] {
  if (warnings.length === 0) return [];
  const blocks = [...warnings]
    .sort((a, b) => compareText(a.code, b.code) || compareText(a.message, b.message))
    .slice(0, maxShown)
    .flatMap(({ code, message, hint, operations }) => [
      `  ${page.paint.doubtful('!')} ${page.paint.strong(oneLine(code))}`,
      ...prose(page, 4, cut(message, maxProse)),
      ...(operations === undefined || operations.length === 0 ? [] : textRow(page, 4, 'At', firstOf(operations, 5))),
      ...textRow(page, 4, 'Next', cut(hint, maxProse)),
      '',
    ]);
  return [page.paint.heading(`Warnings (${warnings.length})`), '', ...blocks, ...hiddenLine(warnings.length)];
}

function hiddenLine(count: number): readonly string[] {
  return count > maxShown ? [`  and ${countOf(count - maxShown, 'other')}, in full with --report ndjson=FILE`, ''] : [];
}
