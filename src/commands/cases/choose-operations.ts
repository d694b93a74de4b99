import { closest, UsageError } from '../../../runtime/errors.ts';
import { operationLabel, type OperationEntry } from '../../../runtime/model/operation.ts';

/**
 * The operations that are named by `METHOD /path` or operationId, in the document's order; all where no name is given. Throws
 * `UsageError` for a name that none of them has.
 */
export function chooseOperations(
  entries: readonly OperationEntry[],
  names: readonly string[],
): readonly OperationEntry[] {
  if (names.length === 0) return entries;
  const wanted = new Set(names.map((name) => labelOf(name, entries)));
  return entries.filter(({ label }) => wanted.has(label));
}

function labelOf(name: string, entries: readonly OperationEntry[]): string {
  const [method = '', ...path] = name.trim().split(/\s+/u);
  const label = operationLabel(method, path.join(' '));
  const named = entries.find((entry) => entry.label === label || entry.operationId === name);
  if (named !== undefined) return named.label;
  const known = entries.flatMap((entry) => [entry.label, entry.operationId ?? []].flat());
  const near = closest(name, known);
  throw new UsageError(`--operation '${name}' names none of the ${entries.length} operations that the filters keep.`, {
    where: '--operation',
    hint:
      near === undefined
        ? "Write it as 'METHOD /path' or as an operationId; `api-test-gen operations <spec>` lists them."
        : `Did you mean '${near}'?`,
  });
}
