import { pointerTokens } from '../../model/json.ts';
import type { Encoding, MediaTypeContent } from '../../model/operation.ts';
import type { Violation } from '../../model/violation.ts';
import { ownValue } from '../own-value.ts';
import { jsonText } from '../scalar-text.ts';
import type { ValueShape } from '../value-shape.ts';

/**
 * A form without the violated fields that hold objects, and with their JSON as plain text: no standard says how an object stands in a form, so
 * many servers ignore such a field or never parse it. An Encoding Object says how, and then they should.
 */
export function unparsedForms(
  root: object,
  violations: readonly Violation[],
  { encodings }: MediaTypeContent,
  shape: ValueShape,
): readonly object[] {
  const without: Record<string, unknown> = { ...root };
  const asText: Record<string, unknown> = { ...root };
  let found = false;
  for (const { valuePointer } of violations) {
    const [name] = pointerTokens(valuePointer);
    const value = name === undefined ? undefined : ownValue(root as Record<string, unknown>, name);
    if (name === undefined || value === undefined || isExplicit(encodings.get(name))) continue;
    if (!holdsObjects(value) && !mayHoldObjects(shape.property(name))) continue;
    found = true;
    delete without[name];
    asText[name] = typeof value === 'string' ? value : (jsonText(value) ?? '');
  }
  return found ? [without, asText] : [];
}

function isExplicit(encoding: Encoding | undefined): boolean {
  return encoding?.contentType !== undefined || encoding?.style !== undefined || encoding?.explode !== undefined;
}

function holdsObjects(value: unknown): boolean {
  if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return false;
  return !Array.isArray(value) || value.some((item) => typeof item === 'object' && item !== null);
}

/** A text that stands for an object is ignored as the object would be. */
function mayHoldObjects({ types, items }: ValueShape): boolean {
  return types?.has('object') === true || (types?.has('array') === true && items.types?.has('object') === true);
}
