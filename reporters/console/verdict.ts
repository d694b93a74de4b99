import type { RunRecord } from '../run-record.ts';
import { standingOf } from '../standing.ts';
import { countOf, gateText, groupDigits, stopText } from '../words.ts';
import type { Page } from './page.ts';
import { wrap } from './page.ts';
import { totalsOf } from './totals.ts';

/**
 * The last words of a run. A run is green only if it ran to its end, tested every operation it was to test, had an answer 2xx from half of
 * them at least, did what was demanded of it, and found no failure: everything else is red or yellow and says why.
 */
export function verdictLines(page: Page, record: RunRecord): readonly string[] {
  const findings = [...record.failures.values()];
  const failing = findings.filter((failure) => standingOf(failure) === 'failing');
  const notes = findings.filter((failure) => standingOf(failure) === 'note').length;
  const known = findings.length - failing.length - notes;
  const alsoKnown = known === 0 ? '' : ` ${countOf(known, 'failure is', 'failures are')} known.`;
  const alsoNotes = `${alsoKnown}${notes === 0 ? '' : ` ${countOf(notes, 'finding is', 'findings are')} worth a look.`}`;
  const doubts = doubtsOf(record);
  const unmet = (record.summary?.gates ?? []).filter(({ met }) => !met);
  const marked = (mark: string, paint: (text: string) => string, text: string): readonly string[] =>
    wrap(text, page.width - 2).map((line, at) => paint(at === 0 ? `${mark} ${line}` : `  ${line}`));

  const lines: string[] = [];
  if (failing.length > 0) {
    const operations = new Set(failing.flatMap((failure) => failure.operations ?? [failure.operation])).size;
    const text = `${countOf(failing.length, 'failure')} in ${countOf(operations, 'operation')}.${alsoNotes}`;
    lines.push(...marked('✗', page.paint.bad, text));
  } else if (unmet.length > 0) {
    const text = `No failure was found, but the run did not do what was demanded of it.${alsoNotes}`;
    lines.push(...marked('✗', page.paint.bad, text));
  } else if (doubts.length > 0) {
    lines.push(...marked('!', page.paint.doubtful, `No failure was found, but the run proves little.${alsoNotes}`));
  } else {
    const { cases, operations } = totalsOf(record);
    const stopped = record.summary?.stopped;
    const until = stopped === undefined ? '' : ` until ${stopText(stopped)}`;
    const { tested, reached } = operations;
    const answered = reached < tested ? `, ${groupDigits(reached)} of which answered 2xx` : '';
    const text = `No ${known === 0 ? '' : 'new '}failure in ${countOf(cases.sent, 'case')} for ${countOf(tested, 'operation')}${answered}${until}.${alsoNotes}`;
    lines.push(...marked('✓', page.paint.good, text));
  }
  return [
    ...lines,
    ...unmet.flatMap((gate) => marked('✗', page.paint.bad, `Not met: ${gateText(gate)}.`)),
    ...doubts.flatMap((doubt) => marked('!', page.paint.doubtful, doubt)),
  ];
}

/** Why the absence of failures would prove less than it seems to. */
function doubtsOf(record: RunRecord): readonly string[] {
  const { operations, cases } = totalsOf(record);
  const doubts: string[] = [];
  const stopped = record.summary?.stopped;
  // A time limit is the user's own choice.
  if (record.summary === undefined || (stopped !== undefined && stopped !== 'max-time')) {
    doubts.push(`The run did not reach its end, because ${stopText(stopped)}.`);
  }
  if (cases.sent === 0) {
    doubts.push('Nothing was tested: no case was sent.');
  } else if (record.started?.mode !== 'negative') {
    // Invalid requests alone are not there to be answered 2xx.
    const { reached, tested } = operations;
    if (reached === 0) doubts.push('No operation answered 2xx: check the base URL and the credentials.');
    else if (2 * reached < tested) {
      doubts.push(
        `Only ${groupDigits(reached)} of ${countOf(tested, 'operation')} answered 2xx: no success of the others was judged.`,
      );
    }
  }
  const untested = operations.selected - operations.tested;
  if (cases.sent > 0 && untested > 0) {
    doubts.push(`${countOf(untested, 'operation was', 'operations were')} not tested.`);
  }
  return doubts;
}
