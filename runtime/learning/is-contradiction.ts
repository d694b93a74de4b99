import type { ConstraintPlace } from './constraint-place.ts';
import type { Constraint } from './contract.ts';
import { isTextual } from './find-places.ts';

/**
 * Whether a constraint that is confirmed contradicts the document for certain enough to blame one of the two. Not so where a sentence was read; nor for formats, of
 * which each framework has its own idea, and `null`, which many take for nothing; nor, where values are written as text, for types and for lists and objects, which
 * the server may have read by another style.
 */
export function isContradiction(
  { location, demand, confidence }: Constraint,
  { schemas, parameter }: ConstraintPlace,
  mediaType: string,
): boolean {
  if (confidence !== 'likely') return false;
  const isText = location !== 'body' || isTextual(mediaType);
  const { keyword } = demand;
  // Most documents leave other properties open without meaning to.
  if (keyword === 'format' || keyword === 'notNull' || keyword === 'additionalProperties') return false;
  if (keyword === 'required') return true;
  // What the document does not declare was only sent because the server asks for it.
  if (location !== 'body' && parameter === undefined) return false;
  if (keyword === 'unknown') return schemas.length > 0 || location !== 'body';
  if (keyword === 'type') return !isText;
  return !isText || !schemas.some(({ schema }) => isComposite(schema));
}

function isComposite(schema: Readonly<Record<string, unknown>>): boolean {
  const { type } = schema;
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  return (
    types.includes('array') ||
    types.includes('object') ||
    schema['items'] !== undefined ||
    schema['properties'] !== undefined
  );
}
