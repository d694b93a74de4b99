import type { ValueShape } from '../value-shape.ts';
import { absent, jsonReadings } from './json-readings.ts';

/**
 * Of what a reader may take a JSON value for, that which is of the same kind: a text in another spelling, a list as a set, an object with its defaults filled
 * in. No scalar of another type, no null for nothing, no item for a list, and no property passed over.
 */
export function strictJsonReadings(value: unknown, shape: ValueShape): readonly unknown[] {
  return jsonReadings(value, shape).filter((reading) => reading !== absent && isOfSameKind(value, reading));
}

function isOfSameKind(value: unknown, reading: unknown): boolean {
  if (value === reading) return true;
  if (typeof value === 'string') return typeof reading === 'string';
  if (typeof value !== 'object' || value === null || typeof reading !== 'object' || reading === null) return false;
  if (Array.isArray(value)) return Array.isArray(reading) && reading.every((item) => value.includes(item));
  return !Array.isArray(reading) && Object.keys(value).every((name) => Object.hasOwn(reading, name));
}
