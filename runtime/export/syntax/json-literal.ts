import type { JsonValue } from '../../model/json.ts';
import { list, literal, object, type Expression } from './nodes.ts';

/** A value of JSON as the literal that gives it back. */
export function jsonLiteral(value: JsonValue): Expression {
  if (isList(value)) return list(value.map(jsonLiteral));
  if (typeof value !== 'object' || value === null) return literal(value);
  return object(Object.entries(value).map(([name, inner]) => [name, jsonLiteral(inner ?? null)]));
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
