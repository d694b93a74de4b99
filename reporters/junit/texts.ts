import type { EventOf } from '../../runtime/events.ts';
import type { Difference } from '../../runtime/model/difference.ts';
import type { Failure } from '../../runtime/model/failure.ts';
import type { Problem } from '../../runtime/model/problem.ts';
import type { RecordedBody, RecordedResponse } from '../../runtime/model/recorded-exchange.ts';
import { cut, linesOf, xmlText } from '../escape.ts';
import {
  baselineText,
  countOf,
  essentialText,
  firstOf,
  reproducibilityText,
  violationText,
  whereText,
} from '../words.ts';

/** Enough for any smallest case; CI servers keep whole reports in memory. */
const maxText = 16_384;

/** A failure as plain text: everything a person needs who has nothing but the CI server's page. */
export function failureText(failure: Failure, cwd: string): string {
  const rows: readonly (readonly [string, string])[] = [
    ['Operation', failure.operations === undefined ? failure.operation : firstOf(failure.operations, 50)],
    ['Check', `${failure.check}, severity ${failure.severity}, ${failure.confidence}`],
    ['Where', failure.where === undefined ? '' : whereText(failure.where, cwd)],
    ['Invalid', failure.violations.map((one) => violationText(one, failure.scenario)).join('; ')],
    ['Stands for', failure.fold === undefined || failure.fold.count < 2 ? '' : firstOf(failure.fold.list, 50)],
    ['Essential', essentialText(failure.essential)],
    ['Expected', failure.expected],
    ['Received', failure.received],
    ['Response', failure.response === undefined ? 'none: the connection ended' : responseText(failure.response)],
    ['Next', failure.hint],
    ['Baseline', baselineRow(failure)],
    ['Seen', `in ${countOf(failure.occurrences, 'case')}, ${reproducibilityText(failure.reproducibility)}`],
    ['Request', failure.curl],
    ['Replay', failure.replay],
    ...(failure.examples ?? []).map(({ curl }) => ['Also', curl] as const),
  ];
  const shown = rows.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${lines(value)}`);
  return [lines(failure.message), '', ...shown].join('\n');
}

function baselineRow({ baseline }: Failure): string {
  if (baseline === undefined) return '';
  const text = baselineText(baseline);
  return baseline.status === 'expired' ? `known ${text}: this entry has expired` : `known ${text}`.trimEnd();
}

export function problemText(problem: Problem): string {
  return [
    problem.message,
    ...(problem.where === undefined ? [] : [`Where: ${problem.where}`]),
    ...(problem.hint === undefined ? [] : [`Next: ${problem.hint}`]),
  ]
    .map(lines)
    .join('\n');
}

export function warningText(warning: EventOf<'warning'>): string {
  const operations = warning.operations === undefined ? [] : [`Operations: ${firstOf(warning.operations, 50)}`];
  return [`Warning ${warning.code}: ${warning.message}`, ...operations, `Next: ${warning.hint}`].map(lines).join('\n');
}

export function differenceText(difference: Difference): string {
  const { place, documented, demanded, operations, message, where } = difference;
  return [
    `Document and server differ: ${place} is ${documented} in the document, ${demanded} for the server`,
    `Operations: ${firstOf(operations, 50)}`,
    ...(message === undefined ? [] : [`Server: ${message}`]),
    ...(where === undefined ? [] : [`Where: ${where.file}:${where.line}:${where.column} #${where.pointer}`]),
  ]
    .map(lines)
    .join('\n');
}

function responseText(response: RecordedResponse): string {
  return `${response.status}${response.body === undefined || response.body.bytes === 0 ? ', no body' : `\n${bodyText(response.body)}`}`;
}

function bodyText(body: RecordedBody): string {
  return cut(body.text ?? `${body.bytes} bytes, not text`, 2048);
}

function lines(text: string): string {
  return linesOf(cut(xmlText(text), maxText)).join('\n');
}
