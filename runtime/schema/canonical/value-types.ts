/** The types of JSON as bits; `number` is both kinds of number. */
export const NULL = 1;
export const BOOLEAN = 2;
export const INTEGER = 4;
export const FRACTION = 8;
export const STRING = 16;
export const ARRAY = 32;
export const OBJECT = 64;
export const NUMBER: number = INTEGER | FRACTION;
export const ANY_TYPE = 127;

const BITS: Readonly<Record<string, number>> = {
  null: NULL,
  boolean: BOOLEAN,
  integer: INTEGER,
  number: NUMBER,
  string: STRING,
  array: ARRAY,
  object: OBJECT,
};

export function typeBits(names: readonly string[]): number {
  let bits = 0;
  for (const name of names) bits |= BITS[name] ?? 0;
  return bits;
}

export function typeNames(bits: number): string[] {
  return Object.keys(BITS).filter((name) => {
    const bit = BITS[name] ?? 0;
    return (bits & bit) === bit && !(name === 'integer' && (bits & FRACTION) !== 0);
  });
}

export function typeOf(value: unknown): number {
  if (value === null) return NULL;
  if (Array.isArray(value)) return ARRAY;
  if (typeof value === 'string') return STRING;
  if (typeof value === 'boolean') return BOOLEAN;
  if (typeof value === 'number') return Number.isInteger(value) ? INTEGER : FRACTION;
  return OBJECT;
}
