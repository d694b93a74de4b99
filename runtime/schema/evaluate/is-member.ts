import type { LoweredSchema } from '../lowered-schema.ts';
import { unlessTooDeep } from '../unless-too-deep.ts';
import { isValidFor } from './judge.ts';
import { schemaNodes } from './prepare.ts';

const nodes = schemaNodes(() => true);

/**
 * Whether a value is valid for a lowered schema, also for one that stands in no document; formats are asserted. Throws
 * `UnresolvedRefError`, `CyclicRefError` and `InvalidSchemaError` where the value leads to such a reference. A value nested deeper than the
 * call stack counts as valid, since nothing is proved against it.
 */
export function isMember(schema: LoweredSchema, value: unknown): boolean {
  return unlessTooDeep(() => isValidFor(nodes.of(schema), value), true);
}
