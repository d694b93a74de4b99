import { toProblem } from '../errors.ts';
import type { JsonPointer } from '../model/json.ts';
import type { Location } from '../model/location.ts';
import type { OperationLabel } from '../model/operation.ts';
import type { Problem } from '../model/problem.ts';

/** What errors of schemas, which know no lines, say of their place. */
const filePointer = /^([^#]+)#((?:\/.*)?)$/s;

/** The problem that an error of an operation is, its place described as a person finds it. */
export function problemOf(
  error: unknown,
  operation: OperationLabel,
  describe: (location: Location) => string,
): Problem {
  const problem = toProblem(error, operation);
  const [, file, pointer] = filePointer.exec(problem.where ?? '') ?? [];
  if (file === undefined || pointer === undefined) return problem;
  return { ...problem, where: describe({ file, pointer: pointer as JsonPointer }) };
}
