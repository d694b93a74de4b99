import type { HeaderDefinition, ParameterSerialization } from '../model/operation.ts';
import type { SchemaRef } from '../model/schema-ref.ts';
import { isJsonMediaType } from './media-type.ts';
import { plainReadings } from './oracle/plain-reading.ts';
import { valueShape } from './value-shape.ts';
import type { ValueShape } from './value-shape.ts';

const shapes = new WeakMap<SchemaRef, ValueShape>();

/**
 * The values that a response header may stand for: its text, and what its schema's types make of that. `values` are the lines of one name, which
 * mean the same as one line with commas (RFC 9110 §5.3). The header is invalid only if none of the readings is valid.
 */
export function readHeader(definition: HeaderDefinition, values: readonly string[]): readonly unknown[] {
  const text = values.join(', ');
  const { serialization } = definition;
  if (serialization.kind === 'content') return contentReadings(text, serialization.mediaType);
  const shape = shapeOf(definition.schema);
  const readings: unknown[] = [];
  for (const line of values.length === 1 ? [text] : [text, ...values])
    readings.push(line, ...plainReadings(line, shape));
  if (mayBe(shape, 'array')) readings.push(...listReadings(values, shape));
  if (mayBe(shape, 'object')) readings.push(objectReading(text, serialization, shape));
  return readings;
}

function shapeOf(schema: SchemaRef | undefined): ValueShape {
  if (schema === undefined) return valueShape(undefined);
  let shape = shapes.get(schema);
  if (shape === undefined) {
    shape = valueShape(schema);
    shapes.set(schema, shape);
  }
  return shape;
}

function mayBe({ types }: ValueShape, type: 'array' | 'object'): boolean {
  return types?.has(type) === true;
}

function contentReadings(text: string, mediaType: string): readonly unknown[] {
  if (!isJsonMediaType(mediaType)) return [text];
  try {
    return [JSON.parse(text)];
  } catch {
    return [text];
  }
}

/** Split at every comma, or at the lines alone: dates and cookies hold commas of their own. */
function listReadings(values: readonly string[], shape: ValueShape): readonly unknown[] {
  const items = splitList(values.join(','));
  const lists = values.length > 1 ? [items, values] : [items];
  return lists.flatMap((list) => [list, list.map((item, index) => plainReadings(item, shape.item(index))[0] ?? item)]);
}

/** RFC 9110 §5.6.1: blanks around the commas, and empty elements, mean nothing. */
function splitList(text: string): readonly string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function objectReading(
  text: string,
  serialization: ParameterSerialization,
  shape: ValueShape,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const parts = splitList(text);
  const explode = serialization.kind === 'style' && serialization.explode;
  for (let i = 0; i < parts.length; i += explode ? 1 : 2) {
    const part = parts[i] ?? '';
    const equals = part.indexOf('=');
    const name = explode && equals !== -1 ? part.slice(0, equals) : part;
    const value = explode ? (equals === -1 ? '' : part.slice(equals + 1)) : (parts[i + 1] ?? '');
    result[name] = plainReadings(value, shape.property(name))[0] ?? value;
  }
  return result;
}
