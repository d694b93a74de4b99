import type { RunRecord } from '../../reporters/run-record.ts';
import { oneLine } from '../../reporters/escape.ts';
import { firstOf } from '../../reporters/words.ts';

/** What is to be said of a run beside its failures, a text each: problems of the document, and warnings with what to do. */
export function remarksOf({ problems, warnings }: RunRecord): readonly string[] {
  return [
    ...problems.map(({ operation, message, where, hint }) =>
      sentence([operation === undefined ? message : `${operation}: ${message}`, where, hint]),
    ),
    ...warnings.map(({ code, message, hint, operations = [] }) =>
      sentence([`${code}: ${message}`, operations.length === 0 ? undefined : firstOf(operations, 8), hint]),
    ),
  ];
}

function sentence(parts: readonly (string | undefined)[]): string {
  return parts.flatMap((part) => (part === undefined || part === '' ? [] : [oneLine(part)])).join(' · ');
}
