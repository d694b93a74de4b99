import { pointerTo } from '../model/json.ts';
import type { BodyShape } from './schema-entities.ts';

const none: ReadonlySet<string> = new Set();

/** What a JSON value shows of its kind: of a list the first item stands for all. */
export function shapeOfValue(value: unknown, pointer = ''): BodyShape {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return {
    pointer: pointer === '' ? '/' : pointer,
    types: new Set([typeOf(value)]),
    formats: [],
    members: [],
    get declared() {
      return isObject ? new Set(Object.keys(value)) : none;
    },
    get items() {
      return shapeOfValue(Array.isArray(value) ? (value[0] as unknown) : undefined, pointerTo(pointer, 0));
    },
    property(name) {
      const inner = isObject && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
      return shapeOfValue(inner, pointerTo(pointer, name));
    },
  };
}

function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'bigint') return 'integer';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
