import pc from 'picocolors';
import { oneLine } from '../escape.ts';
import type { ReporterContext } from '../contract.ts';

type Paint = (text: string) => string;

interface Paints {
  readonly strong: Paint;
  readonly faint: Paint;
  readonly good: Paint;
  readonly bad: Paint;
  readonly doubtful: Paint;
  readonly heading: Paint;
}

/** The paper a report is set on. */
export interface Page {
  /** Prose is set to this width; what is to be copied is never broken. */
  readonly width: number;
  readonly paint: Paints;
  readonly cwd: string;
}

export function pageOf(context: ReporterContext): Page {
  const colors = pc.createColors(context.color);
  const columns = context.columns > 0 ? context.columns : 80;
  return {
    width: Math.min(Math.max(columns, 40), 100),
    cwd: context.cwd,
    paint: {
      strong: colors.bold,
      faint: colors.dim,
      good: colors.green,
      bad: colors.red,
      doubtful: colors.yellow,
      heading: (text) => colors.bold(colors.underline(text)),
    },
  };
}

/** Words set to a width. A word that is longer than a line stays whole. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of oneLine(text).split(/ +/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** Text cut into pieces of at most a width: after a space in a piece's second half, else wherever that falls. */
export function chop(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let rest = Array.from(text);
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width - 1);
    const end = space >= width / 2 ? space + 1 : width;
    lines.push(rest.slice(0, end).join(''));
    rest = rest.slice(end);
  }
  return [...lines, rest.join('')];
}

/** Prose under an indent. */
export function prose(page: Page, indent: number, text: string): readonly string[] {
  return wrap(text, page.width - indent).map((line) => ' '.repeat(indent) + line);
}

const labelWidth = 12;

/** The width that `row` leaves to its lines. */
export function rowWidth(page: Page, indent: number): number {
  return page.width - indent - labelWidth;
}

/** A faint label and lines beside it. */
export function row(page: Page, indent: number, label: string, lines: readonly string[]): readonly string[] {
  const margin = ' '.repeat(indent);
  const rest = margin + ' '.repeat(labelWidth);
  return lines.map((line, at) => (at === 0 ? margin + page.paint.faint(label.padEnd(labelWidth)) + line : rest + line));
}

/** A row of prose. */
export function textRow(page: Page, indent: number, label: string, text: string): readonly string[] {
  return row(page, indent, label, wrap(text, rowWidth(page, indent)));
}
