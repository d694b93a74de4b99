import type { ValueShape } from '../value-shape.ts';

/** JSON's grammar of numbers (RFC 8259 §6). */
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * What a server that follows the schema's types makes of a text, the likeliest first: a number where one may stand and the text is one, then a
 * boolean, then `null`, then the text itself. Empty where no type fits.
 */
export function plainReadings(text: string, { types }: ValueShape): readonly unknown[] {
  if (types === undefined) return [text];
  const readings: unknown[] = [];
  if ((types.has('number') || types.has('integer')) && jsonNumber.test(text)) {
    const number = Number(text);
    if (types.has('number') || Number.isInteger(number)) readings.push(number);
  }
  if (types.has('boolean') && (text === 'true' || text === 'false')) readings.push(text === 'true');
  if (types.has('null') && (text === 'null' || text === '')) readings.push(null);
  if (types.has('string')) readings.push(text);
  return readings;
}
