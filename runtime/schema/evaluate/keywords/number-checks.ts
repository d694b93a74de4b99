import { isMultipleOf } from '../../exact-decimal.ts';
import type { LoweredSchema } from '../../lowered-schema.ts';
import type { Check } from '../contract.ts';
import { assertion } from './assertion.ts';

type Bound = 'maximum' | 'minimum' | 'exclusiveMaximum' | 'exclusiveMinimum';

const BOUNDS: readonly (readonly [Bound, string, (limit: number) => (value: number) => boolean])[] = [
  ['maximum', '<=', (limit) => (value) => value <= limit],
  ['minimum', '>=', (limit) => (value) => value >= limit],
  ['exclusiveMaximum', '<', (limit) => (value) => value < limit],
  ['exclusiveMinimum', '>', (limit) => (value) => value > limit],
];

export function numberChecks(schema: LoweredSchema): readonly Check<number>[] {
  const checks: Check<number>[] = [];
  for (const [keyword, comparison, holds] of BOUNDS) {
    const limit = schema[keyword];
    if (limit === undefined) continue;
    checks.push(
      assertion(schema, keyword, holds(limit), () => `must be ${comparison} ${limit}`, { comparison, limit }),
    );
  }
  const divisor = schema['x-atg-multiple-of'];
  if (divisor !== undefined) {
    const holds = (value: number): boolean => isMultipleOf(value, divisor);
    checks.push(assertion(schema, 'x-atg-multiple-of', holds, () => `must be multiple of ${divisor}`));
  }
  return checks;
}
