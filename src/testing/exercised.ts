import { responseDefinition } from '../../runtime/checks/response-definition.ts';
import type { Api, Operation, OperationEntry } from '../../runtime/model/operation.ts';
import { ApiTestGenError } from '../../runtime/errors.ts';
import { firstOf, shareOf } from '../../reporters/words.ts';

/** An operation, and a status that it answered. */
export type Answered = readonly [operation: string, status: number];

/** What a test suite met. */
export interface Met {
  readonly answers: readonly Answered[];
  /** Requests that the document has no operation for. */
  readonly outside: readonly string[];
}

const shown = 12;

/** Which operations and documented statuses a test suite met, and which ones not. */
export function exercisedText(api: Api, operations: readonly string[], { answers, outside }: Met): string {
  const entries = api.operations.filter(({ label }) => operations.includes(label));
  const asked = new Set(answers.map(([label]) => label));
  const statuses = entries.flatMap((entry) => statusesOf(api, entry, answers));
  const missing = entries.filter(({ label }) => !asked.has(label)).map(({ label }) => label);
  const unseen = statuses.filter(({ met }) => !met).map(({ name }) => name);
  const rows = [
    ['Operations', shareOf({ exercised: entries.length - missing.length, total: entries.length }), missing],
    ['Statuses', shareOf({ exercised: statuses.length - unseen.length, total: statuses.length }), unseen],
  ] as const;
  return [
    '',
    ' API contract, as these tests have met it',
    ...rows.map(
      ([name, share, never]) =>
        `   ${name.padEnd(11)}${share}${never.length === 0 ? '' : `; never ${firstOf(never, shown)}`}`,
    ),
    ...(outside.length === 0 ? [] : [`   Outside    the document has no ${firstOf(outside, shown)}`]),
    '',
  ].join('\n');
}

/** The documented statuses of an operation, without `default`, which stands for no one status. */
function statusesOf(
  api: Api,
  entry: OperationEntry,
  answers: readonly Answered[],
): readonly { readonly name: string; readonly met: boolean }[] {
  const operation = built(api, entry);
  if (operation === undefined) return [];
  const own = answers.filter(([label]) => label === entry.label);
  const met = new Set(own.map(([, status]) => responseDefinition(operation, status)?.status));
  return operation.responses
    .filter(({ status }) => status !== 'default')
    .map(({ status }) => ({ name: `${entry.label} ${status}`, met: met.has(status) }));
}

/** A part of the document that cannot be used has no statuses. */
function built(api: Api, entry: OperationEntry): Operation | undefined {
  try {
    return api.operation(entry);
  } catch (error) {
    if (ApiTestGenError.is(error)) return undefined;
    throw error;
  }
}
