import type { ExactDecimal } from '../../schema/exact-decimal.ts';
import { decimalToNumber, exactDecimal, isMultipleOf, mantissaAt } from '../../schema/exact-decimal.ts';
import type { TextProfile } from '../text-profile.ts';
import type { Draw } from './draw.ts';
import { pick } from './draw.ts';
import type { Bound, CanonicalLeaf } from '../../schema/canonical/leaf.ts';
import type { Maker } from './string-maker.ts';
import { FRACTION, INTEGER } from '../../schema/canonical/value-types.ts';

const INT32 = 2_147_483_647;
const FORMAT_BOUNDS: Readonly<Record<string, readonly [number, number]>> = {
  int32: [-INT32 - 1, INT32],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  float: [-1e12, 1e12],
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32_768, 32_767],
  uint16: [0, 65_535],
  uint32: [0, 4_294_967_295],
  uint64: [0, Number.MAX_SAFE_INTEGER],
};

/** The numbers `k × step`, for the integers `k` of a range: every number that is made is one of such a grid. */
interface Grid {
  /** The step as `mantissa × 10^-scale`. */
  readonly step: ExactDecimal;
  readonly first: bigint;
  readonly last: bigint;
}

/** A maker of numbers; nothing where none can satisfy the shape. */
export function numberMaker(shape: CanonicalLeaf, profile: TextProfile): Maker | undefined {
  const integral = (shape.types & FRACTION) === 0;
  const range = numberRange(shape, profile, integral);
  if (range === undefined) return undefined;
  const { multiples, notMultiples } = shape;
  const onGrid = [...multiples, ...(integral ? [1] : [])];
  if (notMultiples.some((divisor) => isOnlyMultiples(onGrid, divisor))) return undefined;
  const grids = gridsOf(shape, range, integral);
  const make =
    grids.length > 0
      ? gridMaker(grids, shape, profile)
      : integral || multiples.length > 0
        ? undefined
        : lonelyNumber(range);
  if (make === undefined) return undefined;
  if (notMultiples.length > 0) return (draw) => make(draw) ?? offGrids(grids, shape);
  const extremes = extremesOf(shape, profile, integral);
  if (extremes.length === 0) return make;
  return (draw) => (draw.edgy && draw.rng.nextInt(0, 7) === 7 ? pick(draw.rng, extremes) : make(draw));
}

/** Numbers that are read wrongly where they are not read as doubles: tiny ones, and those beyond exact integers. */
const EXTREMES = [0.0001, -0.0001, 2 ** 53 + 2, -(2 ** 53) - 2, 1e20, -1e20];

function extremesOf(
  { minimum, maximum, multiples, formats }: CanonicalLeaf,
  profile: TextProfile,
  integral: boolean,
): readonly number[] {
  if (profile !== 'any' || integral || multiples.length > 0 || formats.length > 0) return [];
  return EXTREMES.filter(
    (value) => (minimum === undefined || value > minimum.value) && (maximum === undefined || value < maximum.value),
  );
}

/** Whether every common multiple of some numbers is one of the divisor too. */
function isOnlyMultiples(steps: readonly number[], divisor: number): boolean {
  if (steps.length === 0) return false;
  const { mantissa, scale } = steps.map(exactDecimal).reduce(leastCommonMultiple);
  const other = exactDecimal(divisor);
  const most = Math.max(scale, other.scale);
  return mantissaAt({ mantissa, scale }, most) % mantissaAt(other, most) === 0n;
}

/** The first number of the grids that is no multiple of what it must not be one of. */
function offGrids(grids: readonly Grid[], { notMultiples, excluded }: CanonicalLeaf): number | undefined {
  for (const { step, first, last } of grids) {
    const start = first <= 0n && last >= 0n ? 0n : first;
    for (let k = start; k <= last && k < start + 100n; k++) {
      const value = decimalToNumber(k * step.mantissa, step.scale);
      if (!notMultiples.some((divisor) => isMultipleOf(value, divisor)) && !excluded.includes(value)) return value;
    }
  }
  return undefined;
}

/** Every number of a shape, where they are few. */
export function numberMembers(shape: CanonicalLeaf, profile: TextProfile, most: number): readonly number[] | undefined {
  const integral = (shape.types & FRACTION) === 0;
  if (!integral && shape.multiples.length === 0) return undefined;
  const range = numberRange(shape, profile, integral);
  const [grid] = range === undefined ? [] : gridsOf(shape, range, integral);
  if (grid === undefined) return [];
  if (grid.last - grid.first >= BigInt(most)) return undefined;
  const found: number[] = [];
  for (let k = grid.first; k <= grid.last; k++) found.push(decimalToNumber(k * grid.step.mantissa, grid.step.scale));
  return found.filter((value) => !shape.notMultiples.some((divisor) => isMultipleOf(value, divisor)));
}

interface NumberRange {
  readonly low: Bound;
  readonly high: Bound;
}

/** The bounds of what is generated: the schema's, else the format's, else those of exact integers. */
function numberRange(shape: CanonicalLeaf, profile: TextProfile, integral: boolean): NumberRange | undefined {
  const exact = integral || shape.multiples.length > 0;
  // In texts no number is written with an exponent.
  let low = exact || profile !== 'any' ? Number.MIN_SAFE_INTEGER : -1e15;
  let high = -low;
  for (const format of shape.formats) {
    const bounds = FORMAT_BOUNDS[format];
    if (bounds === undefined) continue;
    low = Math.max(low, bounds[0]);
    high = Math.min(high, bounds[1]);
  }
  const minimum = shape.minimum;
  const maximum = shape.maximum;
  if (minimum !== undefined && minimum.value >= high)
    high = Math.min(Number.MAX_VALUE, Math.max(Number.MAX_SAFE_INTEGER, minimum.value * 2 + 1));
  if (maximum !== undefined && maximum.value <= low)
    low = Math.max(-Number.MAX_VALUE, Math.min(Number.MIN_SAFE_INTEGER, maximum.value * 2 - 1));
  const from = minimum !== undefined && minimum.value >= low ? minimum : { value: low, exclusive: false };
  const to = maximum !== undefined && maximum.value <= high ? maximum : { value: high, exclusive: false };
  if (!Number.isFinite(from.value) || !Number.isFinite(to.value)) return undefined;
  if (from.value > to.value || (from.value === to.value && (from.exclusive || to.exclusive))) return undefined;
  return { low: from, high: to };
}

function gridsOf(shape: CanonicalLeaf, range: NumberRange, integral: boolean): Grid[] {
  const one: ExactDecimal = { mantissa: 1n, scale: 0 };
  if (shape.multiples.length > 0 || integral) {
    const steps = shape.multiples.map(exactDecimal);
    const grid = gridOf(steps.reduce(leastCommonMultiple, integral ? one : (steps[0] ?? one)), range);
    return grid === undefined ? [] : [grid];
  }
  const grids: Grid[] = [];
  for (const divisor of shape.notMultiples) {
    // A tenth of what the number must not be a multiple of.
    const { mantissa, scale } = exactDecimal(divisor);
    const grid = gridOf({ mantissa, scale: scale + 1 }, range);
    if (grid !== undefined) grids.push(grid);
  }
  for (let scale = 0; scale <= 17 && grids.length < 3; scale++) {
    const grid = gridOf({ mantissa: 1n, scale }, range);
    if (grid !== undefined) grids.push(grid);
    if (scale >= 2 && grids.length > 0) break;
  }
  return grids;
}

function gridOf(step: ExactDecimal, { low, high }: NumberRange): Grid | undefined {
  const from = exactDecimal(low.value);
  const to = exactDecimal(high.value);
  const scale = Math.max(step.scale, from.scale, to.scale);
  if (scale > 400) return undefined;
  const width = mantissaAt(step, scale);
  const a = mantissaAt(from, scale);
  const b = mantissaAt(to, scale);
  let first = floorDivide(a + width - 1n, width);
  let last = floorDivide(b, width);
  if (low.exclusive && first * width === a) first++;
  if (high.exclusive && last * width === b) last--;
  return first > last ? undefined : { step, first, last };
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}

function leastCommonMultiple(a: ExactDecimal, b: ExactDecimal): ExactDecimal {
  const scale = Math.max(a.scale, b.scale);
  const left = mantissaAt(a, scale);
  const right = mantissaAt(b, scale);
  let x = left;
  let y = right;
  while (y !== 0n) [x, y] = [y, x % y];
  return { mantissa: (left / x) * right, scale };
}

function gridMaker(
  grids: readonly Grid[],
  { multiples, notMultiples, types }: CanonicalLeaf,
  profile: TextProfile,
): Maker {
  const canBeNegativeZero =
    profile === 'any' && (types & FRACTION) !== 0 && multiples.length === 0 && notMultiples.length === 0;
  const ready = grids.map((grid) => ({
    mantissa: Number(grid.step.mantissa),
    exact: grid,
    range:
      grid.first >= BigInt(Number.MIN_SAFE_INTEGER) && grid.last <= BigInt(Number.MAX_SAFE_INTEGER)
        ? ([Number(grid.first), Number(grid.last)] as const)
        : undefined,
  }));
  return (draw) => {
    const grid = ready[ready.length === 1 ? 0 : draw.rng.nextInt(0, ready.length - 1)];
    if (grid === undefined) return undefined;
    let only: number | undefined;
    for (let attempt = 0; attempt < 10; attempt++) {
      const k = grid.range === undefined ? bigStep(draw, grid.exact) : smallStep(draw, grid.range);
      const value = numberAt(grid, k);
      if (!multiples.every((divisor) => isMultipleOf(value, divisor))) continue;
      if (notMultiples.some((divisor) => isMultipleOf(value, divisor))) continue;
      if (value === 0 && canBeNegativeZero && draw.edgy && draw.rng.nextInt(0, 1) === 1) return -0;
      if (multiples.every((divisor) => isFloatMultiple(value, divisor))) return value;
      only ??= value;
    }
    return notMultiples.length > 0 ? only : (floatMultiple(grid.exact, multiples) ?? only);
  };
}

function numberAt(grid: { readonly mantissa: number; readonly exact: Grid }, k: number | bigint): number {
  const { step } = grid.exact;
  const value =
    step.scale === 0 && typeof k === 'number' && Number.isSafeInteger(k * grid.mantissa)
      ? k * grid.mantissa
      : decimalToNumber(BigInt(k) * step.mantissa, step.scale);
  return value === 0 ? 0 : value; // never `-0`
}

/**
 * Whether a multiple is one in floating point too, as most validators read it: by that, 4.35 is no multiple of 0.01. Some read the
 * quotient's digits, which from 1e21 on are not all written.
 */
export function isFloatMultiple(value: number, divisor: number): boolean {
  const quotient = value / divisor;
  return Number.isInteger(quotient) && Math.abs(quotient) < 1e21;
}

/** The first number of a grid, from zero or its end nearest to it, that is a multiple by both readings. */
function floatMultiple({ step, first, last }: Grid, multiples: readonly number[]): number | undefined {
  const start = first > 0n ? first : last < 0n ? last : 0n;
  const direction = last < 0n ? -1n : 1n;
  for (let count = 0n; count < 100n; count++) {
    const k = start + direction * count;
    if (k < first || k > last) return undefined;
    const value = decimalToNumber(k * step.mantissa, step.scale);
    if (multiples.every((divisor) => isMultipleOf(value, divisor) && isFloatMultiple(value, divisor)))
      return value === 0 ? 0 : value;
  }
  return undefined;
}

/** Near zero or near the bounds more often than a uniform choice would be. */
function smallStep({ rng, edgy }: Draw, [first, last]: readonly [number, number]): number {
  if (edgy) {
    const die = rng.nextInt(0, 7);
    if (die === 0) return first;
    if (die === 1) return last;
    if (die === 2) return Math.min(last, first + 1);
    if (die === 3) return Math.max(first, last - 1);
    if (die <= 6) return Math.min(last, Math.max(first, [0, 1, -1][die - 4] ?? 0));
  }
  const spread = [100, 1_000, 1_000_000, INT32][rng.nextInt(0, 15) >> 2] ?? 100;
  const centre = first > 0 ? first : last < 0 ? last : 0;
  const low = Math.max(first, first > 0 ? first : centre - (first < 0 && rng.nextInt(0, 2) === 2 ? spread : 0));
  return rng.nextInt(
    last < 0 ? Math.max(first, last - spread) : low,
    last < 0 ? last : Math.min(last, centre + spread),
  );
}

function bigStep({ rng }: Draw, { first, last }: Grid): bigint {
  const span = last - first;
  const most = span > 1_000_000n ? 1_000_000 : Number(span);
  const offset = BigInt(rng.nextInt(0, most));
  if (first <= 0n && last >= 0n) return offset > last ? first + offset : offset;
  return first > 0n ? first + offset : last - offset;
}

/** Between bounds so near to each other that no short decimal lies there. */
function lonelyNumber({ low, high }: NumberRange): Maker | undefined {
  const candidates = [
    low.exclusive ? undefined : low.value,
    high.exclusive ? undefined : high.value,
    low.value + (high.value - low.value) / 2,
  ];
  const inside = candidates.find(
    (value) =>
      value !== undefined &&
      (value > low.value || !low.exclusive) &&
      (value < high.value || !high.exclusive) &&
      value >= low.value &&
      value <= high.value,
  );
  return inside === undefined ? undefined : () => inside;
}

/** A number on or next to a bound. */
export interface EdgeNumber {
  readonly value: number;
  readonly end: 'low' | 'high';
  /** On the bound, or as near to it as the grid of the shape allows. */
  readonly isOuter: boolean;
}

/** The numbers on and next to the bounds, on the grid of the shape: smallest, next, second largest, largest. */
export function edgeNumbers(shape: CanonicalLeaf, profile: TextProfile): readonly EdgeNumber[] {
  const integral = (shape.types & INTEGER) !== 0 && (shape.types & FRACTION) === 0;
  const range = numberRange(shape, profile, integral);
  if (range === undefined) return [];
  const [grid] = gridsOf(shape, range, integral);
  if (grid === undefined) return [];
  const edges: EdgeNumber[] = [];
  const add = (k: bigint, end: EdgeNumber['end'], isOuter: boolean): void => {
    if (k < grid.first || k > grid.last) return;
    const value = decimalToNumber(k * grid.step.mantissa, grid.step.scale);
    if (shape.multiples.every((divisor) => isFloatMultiple(value, divisor))) edges.push({ value, end, isOuter });
  };
  add(grid.first, 'low', true);
  add(grid.first + 1n, 'low', false);
  add(grid.last - 1n, 'high', false);
  add(grid.last, 'high', true);
  return edges;
}
