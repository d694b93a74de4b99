import { scalarText } from '../scalar-text.ts';
import type { ValueShape } from '../value-shape.ts';
import { enumReadings } from './enum-readings.ts';
import { numberReadings } from './number-readings.ts';
import { stringReadings } from './string-readings.ts';
import { booleanWords, nullWords } from './words.data.ts';

/** The reading that the value is not there. */
export const absent: unique symbol = Symbol('absent');

/**
 * Everything that a coercing reader may take a JSON value for: Ajv's `coerceTypes`, Jackson, Pydantic's lax mode, System.Text.Json, PHP. The value
 * itself is one of them.
 */
export function jsonReadings(value: unknown, shape: ValueShape): readonly unknown[] {
  if (Array.isArray(value)) return arrayReadings(value, shape);
  if (typeof value === 'object' && value !== null) return objectReadings(value, shape);
  return [...scalarReadings(value, shape), [value]];
}

function scalarReadings(value: unknown, shape: ValueShape): readonly unknown[] {
  if (value === undefined) return [];
  if (value === null) return [null, absent, '', 0, false, [], {}];
  if (typeof value === 'string') return fromString(value, shape);
  if (typeof value === 'boolean')
    return [value, String(value), value ? 'True' : 'False', value ? 1 : 0, ...(value ? [] : [null])];
  return fromNumber(value, shape);
}

function fromString(text: string, shape: ValueShape): readonly unknown[] {
  const word = text.trim().toLowerCase();
  const readings: unknown[] = [...stringReadings(text, shape), ...numberReadings(text), ...enumReadings(text, shape)];
  const boolean = booleanWords.get(word);
  if (boolean !== undefined) readings.push(boolean);
  if (nullWords.has(word)) readings.push(null);
  if (word === '') readings.push(0, false);
  return readings;
}

function fromNumber(value: unknown, shape: ValueShape): readonly unknown[] {
  const text = scalarText(value) ?? '';
  const readings: unknown[] = [value, text, ...stringReadings(text, shape), ...enumReadings(value, shape)];
  if (typeof value === 'number') {
    // Jackson takes any number but 0 for true, and cuts fractions off where it wants an integer.
    readings.push(value !== 0);
    if (shape.types?.has('integer') === true && !shape.types.has('number')) readings.push(Math.trunc(value));
  }
  return readings;
}

function arrayReadings(items: readonly unknown[], shape: ValueShape): readonly unknown[] {
  const readings: unknown[] = [items, [items], distinct(items)];
  // PHP has one empty value for both.
  if (items.length === 0) readings.push({});
  if (items.length === 1)
    readings.push(...(typeof items[0] === 'object' ? [items[0]] : scalarReadings(items[0], shape)));
  return readings;
}

/** A reader that fills a set drops what is there twice. */
function distinct(items: readonly unknown[]): readonly unknown[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = JSON.stringify(item);
    return !seen.has(key) && seen.add(key);
  });
}

function objectReadings(value: object, shape: ValueShape): readonly unknown[] {
  const readings: unknown[] = [value, [value], declaredOnly(value, shape)];
  if (Object.keys(value).length === 0) readings.push([]);
  return readings;
}

/** Most readers ignore what they do not know. */
function declaredOnly(value: object, { declared }: ValueShape): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => declared.has(name)));
}
