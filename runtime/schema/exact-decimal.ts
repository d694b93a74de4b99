/** A finite decimal number, exactly: `mantissa × 10^-scale`, `scale ≥ 0`. */
export interface ExactDecimal {
  readonly mantissa: bigint;
  readonly scale: number;
}

/** The decimal that a number is written as: 4.35 is 4.35, and not the nearest binary fraction. */
export function exactDecimal(value: number): ExactDecimal {
  const text = String(value);
  const e = text.indexOf('e');
  const digits = e === -1 ? text : text.slice(0, e);
  const exponent = e === -1 ? 0 : Number(text.slice(e + 1));
  const point = digits.indexOf('.');
  const fraction = point === -1 ? 0 : digits.length - point - 1;
  const mantissa = BigInt(point === -1 ? digits : digits.slice(0, point) + digits.slice(point + 1));
  const scale = fraction - exponent;
  return scale < 0 ? { mantissa: mantissa * 10n ** BigInt(-scale), scale: 0 } : { mantissa, scale };
}

/** The mantissa of the same number at a scale that is at least its own. */
export function mantissaAt(value: ExactDecimal, scale: number): bigint {
  return value.mantissa * 10n ** BigInt(scale - value.scale);
}

/** The double nearest to `mantissa × 10^-scale`. */
export function decimalToNumber(mantissa: bigint, scale: number): number {
  return Number(`${mantissa}e${-scale}`);
}

/** Whether a value is a multiple in decimal arithmetic, as the document and the wire write both numbers. */
export function isMultipleOf(value: number, divisor: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(divisor)) return value % divisor === 0;
  if (!Number.isFinite(value)) return false;
  const a = exactDecimal(value);
  const b = exactDecimal(divisor);
  const scale = Math.max(a.scale, b.scale);
  return mantissaAt(a, scale) % mantissaAt(b, scale) === 0n;
}
