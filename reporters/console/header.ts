import type { EventOf } from '../../runtime/events.ts';
import { oneLine } from '../escape.ts';
import { countOf, fileName } from '../words.ts';
import type { Page } from './page.ts';
import { textRow } from './page.ts';

/** What is about to be tested, where, and by which seed. */
export function headerLines(page: Page, run: EventOf<'run-started'>): readonly string[] {
  const { spec } = run;
  const title = spec.title === '' ? 'untitled' : spec.title;
  return [
    page.paint.strong(`api-test-gen ${oneLine(run.version)}`),
    '',
    ...textRow(page, 2, 'API', `${title} (${fileName(spec.source, page.cwd)})`),
    ...textRow(page, 2, 'Server', run.baseUrl),
    ...textRow(page, 2, 'Operations', `${countOf(run.operations.length, 'operation')} selected`),
    ...textRow(page, 2, 'Phases', `${run.phases.join(', ')}${run.mode === 'all' ? '' : ` (${run.mode} cases only)`}`),
    ...textRow(page, 2, 'Seed', String(run.seed)),
  ];
}
