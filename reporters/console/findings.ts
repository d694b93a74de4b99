import type { Failure } from '../../runtime/model/failure.ts';
import { cut, oneLine } from '../escape.ts';
import { groupBy } from '../group-by.ts';
import { bySeverity, compareText } from '../order.ts';
import { standingOf } from '../standing.ts';
import { countOf } from '../words.ts';
import { failureBlock, noteBlock } from './failure-block.ts';
import type { Page } from './page.ts';

/** More blocks than this nobody reads on a screen; the others get a line each. */
const maxBlocks = 50;
const maxLines = 200;

/** Failures by operation, those of the whole API first; within an operation the worst first. */
export function failureLines(page: Page, failures: readonly Failure[]): readonly string[] {
  const failing = failures.filter((failure) => standingOf(failure) === 'failing');
  if (failing.length === 0) return [];
  const groups = groupBy(failing, (failure) => (failure.operations === undefined ? failure.operation : ''));
  const ordered = [...groups].sort(([a], [b]) => compareText(a, b));
  const lines: string[] = [page.paint.heading(`Failures (${failing.length})`), ''];
  let number = 0;
  const rest: Failure[] = [];
  for (const [operation, own] of ordered) {
    if (number < maxBlocks)
      lines.push(`  ${page.paint.strong(oneLine(operation === '' ? 'The whole API' : cut(operation, 200)))}`, '');
    for (const failure of [...own].sort(bySeverity)) {
      number += 1;
      if (number > maxBlocks) rest.push(failure);
      else lines.push(...failureBlock(page, failure, number));
    }
  }
  return [...lines, ...restLines(rest)];
}

/** Findings that may well be right as they are. */
export function noteLines(page: Page, failures: readonly Failure[]): readonly string[] {
  const notes = failures.filter((failure) => standingOf(failure) === 'note').sort(bySeverity);
  if (notes.length === 0) return [];
  return [
    page.paint.heading(`Worth a look (${notes.length})`),
    '',
    ...notes.slice(0, maxBlocks).flatMap((note) => noteBlock(page, note)),
    ...restLines(notes.slice(maxBlocks)),
  ];
}

function restLines(rest: readonly Failure[]): readonly string[] {
  if (rest.length === 0) return [];
  const shown = rest
    .slice(0, maxLines)
    .map((failure) => `    ${oneLine(`${failure.operation}: ${failure.check}, ${failure.title}`)}`);
  const hidden = rest.length > maxLines ? [`    and ${rest.length - maxLines} more`] : [];
  return [
    `  ${countOf(rest.length, 'more finding')}, in full with --report ndjson=FILE or junit=FILE:`,
    ...shown,
    ...hidden,
    '',
  ];
}
