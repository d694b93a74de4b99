import type { Failure } from '../../runtime/model/failure.ts';
import type { RecordedResponse } from '../../runtime/model/recorded-exchange.ts';
import { cut, linesOf, oneLine } from '../../reporters/escape.ts';
import {
  baselineText,
  countOf,
  essentialText,
  firstOf,
  reproducibilityText,
  violationText,
  whereText,
} from '../../reporters/words.ts';

/** How a failure is to be shown. */
export interface FailureTextOptions {
  /** File names are shown relative to this folder. */
  readonly cwd: string;
  /** How the test runner repeats it: a command, or what to set. */
  readonly again: string;
  /** Whether a command line could reach the same server. */
  readonly hasCommand: boolean;
}

const maxText = 600;
const maxCommand = 4000;
const column = 11;

/** A failure as the message of an assertion error. What was expected and received is left to the test runner's own diff. */
export function failureText(failure: Failure, { cwd, again, hasCommand }: FailureTextOptions): string {
  const { operations = [], steps } = failure;
  const rows: readonly (readonly [string, string])[] = [
    ['Check', [failure.check, failure.severity, failure.confidence].join(' · ')],
    ['Where', failure.where === undefined ? '' : whereText(failure.where, cwd)],
    ['Met at', operations.length < 2 ? '' : firstOf(operations, 8)],
    ['Invalid', failure.violations.map((one) => violationText(one, failure.scenario)).join('; ')],
    ['Stands for', failure.fold === undefined || failure.fold.count < 2 ? '' : firstOf(failure.fold.list, 4)],
    ['Essential', essentialText(failure.essential)],
    ['Steps', steps.length < 2 ? '' : `${countOf(steps.length, 'request')}, one after the other`],
    ['Response', responseText(failure.response)],
    ['Seen', `in ${countOf(failure.occurrences, 'case')}, ${reproducibilityText(failure.reproducibility)}`],
    [
      'Baseline',
      failure.baseline === undefined ? '' : `known ${baselineText(failure.baseline)}: this entry has expired`,
    ],
    ['Next', cut(failure.hint, maxText)],
  ];
  return [
    oneLine(cut(failure.title, 200)),
    '',
    ...linesOf(cut(failure.message, maxText)).map((line) => `  ${line}`),
    '',
    ...rows.flatMap(([name, value]) => (value === '' ? [] : row(name, value))),
    '',
    '  Request:',
    ...command(failure),
    ...(hasCommand ? ['  Replay:', `    ${failure.replay}`] : []),
    '  Again:',
    `    ${again}`,
    '',
  ].join('\n');
}

/** One line for a finding that fails nothing. */
export function noteText({ operation, title, check, message }: Failure): string {
  return oneLine(cut(`${operation}: ${title} (${check}). ${message}`, maxText));
}

/** Lines after the first begin with a bar, so that nothing in an answer passes for a line of a stack trace. */
function row(name: string, value: string): readonly string[] {
  return linesOf(value).map((line, at) => `  ${(at === 0 ? name : '').padEnd(column)}${at === 0 ? line : `│ ${line}`}`);
}

function responseText(response: RecordedResponse | undefined): string {
  if (response === undefined) return 'none that could be read';
  const { status, body } = response;
  if (body === undefined || body.bytes === 0) return `${status}, no body`;
  return body.text === undefined
    ? `${status}, ${countOf(body.bytes, 'byte')}, not text`
    : `${status}\n${cut(body.text, maxText)}`;
}

/** To be copied: where a line end may stand inside quotes, the line after it is not indented. */
function command({ curl, steps }: Failure): readonly string[] {
  const isSafe = steps.every(({ request: { body } }) => body?.text?.includes('\n') !== true);
  const lines = linesOf(cut(curl, maxCommand));
  return lines.map((line, at) => (isSafe || at === 0 || lines[at - 1]?.endsWith('\\') === true ? `    ${line}` : line));
}
