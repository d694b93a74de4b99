import { decimalToNumber, exactDecimal, isMultipleOf, mantissaAt } from '../../schema/exact-decimal.ts';
import type { LoweredSchema } from '../../schema/lowered-schema.ts';
import type { CanonicalLeaf } from '../../schema/canonical/leaf.ts';
import { FRACTION } from '../../schema/canonical/value-types.ts';
import type { Breaker } from './breaker.ts';

/** How to break a keyword about numbers: by one step, or by more. */
export function numberBreaker(keyword: string, node: LoweredSchema, shape: CanonicalLeaf): Breaker | undefined {
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
      return node['x-atg-multiple-of'] === undefined ? undefined : offGrid(node['x-atg-multiple-of'], shape);
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

/**
 * Next to a valid value, at one if that is off the grid, else at a tenth of a step; on the grids of all other `multipleOf`s where
 * that can be, and an integer where only integers are allowed.
 */
function offGrid(divisor: number, { multiples, types }: CanonicalLeaf): Breaker | undefined {
  const { mantissa, scale } = exactDecimal(divisor);
  const tenth = decimalToNumber(mantissa, scale + 1);
  const others = multiples.filter((other) => other !== divisor);
  const integral = (types & FRACTION) === 0;
  const whole = integral || (Number.isInteger(divisor) && divisor > 1) ? [1, -1, 2] : [];
  const steps = [...others, ...whole, ...(integral ? [] : [tenth, -tenth])];
  return (_, valid) => {
    if (typeof valid !== 'number') return undefined;
    const off = steps
      .map((step) => plus(valid, step))
      .filter((value) => Number.isFinite(value) && !isMultipleOf(value, divisor));
    return off.find((value) => others.every((other) => isMultipleOf(value, other))) ?? off[0];
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
