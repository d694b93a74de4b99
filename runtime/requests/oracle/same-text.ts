import type { ListStyle } from '../../model/operation.ts';
import { jsonEqual } from '../json-equal.ts';
import { delimiterOf, scalarText } from '../scalar-text.ts';
import type { ValueShape } from '../value-shape.ts';
import { plainReadings } from './plain-reading.ts';

/** Whether the plain reading of a text is the value that was meant. No text is sure to be read as `null`. */
export function sameText(text: string, meant: unknown, shape: ValueShape): boolean {
  if (meant === null) return false;
  if (typeof meant === 'object') return sameJson(text, meant);
  const { types } = shape;
  if (types === undefined) return scalarText(meant) === text;
  // The common cases, where there is one reading: text where only text may stand, and a number, which JSON writes as `String` does.
  if (typeof meant === 'string' && types.size === 1) return types.has('string') && text === meant;
  if (typeof meant === 'number' && text === String(meant))
    return types.has(Number.isInteger(meant) && types.has('integer') ? 'integer' : 'number');
  if (typeof meant === 'bigint') return String(meant) === text;
  return plainReadings(text, shape)[0] === meant;
}

/** What is nested deeper than a style can say is JSON, as Swagger UI writes it. */
function sameJson(text: string, meant: object): boolean {
  try {
    return jsonEqual(JSON.parse(text), meant);
  } catch {
    return false;
  }
}

/** The same for the items of a list, whose own lists are written in these styles. */
export function sameTexts(
  texts: readonly string[],
  meant: readonly unknown[],
  shape: ValueShape,
  itemStyles?: readonly ListStyle[],
): boolean {
  return (
    texts.length === meant.length &&
    texts.every((text, index) => sameItem(text, meant[index], shape.item(index), itemStyles))
  );
}

function sameItem(text: string, meant: unknown, shape: ValueShape, itemStyles: readonly ListStyle[] = []): boolean {
  const [style, ...inner] = itemStyles;
  if (style === undefined || !Array.isArray(meant)) return sameText(text, meant, shape);
  if (meant.length === 0 || (meant.length === 1 && (meant[0] === '' || isAmbiguousList(meant, shape)))) return false;
  return sameTexts(text.split(delimiterOf(style)), meant, shape, inner);
}

/** The same for the members of an object, given as names and texts. */
export function sameMembers(
  pairs: readonly (readonly [string, string])[],
  meant: readonly (readonly [string, unknown])[],
  shape: ValueShape,
): boolean {
  if (pairs.length !== meant.length) return false;
  const texts = new Map(pairs);
  if (texts.size !== pairs.length) return false;
  return meant.every(([name, value]) => {
    const text = texts.get(name);
    return text !== undefined && sameText(text, value, shape.property(name));
  });
}

/** A list of one and a scalar look the same: where the schema allows both, the reader cannot tell. */
export function isAmbiguousList(meant: readonly unknown[], { types }: ValueShape): boolean {
  if (meant.length !== 1 || types === undefined) return meant.length === 1;
  for (const type of types) if (type !== 'array' && type !== 'null') return true;
  return false;
}

/** `a,1,b,2` as pairs; `undefined` where one is left over. */
export function alternating(texts: readonly string[]): readonly (readonly [string, string])[] | undefined {
  if (texts.length % 2 !== 0) return undefined;
  const pairs: (readonly [string, string])[] = [];
  for (let i = 0; i + 1 < texts.length; i += 2) pairs.push([texts[i] ?? '', texts[i + 1] ?? '']);
  return pairs;
}

/** `a=1` as pairs; `undefined` where a part has no `=`. */
export function assignments(texts: readonly string[]): readonly (readonly [string, string])[] | undefined {
  const pairs: (readonly [string, string])[] = [];
  for (const text of texts) {
    const equals = text.indexOf('=');
    if (equals === -1) return undefined;
    pairs.push([text.slice(0, equals), text.slice(equals + 1)]);
  }
  return pairs;
}
