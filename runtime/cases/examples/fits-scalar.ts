import { compilePattern } from '../../schema/compile-pattern.ts';
import { isMultipleOf } from '../../schema/exact-decimal.ts';
import { hasFormat } from '../../schema/formats.ts';

type Node = Readonly<Record<string, unknown>>;

/**
 * What of a scalar's own keywords a value breaks, in words; `undefined` where it breaks none that is looked at. A quick judgement of
 * one text or number in its own schema: what stands in other schemas, and objects and lists, are for the whole value's check.
 */
export function fitsScalar(schema: Node, value: unknown): string | undefined {
  if (!hasType(schema['type'], value, schema['nullable'] === true || schema['x-nullable'] === true)) {
    return `must be ${[schema['type']].flat().join(' or ')}`;
  }
  if (Array.isArray(schema['enum']) && isScalar(value) && !schema['enum'].includes(value))
    return 'must be one of the enum';
  if (typeof value === 'string') return fitsText(schema, value);
  if (typeof value === 'number') return fitsNumber(schema, value);
  return undefined;
}

function hasType(type: unknown, value: unknown, isNullable: boolean): boolean {
  if (typeof type === 'string') return (isNullable && value === null) || isOfType(type, value);
  return !Array.isArray(type) || type.some((one) => isOfType(one, value));
}

function isOfType(type: unknown, value: unknown): boolean {
  switch (type) {
    case 'string':
    case 'boolean':
    case 'number':
      return typeof value === type;
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return true;
  }
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function fitsText({ minLength, maxLength, pattern, format }: Node, text: string): string | undefined {
  const length = Array.from(text).length; // in code points
  if (typeof minLength === 'number' && length < minLength) return `must have at least ${minLength} characters`;
  if (typeof maxLength === 'number' && length > maxLength) return `must have at most ${maxLength} characters`;
  if (typeof pattern === 'string' && !matches(pattern, text)) return `must match ${pattern}`;
  if (typeof format === 'string' && !hasFormat(format, text)) return `must be ${format}`;
  return undefined;
}

function matches(pattern: string, text: string): boolean {
  try {
    return compilePattern(pattern).test(text);
  } catch {
    return true; // No regular expression: that is another's complaint.
  }
}

function fitsNumber(
  { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf }: Node,
  value: number,
): string | undefined {
  if (typeof minimum === 'number' && (value < minimum || (exclusiveMinimum === true && value === minimum)))
    return `must be >= ${minimum}`;
  if (typeof maximum === 'number' && (value > maximum || (exclusiveMaximum === true && value === maximum)))
    return `must be <= ${maximum}`;
  if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum) return `must be > ${exclusiveMinimum}`;
  if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum) return `must be < ${exclusiveMaximum}`;
  if (typeof multipleOf === 'number' && multipleOf > 0 && !isMultipleOf(value, multipleOf))
    return `must be a multiple of ${multipleOf}`;
  return undefined;
}
