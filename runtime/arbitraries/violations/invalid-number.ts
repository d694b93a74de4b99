import { decimalToNumber, exactDecimal, isMultipleOf, mantissaAt } from '../../schema/exact-decimal.ts';
import type { LoweredSchema } from '../../schema/lowered-schema.ts';
import type { Breaker } from './invalid-text.ts';

/** How to break a keyword about numbers: by one step, or by more. */
export function numberBreaker(keyword: string, node: LoweredSchema): Breaker | undefined {
  switch (keyword) {
    case 'minimum':
      return node.minimum === undefined ? undefined : beyond(node.minimum, -1, false);
    case 'exclusiveMinimum':
      return node.exclusiveMinimum === undefined ? undefined : beyond(node.exclusiveMinimum, -1, true);
    case 'maximum':
      return node.maximum === undefined ? undefined : beyond(node.maximum, 1, false);
    case 'exclusiveMaximum':
      return node.exclusiveMaximum === undefined ? undefined : beyond(node.exclusiveMaximum, 1, true);
    case 'x-atg-multiple-of':
      return node['x-atg-multiple-of'] === undefined ? undefined : offGrid(node['x-atg-multiple-of']);
    default:
      return undefined;
  }
}

function beyond(bound: number, direction: 1 | -1, exclusive: boolean): Breaker {
  // Where 1 is lost in the precision of the bound, the next step is a thousandth of it.
  const step = Math.abs(bound) < 2 ** 52 ? 1 : Math.abs(bound) / 1_000;
  return ({ rng, edgy }) => {
    const times = edgy ? 1 : ([exclusive ? 0 : 1, 1, 10, 1_000][rng.nextInt(0, 3)] ?? 1);
    const distance = exclusive && edgy ? 0 : times * step;
    const value = plus(bound, direction * distance);
    return Number.isFinite(value) ? value : undefined;
  };
}

/** Next to a valid value, at half of the step if the step is a whole number of anything, else at a tenth of it. */
function offGrid(divisor: number): Breaker {
  const { mantissa, scale } = exactDecimal(divisor);
  const tenth = decimalToNumber(mantissa, scale + 1);
  return (_, valid) => {
    if (typeof valid !== 'number') return undefined;
    const steps = Number.isInteger(divisor) && divisor > 1 ? [1, -1, tenth] : [tenth, -tenth];
    return steps
      .map((step) => plus(valid, step))
      .find((value) => Number.isFinite(value) && !isMultipleOf(value, divisor));
  };
}

/** A sum in decimal arithmetic: 0.1 + 0.2 is 0.3. */
function plus(a: number, b: number): number {
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) return a + b;
  const left = exactDecimal(a);
  const right = exactDecimal(b);
  const scale = Math.max(left.scale, right.scale);
  return decimalToNumber(mantissaAt(left, scale) + mantissaAt(right, scale), scale);
}
