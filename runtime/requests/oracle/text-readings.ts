import { mayBe } from '../value-shape.ts';
import type { ValueShape } from '../value-shape.ts';
import { enumReadings } from './enum-readings.ts';
import { numberReadings } from './number-readings.ts';
import { stringReadings } from './string-readings.ts';
import { booleanWords, nullWords } from './words.data.ts';

/** Everything that some server may take one text for. Whether the text may count as absent is the caller's to ask. */
export function textReadings(text: string, shape: ValueShape): readonly unknown[] {
  const word = text.trim().toLowerCase();
  const readings: unknown[] = [...(mayBe(shape, 'string') ? stringReadings(text, shape) : []), ...numberReadings(text)];
  readings.push(...enumReadings(text, shape));
  const boolean = booleanWords.get(word);
  if (boolean !== undefined) readings.push(boolean);
  if (nullWords.has(word)) readings.push(null);
  // JavaScript's `Number`, and with it Ajv, makes 0 of blanks.
  if (word === '' && text !== '') readings.push(0);
  return [...readings, ...jsonReading(text)];
}

/** JSON in a parameter or field. */
function jsonReading(text: string): readonly unknown[] {
  const first = text.trimStart()[0];
  if (first !== '{' && first !== '[' && first !== '"') return [];
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}

/** Whether a text may count as no value at all. */
export function mayBeAbsent(text: string): boolean {
  return nullWords.has(text.trim().toLowerCase());
}
