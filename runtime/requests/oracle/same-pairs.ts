import { presentEntries } from '../json-equal.ts';
import type { PathStyle } from '../path-style.ts';
import { delimiterOf, scalarText } from '../scalar-text.ts';
import type { ValueShape } from '../value-shape.ts';
import { textsOf } from '../wire-pairs.ts';
import type { Pair } from '../wire-pairs.ts';
import { alternating, isAmbiguousList, sameMembers, sameText, sameTexts } from './same-text.ts';

interface PairStyle extends PathStyle {
  readonly name: string;
  /** Names that belong to other parameters or properties. */
  readonly isForeign: (name: string) => boolean;
}

/**
 * Whether the pairs of a query, form or cookie header read back as what was meant for one name. What vanishes (an empty list or object) does not,
 * nor does a list whose only item is empty.
 */
export function samePairs(pairs: readonly Pair[], meant: unknown, style: PairStyle, shape: ValueShape): boolean {
  if (typeof meant !== 'object' || meant === null) {
    const [text, ...more] = textsOf(pairs, style.name);
    return text !== undefined && more.length === 0 && sameText(text, meant, shape);
  }
  const entries = presentEntries(meant);
  if (entries.length === 0) return false;
  if (style.style === 'deepObject') return sameDeep(pairs, style.name, meant, shape);
  if (Array.isArray(meant)) return sameList(pairs, meant, style, shape);
  if (style.explode) {
    // qs leaves out what every object inherits.
    if (entries.some(([name]) => style.isForeign(name) || name in Object.prototype)) return false;
    const names = new Set(entries.map(([name]) => name));
    return sameMembers(
      pairs.filter(([name]) => names.has(name)),
      entries,
      shape,
    );
  }
  const members = alternating(splitOne(textsOf(pairs, style.name), style.style));
  return members !== undefined && sameMembers(members, entries, shape);
}

function sameList(
  pairs: readonly Pair[],
  meant: readonly unknown[],
  { name, style, explode, itemStyles }: PairStyle,
  shape: ValueShape,
): boolean {
  if (meant.length === 1 && (meant[0] === '' || isAmbiguousList(meant, shape))) return false;
  const texts = textsOf(pairs, name);
  return sameTexts(explode ? texts : splitOne(texts, style), meant, shape, itemStyles);
}

function splitOne(texts: readonly string[], style: string): readonly string[] {
  const [text, ...more] = texts;
  return text === undefined || more.length > 0 ? [] : text.split(delimiterOf(style));
}

/**
 * Every leaf must stand once under its bracketed name, and no name may hold brackets of its own, nor may all be numbers: readers would make a
 * list of the object.
 */
function sameDeep(pairs: readonly Pair[], name: string, meant: object, shape: ValueShape): boolean {
  // Brackets make a list of one item a list.
  if (Array.isArray(meant) && meant.every((item) => scalarText(item) !== undefined))
    return !(meant.length === 1 && meant[0] === '') && sameTexts(textsOf(pairs, `${name}[]`), meant, shape);
  const entries = presentEntries(meant);
  if (!Array.isArray(meant) && entries.every(([key]) => /^\d+$/.test(key))) return false;
  return entries.every(([key, member]) => {
    if (key === '' || /[[\]]/.test(key) || key in Object.prototype) return false;
    const inner = `${name}[${key}]`;
    const innerShape = Array.isArray(meant) ? shape.item(Number(key)) : shape.property(key);
    if (typeof member === 'object' && member !== null) {
      return presentEntries(member).length > 0 && sameDeep(pairs, inner, member, innerShape);
    }
    const [text, ...more] = textsOf(pairs, inner);
    return text !== undefined && more.length === 0 && sameText(text, member, innerShape);
  });
}
