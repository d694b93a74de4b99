import type { SchemaNode } from './contract.ts';
import { evaluate, report } from './evaluate.ts';
import type { KeywordError } from './keyword-error.ts';

/** Whether a value is valid. Throws as the references that it leads to do. */
export function isValidFor(node: SchemaNode, value: unknown): boolean {
  return evaluate(node, value, undefined, undefined, undefined);
}

/** All errors of a value, with pointers that begin at the given one. */
export function errorsOf(node: SchemaNode, value: unknown, instancePath = ''): KeywordError[] {
  const errors: KeywordError[] = [];
  const start = { scope: undefined, open: undefined, seen: undefined, uncertain: false };
  report(node, value, { ...start, instancePath, schemaPath: '#', errors });
  return errors;
}
