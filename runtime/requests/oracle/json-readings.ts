import { scalarText } from '../scalar-text.ts';
import { mayBe } from '../value-shape.ts';
import type { ValueShape } from '../value-shape.ts';
import { distinct } from './distinct.ts';
import { enumReadings } from './enum-readings.ts';
import { byDefault, filledReadings } from './filled-readings.ts';
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
  return [...scalarReadings(value, shape), ...wrapped(value, shape, maxWraps)];
}

/** Lists of lists deeper than this are not built around one scalar. */
const maxWraps = 3;

/** A single item for a list (Ajv's `coerceTypes: 'array'`, which Fastify sets; PHP; Jackson), and then what the item may be read as. */
function wrapped(value: unknown, shape: ValueShape, depth: number): readonly unknown[][] {
  const lists: unknown[][] = [[value]];
  if (value === undefined || !mayBe(shape, 'array')) return lists;
  const item = shape.item(0);
  for (const reading of scalarReadings(value, item)) if (reading !== absent) lists.push([reading]);
  // Where anything may stand, lists of lists are no better than a list.
  if (depth > 1 && item.types?.has('array') === true)
    for (const inner of wrapped(value, item, depth - 1)) lists.push([inner]);
  return lists;
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
    if (value === 0) readings.push(null);
    if (shape.types?.has('integer') === true && !shape.types.has('number')) readings.push(Math.trunc(value));
  }
  return readings;
}

function arrayReadings(items: readonly unknown[], shape: ValueShape): readonly unknown[] {
  const readings: unknown[] = [items, [items]];
  const set = distinct(items);
  if (set.length < items.length) readings.push(set);
  // PHP has one empty value for both.
  if (items.length === 0) readings.push({});
  if (items.length === 1) readings.push(...single(items[0], shape));
  return readings;
}

/** A list of one for what is no list. */
function single(item: unknown, shape: ValueShape): readonly unknown[] {
  if (Array.isArray(item)) return [item];
  return typeof item === 'object' && item !== null ? objectReadings(item, shape) : scalarReadings(item, shape);
}

function objectReadings(value: object, shape: ValueShape): readonly unknown[] {
  const readings: unknown[] = [value, [value], ...filledReadings(value, shape, byDefault)];
  const names = Object.keys(value);
  if (names.some((name) => !shape.declared.has(name))) readings.push(declaredOnly(value, shape));
  if (names.length === 0) readings.push([]);
  return readings;
}

/** Most readers ignore what they do not know. */
function declaredOnly(value: object, { declared }: ValueShape): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => declared.has(name)));
}
