import { toProblem } from '../errors.ts';
import type { OperationLabel } from '../model/operation.ts';
import type { Problem } from '../model/problem.ts';
import { checkedSerialiser } from '../requests/checked-serialiser.ts';
import type { Serialiser } from '../requests/serialiser.ts';

/**
 * The user's serialisers for the cases of one operation each. What one of them does wrong is a problem of the operation, told once: every
 * value may bring it up again, in other words.
 */
export function createOperationSerialisers(
  serialisers: readonly Serialiser[],
  onProblem: (problem: Problem) => void,
): (operation: OperationLabel) => readonly Serialiser[] {
  const known = new Set<string>();
  return (operation) =>
    serialisers.map((serialiser, index) =>
      checkedSerialiser(serialiser, (error) => {
        const key = `${index} ${operation}`;
        if (known.has(key)) return;
        known.add(key);
        onProblem(toProblem(error, operation));
      }),
    );
}
