import { isMultipleOf } from '../../exact-decimal.ts';
import type { LoweredSchema } from '../../lowered-schema.ts';
import type { Check } from '../contract.ts';
import { assertion } from './assertion.ts';

/** All keywords for numbers, in the order that Ajv has them. */
export function numberChecks(schema: LoweredSchema): readonly Check<number>[] {
  const { maximum, minimum, exclusiveMaximum, exclusiveMinimum, 'x-atg-multiple-of': divisor } = schema;
  const checks: Check<number>[] = [];
  const bound = (keyword: string, comparison: string, limit: number, holds: (value: number) => boolean): void => {
    const params = { comparison, limit };
    checks.push(assertion(schema, keyword, holds, () => `must be ${comparison} ${limit}`, params));
  };
  if (maximum !== undefined) bound('maximum', '<=', maximum, (value) => value <= maximum);
  if (minimum !== undefined) bound('minimum', '>=', minimum, (value) => value >= minimum);
  if (exclusiveMaximum !== undefined)
    bound('exclusiveMaximum', '<', exclusiveMaximum, (value) => value < exclusiveMaximum);
  if (exclusiveMinimum !== undefined)
    bound('exclusiveMinimum', '>', exclusiveMinimum, (value) => value > exclusiveMinimum);
  if (divisor !== undefined) {
    const holds = (value: number): boolean => isMultipleOf(value, divisor);
    checks.push(assertion(schema, 'x-atg-multiple-of', holds, () => `must be multiple of ${divisor}`));
  }
  return checks;
}
