import type { Confidence, Failure } from '../../runtime/model/failure.ts';
import { fitted, oneLine } from '../escape.ts';
import { groupBy } from '../group-by.ts';
import { compareText } from '../order.ts';
import type { LeastCovered, RunRecord } from '../run-record.ts';
import { standingOf } from '../standing.ts';
import { countOf, duration, firstOf, gateText, groupDigits, shareOf, stopText } from '../words.ts';
import type { Page } from './page.ts';
import { row, rowWidth, textRow, wrap } from './page.ts';
import { totalsOf } from './totals.ts';

/** The run in numbers. */
export function summaryLines(page: Page, record: RunRecord): readonly string[] {
  const totals = totalsOf(record);
  const { operations, cases } = totals;
  const rate = totals.durationMs > 0 ? ` (${groupDigits(Math.round((cases.sent * 1000) / totals.durationMs))}/s)` : '';
  const inDocument = operations.total === undefined ? '' : ` of ${groupDigits(operations.total)}`;
  const answers = Object.entries(cases.byStatus)
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => compareText(a, b))
    .map(([status, count]) =>
      status === 'none' ? `no answer ${groupDigits(count)}` : `${status} ${groupDigits(count)}`,
    );
  const known = record.summary?.failures.known ?? 0;
  const stopped = record.summary === undefined || record.summary.stopped !== undefined;
  return [
    page.paint.heading('Summary'),
    '',
    ...textRow(
      page,
      2,
      'Operations',
      `${groupDigits(operations.selected)}${inDocument} selected, ${groupDigits(operations.tested)} tested, ${groupDigits(operations.reached)} answered 2xx`,
    ),
    ...textRow(
      page,
      2,
      'Cases',
      `${groupDigits(cases.sent)} in ${duration(totals.durationMs)}${rate}: ${groupDigits(cases.positive)} positive, ${groupDigits(cases.negative)} negative`,
    ),
    ...(answers.length === 0 ? [] : textRow(page, 2, 'Answers', answers.join(', '))),
    ...identityRows(page, record),
    ...unreachedRows(page, record),
    ...coverageRows(page, record),
    ...findingRows(
      page,
      [...record.failures.values()].filter((failure) => standingOf(failure) !== 'known'),
    ),
    ...(known === 0 ? [] : textRow(page, 2, 'Known', `${countOf(known, 'failure')} of the baseline, not counted`)),
    ...(totals.throttled === 0
      ? []
      : textRow(page, 2, 'Throttled', `the server asked ${countOf(totals.throttled, 'time')} to slow down`)),
    ...cleanUpRows(page, record),
    ...gateRows(page, record),
    ...(stopped ? textRow(page, 2, 'Stopped', `before its end, because ${stopText(record.summary?.stopped)}`) : []),
    ...(record.started === undefined ? [] : textRow(page, 2, 'Seed', String(record.started.seed))),
    '',
  ];
}

/** Who reached how much; nothing where there is one identity alone. */
function identityRows(page: Page, { summary }: RunRecord): readonly string[] {
  const { identities = [] } = summary ?? {};
  if (identities.length === 0) return [];
  const parts = identities.map(({ name, reached, beyond }) => {
    const only = beyond === 0 ? '' : ` (${groupDigits(beyond)} beyond ${oneLine(identities[0]?.name ?? '')})`;
    return `${oneLine(name)} ${groupDigits(reached)}${only}`;
  });
  return textRow(page, 2, 'Reached by', parts.join(', '));
}

const maxReasons = 8;

/** What was never answered 2xx, and why; told once for what lacks the same, that which stands in the way of most first. */
function unreachedRows(page: Page, { summary }: RunRecord): readonly string[] {
  const groups = [...groupBy(summary?.unreached ?? [], ({ reason }) => reason)].sort(
    ([, a], [, b]) => b.length - a.length,
  );
  const width = rowWidth(page, 2);
  const lines = groups.slice(0, maxReasons).flatMap(([reason, same]) => {
    const [first] = same;
    const more = same.length > 1 ? ` and ${groupDigits(same.length - 1)} more` : '';
    return wrap(fitted(`${first?.operation ?? ''}${more}: ${reason}`, 2 * width), width);
  });
  const rest = groups.slice(maxReasons).reduce((sum, [, same]) => sum + same.length, 0);
  const hidden = rest === 0 ? [] : [`and ${groupDigits(rest)} more, all in --report ndjson=FILE`];
  return row(page, 2, 'Never 2xx', [...lines, ...hidden]);
}

/** How much of the document was exercised, and where the least was. */
function coverageRows(page: Page, { summary, leastCovered }: RunRecord): readonly string[] {
  if (summary?.coverage === undefined) return [];
  const { keywords, statuses } = summary.coverage;
  const gaps = leastCovered.flatMap((one) => wrap(gapText(one), rowWidth(page, 2)));
  return [
    ...(keywords.valid.total === 0 ? [] : textRow(page, 2, 'Keywords', keywordText(keywords))),
    ...(statuses.total === 0 ? [] : textRow(page, 2, 'Statuses', `${shareOf(statuses)} documented ones answered`)),
    ...row(page, 2, 'Gaps', gaps),
  ];
}

function keywordText(
  { valid, invalid }: LeastCovered['keywords'],
  [met, broken] = ['met by valid requests', 'broken by invalid ones'],
): string {
  const parts = [`${shareOf(valid)} ${met}`, `${shareOf(invalid)} ${broken}`];
  return [valid, invalid].flatMap(({ total }, at) => (total === 0 ? [] : [parts[at]])).join(', ');
}

function gapText({ operation, keywords, statuses }: LeastCovered): string {
  const missing = statuses.documented.filter((status) => !statuses.seen.includes(status));
  const never = missing.length === 0 ? '' : `; never ${firstOf(missing, 5)}`;
  return `${operation}: ${keywordText(keywords, ['met', 'broken'])}${never}`;
}

/** What the run made and did not take away again. */
function cleanUpRows(page: Page, { summary }: RunRecord): readonly string[] {
  if (summary?.cleanUp === undefined) return [];
  const { made, deleted, left } = summary.cleanUp;
  const count = left.reduce((sum, one) => sum + one.count, 0);
  const kinds = left.map(({ resource, count: some, paths, reason }) => {
    const more = some > paths.length ? ', …' : '';
    return `${groupDigits(some)} of ${oneLine(resource)}: ${oneLine(reason)} (${paths.map(oneLine).join(', ')}${more})`;
  });
  const shown = kinds.slice(0, maxKinds).flatMap((text) => wrap(text, rowWidth(page, 2)));
  const rest = kinds.length > maxKinds ? [`and ${kinds.length - maxKinds} kinds more`] : [];
  const total = `${countOf(made, 'thing')}, ${groupDigits(deleted)} deleted at the end, ${groupDigits(count)} left`;
  return [...textRow(page, 2, 'Made', total), ...row(page, 2, 'Left', [...shown, ...rest])];
}

const maxKinds = 5;

function gateRows(page: Page, { summary }: RunRecord): readonly string[] {
  const gates = (summary?.gates ?? []).map((gate) => `${gate.met ? 'met' : 'not met'}, ${gateText(gate)}`);
  return row(page, 2, 'Demanded', gates);
}

const confidences: readonly Confidence[] = ['proved', 'likely', 'heuristic'];

/** One line for each check that found something: how much, and how sure. */
function findingRows(page: Page, failures: readonly Failure[]): readonly string[] {
  if (failures.length === 0) return row(page, 2, 'Findings', ['none']);
  const checks = [...groupBy(failures, (failure) => failure.check)].sort(([a], [b]) => compareText(a, b));
  const width = Math.max(...checks.map(([check]) => check.length));
  const lines = checks.map(([check, found]) => {
    const sure = confidences
      .map((confidence) => [confidence, found.filter((failure) => failure.confidence === confidence).length] as const)
      .filter(([, count]) => count > 0)
      .map(([confidence, count]) => `${count} ${confidence}`);
    return `${oneLine(check).padEnd(width)}  ${sure.join(', ')}`;
  });
  return row(page, 2, 'Findings', lines);
}
