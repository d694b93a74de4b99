import type { EventOf } from '../../runtime/events.ts';
import { oneLine } from '../escape.ts';
import { byOperation } from '../order.ts';
import type { RunRecord } from '../run-record.ts';
import { standingOf } from '../standing.ts';
import { baselineText, countOf } from '../words.ts';
import type { Page } from './page.ts';
import { prose } from './page.ts';

const maxShown = 50;

/** What became of the failures of earlier runs and of the baseline: known ones that are still there, fixed ones, and those that nobody can judge. */
export function earlierLines(page: Page, record: RunRecord): readonly string[] {
  const known = [...record.failures.values()].filter((failure) => standingOf(failure) === 'known').sort(byOperation);
  const fixed = record.fixed.filter(({ from }) => from === 'kept');
  const gone = record.fixed.filter(({ from }) => from === 'baseline');
  return [
    ...section(
      page,
      'Known',
      known.map(({ operation, title, baseline }) => {
        const note = baselineText(baseline);
        return `${operation}: ${title}${note === '' ? '' : ` (${note})`}`;
      }),
    ),
    ...section(page, 'Fixed since last run', fixed.map(nameText), page.paint.good('✓')),
    ...section(
      page,
      'In the baseline, and not seen any more',
      gone.map(nameText),
      page.paint.good('✓'),
      '--baseline-update takes them out of the file.',
    ),
    ...section(
      page,
      'Forgotten',
      record.dropped.map((event) => `${nameText(event)}: ${event.reason}`),
    ),
  ];
}

function nameText({ operation, title, id }: EventOf<'failure-fixed'> | EventOf<'failure-dropped'>): string {
  return `${operation}: ${title} (${id})`;
}

function section(page: Page, title: string, items: readonly string[], mark = '·', advice = ''): readonly string[] {
  if (items.length === 0) return [];
  const shown = items.slice(0, maxShown).flatMap((item) => {
    const [first = '', ...rest] = prose(page, 4, oneLine(item));
    return [`  ${mark} ${first.trimStart()}`, ...rest];
  });
  const more = items.length > maxShown ? [`    and ${countOf(items.length - maxShown, 'other')}`] : [];
  return [
    page.paint.heading(`${title} (${items.length})`),
    '',
    ...shown,
    ...more,
    ...(advice === '' ? [] : prose(page, 4, advice)),
    '',
  ];
}
