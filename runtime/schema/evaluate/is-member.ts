import type { LoweredSchema } from '../lowered-schema.ts';
import { evaluate } from './evaluate.ts';
import { schemaNodes } from './prepare.ts';

const nodeOf = schemaNodes(() => true);

/**
 * Whether a value is valid for a lowered schema, also for one that stands in no document; formats are asserted. Throws
 * `UnresolvedRefError` and `CyclicRefError` where the value leads to such a reference. A value nested deeper than the call stack counts as
 * valid, since nothing is proved against it.
 */
export function isMember(schema: LoweredSchema, value: unknown): boolean {
  try {
    return evaluate(nodeOf(schema), value, undefined, undefined, undefined);
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
}
