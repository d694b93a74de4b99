import type { Failure } from '../../runtime/model/failure.ts';
import { fitted } from '../escape.ts';

type Step = Failure['steps'][number];

/** The requests of a failure, a line each; what flowed into one stands beside it, or below where it is too long. */
export function stepLines(steps: readonly Step[], width: number): readonly string[] {
  return steps.flatMap((step, at) => linesOf(step, at + 1, width));
}

function linesOf(step: Step, number: number, width: number): readonly string[] {
  const { request, given = [], status } = step;
  const who = senderText(step);
  const answer = status === undefined ? '' : ` → ${status}`;
  const notes = notesOf(step);
  const line = `${number} ${request.method} ${request.target}${who}${answer}${notes.length === 0 ? '' : `  (${notes.join(', ')})`}`;
  const flows = given
    .map(({ name, step: from, from: place }) => `${name} ← ${from} ${placeText(place)}`.trim())
    .join(', ');
  if (flows === '') return [fitted(line, width)];
  const both = `${line}  ${flows}`;
  return both.length <= width ? [fitted(both, width)] : [fitted(line, width), fitted(`    ${flows}`, width)];
}

/** Who sent it, where that is not plain. */
function senderText({ identity, credentials }: Step): string {
  if (credentials === 'none') return ' without credentials';
  if (credentials === 'wrong') return ' with wrong credentials';
  return identity === undefined ? '' : ` as ${identity}`;
}

function notesOf({ parallel, look, afterMs }: Step): readonly string[] {
  return [
    ...(parallel === undefined ? [] : [`in parallel: ${parallel}`]),
    ...(look === true && parallel === undefined ? ['looks'] : []),
    ...(afterMs === undefined ? [] : [`after ${afterMs / 1000} s`]),
  ];
}

/** Where in an answer a value was: `/id` for `POST /books response.body#/id`. */
function placeText(from: string): string {
  const place = / (?:response\.body#|response\.header\.|request\.path\.)(?<place>.*)$| (?<link>link .*)$/u.exec(
    from,
  )?.groups;
  return place?.['place'] ?? place?.['link'] ?? '';
}
