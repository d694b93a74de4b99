import { isMultipleOf } from '../../exact-decimal.ts';
import type { LoweredSchema } from '../../lowered-schema.ts';
import type { Check } from '../contract.ts';

/** All keywords for numbers, in the order that Ajv has them. */
export function numberChecks(schema: LoweredSchema): readonly Check<number>[] {
  const { maximum, minimum, exclusiveMaximum, exclusiveMinimum, 'x-atg-multiple-of': divisor } = schema;
  const checks: Check<number>[] = [];
  if (maximum !== undefined) checks.push({ keyword: 'maximum', test: (value) => value <= maximum });
  if (minimum !== undefined) checks.push({ keyword: 'minimum', test: (value) => value >= minimum });
  if (exclusiveMaximum !== undefined)
    checks.push({ keyword: 'exclusiveMaximum', test: (value) => value < exclusiveMaximum });
  if (exclusiveMinimum !== undefined)
    checks.push({ keyword: 'exclusiveMinimum', test: (value) => value > exclusiveMinimum });
  if (divisor !== undefined)
    checks.push({ keyword: 'x-atg-multiple-of', test: (value) => isMultipleOf(value, divisor) });
  return checks;
}
