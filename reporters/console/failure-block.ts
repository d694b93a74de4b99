import type { Failure } from '../../runtime/model/failure.ts';
import type { RecordedResponse } from '../../runtime/model/recorded-exchange.ts';
import { cut, fitted, linesOf, oneLine } from '../escape.ts';
import {
  baselineText,
  countOf,
  essentialText,
  exampleText,
  firstOf,
  reproducibilityText,
  violationText,
  whereText,
} from '../words.ts';
import type { Page } from './page.ts';
import { stepLines } from './step-lines.ts';
import { chop, prose, row, rowWidth, textRow, wrap } from './page.ts';

const indent = 4;
const maxProse = 600;
const maxBodyLines = 10;
const maxFolded = 4;
const maxNoteLines = 4;
const maxBody = 512;
const maxCommand = 2000;
const maxScript = 6000;

/** A failure as a person reads it: what happened, what was expected, the smallest request, how to send it again. */
export function failureBlock(page: Page, failure: Failure, number: number): readonly string[] {
  const { paint } = page;
  const paintTitle = failure.confidence === 'heuristic' ? paint.doubtful : paint.bad;
  return [
    `${paintTitle(`${number})`.padStart(indent - 1))} ${paint.strong(oneLine(cut(failure.title, 200)))}`,
    `    ${paint.faint(oneLine([failure.check, failure.severity, failure.confidence].join(' · ')))}`,
    '',
    ...prose(page, indent, cut(failure.message, maxProse)),
    '',
    ...(failure.where === undefined ? [] : row(page, indent, 'Where', [whereText(failure.where, page.cwd)])),
    ...operationsRow(page, failure),
    ...foldRow(page, failure),
    ...(failure.violations.length === 0
      ? []
      : textRow(
          page,
          indent,
          'Invalid',
          failure.violations.map((one) => violationText(one, failure.scenario)).join('; '),
        )),
    ...essentialRow(page, failure),
    ...stepsRow(page, failure),
    ...textRow(page, indent, 'Expected', cut(failure.expected, maxProse)),
    ...textRow(page, indent, 'Received', cut(failure.received, maxProse)),
    ...row(page, indent, 'Response', responseLines(failure.response, rowWidth(page, indent))),
    ...textRow(page, indent, 'Seen', seen(failure)),
    ...expiredRow(page, failure),
    ...alsoRow(page, failure),
    ...(failure.hint === '' ? [] : textRow(page, indent, 'Next', cut(failure.hint, maxProse))),
    '',
    `    ${paint.faint(isScript(failure) ? 'Requests:' : 'Request:')}`,
    ...(isScript(failure) ? scriptLines(failure) : commandLines(failure.curl)),
    ...exportLines(page, failure.curl),
    `    ${paint.faint('Replay:')}`,
    ...commandLines(failure.replay),
    '',
  ];
}

/** Why a failure that is in the baseline counts. */
function expiredRow(page: Page, { baseline }: Failure): readonly string[] {
  if (baseline?.status !== 'expired') return [];
  return textRow(page, indent, 'Baseline', `known ${baselineText(baseline)}: this entry has expired`);
}

function essentialRow(page: Page, { essential }: Failure): readonly string[] {
  const text = essentialText(essential);
  return text === '' ? [] : textRow(page, indent, 'Essential', cut(text, maxProse));
}

/** The requests of a sequence, and what flowed into each from answers before. */
function stepsRow(page: Page, failure: Failure): readonly string[] {
  // Recorded runs of earlier versions have none.
  const { steps }: { readonly steps?: Failure['steps'] | undefined } = failure;
  if (steps === undefined || steps.length < 2) return [];
  return row(page, indent, 'Steps', stepLines(steps, rowWidth(page, indent)));
}

/** Other cases that showed it, a line each. */
function alsoRow(page: Page, { examples = [] }: Failure): readonly string[] {
  const width = rowWidth(page, indent);
  return row(
    page,
    indent,
    'Also',
    examples.map((example) => fitted(exampleText(example), width)),
  );
}

/** The environment variables that stand for credentials in a curl line. */
function exportLines(page: Page, curl: string): readonly string[] {
  const names = [...new Set(Array.from(curl.matchAll(/\$(ATG_[A-Z0-9_]+)/g), ([, name]) => name))];
  return names.length === 0
    ? []
    : [page.paint.faint(`      (first: export ${names.map((name) => `${name}='…'`).join(' ')})`)];
}

/** A finding worth a look, shorter: what was sent and the beginning of what came back say the most. */
export function noteBlock(page: Page, failure: Failure): readonly string[] {
  const { paint } = page;
  const response = responseLines(failure.response, rowWidth(page, indent));
  return [
    `  ${paint.doubtful('?')} ${paint.strong(oneLine(cut(failure.title, 200)))} ${paint.faint(`(${oneLine(failure.check)})`)}`,
    ...prose(page, indent, `${failure.operation}: ${cut(failure.message, maxProse)}`),
    ...operationsRow(page, failure),
    ...textRow(page, indent, 'Expected', cut(failure.expected, maxProse)),
    ...row(page, indent, 'Response', response.slice(0, maxNoteLines)),
    ...textRow(page, indent, 'Seen', seen(failure)),
    ...(failure.hint === '' ? [] : textRow(page, indent, 'Next', cut(failure.hint, maxProse))),
    `    ${paint.faint('Request:')}`,
    ...commandLines(failure.curl),
    ...exportLines(page, failure.curl),
    '',
  ];
}

/** Counted until its phase reported it. */
function seen({ occurrences, phase, reproducibility, kept }: Failure): string {
  if (kept === true) return `again, by the request that an earlier run kept, ${reproducibilityText(reproducibility)}`;
  const where = occurrences === 1 ? `in 1 case of ${phase}` : `in ${countOf(occurrences, 'case')}, first in ${phase}`;
  return `${where}, ${reproducibilityText(reproducibility)}`;
}

function operationsRow(page: Page, { operations = [] }: Failure): readonly string[] {
  return operations.length < 2 ? [] : textRow(page, indent, 'Met at', firstOf(operations, 8));
}

/** What else was found to be this failure. */
function foldRow(page: Page, { fold, operation, operations = [] }: Failure): readonly string[] {
  if (fold === undefined || fold.count < 2) return [];
  const more = fold.count - Math.min(fold.count, maxFolded);
  const facts = fold.list.map((text) => text.slice(text.indexOf(': ') + 2));
  // The same at each of its operations, which `Met at` has.
  if (operations.length > 1 && new Set(facts).size === 1) return [];
  const isOfOne = fold.list.every((text) => text.startsWith(`${operation}: `));
  const list = (isOfOne ? facts : fold.list).slice(0, maxFolded).join('; ');
  return textRow(page, indent, 'Stands for', cut(`${list}${more === 0 ? '' : `; and ${more} more`}`, maxProse));
}

function responseLines(response: RecordedResponse | undefined, width: number): readonly string[] {
  if (response === undefined) return ['none that could be read'];
  const { body } = response;
  const type = response.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const head = [String(response.status), ...(type === undefined ? [] : [oneLine(cut(type, 80))])];
  if (body === undefined || body.bytes === 0) return wrap([...head, 'no body'].join(' · '), width);
  const size = countOf(body.bytes, 'byte');
  if (body.text === undefined) return wrap([...head, `${size}, not text`].join(' · '), width);
  const shown = firstBytes(body.text);
  const lines = linesOf(shown).flatMap((line) => chop(line, width));
  const isCut = shown.length < body.text.length || lines.length > maxBodyLines || body.truncated === true;
  return [
    ...wrap([...head, isCut ? `${size}, the first are` : size].join(' · '), width),
    ...lines.slice(0, maxBodyLines),
  ];
}

/** Whether its curl lines are those of all its steps. */
function isScript({ curl }: Failure): boolean {
  return curl.startsWith('# 1');
}

/** All lines stand below each other, unless a line end may stand inside quotes: then spaces after it would be sent. */
function scriptLines({ curl, steps }: Failure): readonly string[] {
  const isSafe = steps.every(({ request: { body } }) => body?.text?.includes('\n') !== true);
  return isSafe && curl.length <= maxScript ? linesOf(curl).map((line) => `      ${line}`) : commandLines(curl);
}

/** Whole characters of the first bytes of a body. */
function firstBytes(text: string): string {
  const bytes = Buffer.from(text.slice(0, maxBody));
  return bytes.length <= maxBody
    ? text.slice(0, maxBody)
    : new TextDecoder().decode(bytes.subarray(0, maxBody), { stream: true });
}

/**
 * A command to copy. It is not wrapped; a line is indented only where the line before ends with a backslash, since
 * anywhere else a line end stands inside quotes and spaces after it would be sent.
 */
function commandLines(command: string): readonly string[] {
  if (command.length > maxCommand) {
    return [
      `      ${linesOf(command.slice(0, maxCommand)).join('\\n')}…`,
      `      (cut after ${maxCommand} of ${countOf(command.length, 'character')}; the junit and ndjson reports have all of it)`,
    ];
  }
  const lines = linesOf(command);
  return lines.map((line, at) => (at === 0 || lines[at - 1]?.endsWith('\\') === true ? `      ${line}` : line));
}
