import { presentEntries } from '../json-equal.ts';
import type { ValueShape } from '../value-shape.ts';
import { textsOf } from '../wire-pairs.ts';
import type { Pair } from '../wire-pairs.ts';
import { alternating, isAmbiguousList, sameMembers, sameText, sameTexts } from './same-text.ts';

interface PairStyle {
  readonly name: string;
  readonly style: string;
  readonly explode: boolean;
  /** Names that belong to other parameters or properties. */
  readonly isForeign: (name: string) => boolean;
}

const delimiters: Readonly<Record<string, string>> = {
  form: ',',
  spaceDelimited: ' ',
  pipeDelimited: '|',
  tabDelimited: '\t',
};

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
    if (entries.some(([name]) => style.isForeign(name))) return false;
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
  { name, style, explode }: PairStyle,
  shape: ValueShape,
): boolean {
  if (meant.length === 1 && (meant[0] === '' || isAmbiguousList(meant, shape))) return false;
  const texts = textsOf(pairs, name);
  return sameTexts(explode ? texts : splitOne(texts, style), meant, shape);
}

function splitOne(texts: readonly string[], style: string): readonly string[] {
  const [text, ...more] = texts;
  return text === undefined || more.length > 0 ? [] : text.split(delimiters[style] ?? ',');
}

/** Every leaf must stand once under its bracketed name, and no name may hold brackets of its own. */
function sameDeep(pairs: readonly Pair[], name: string, meant: object, shape: ValueShape): boolean {
  return presentEntries(meant).every(([key, member]) => {
    if (key === '' || /[[\]]/.test(key)) return false;
    const inner = `${name}[${key}]`;
    const innerShape = Array.isArray(meant) ? shape.item(Number(key)) : shape.property(key);
    if (typeof member === 'object' && member !== null) {
      return presentEntries(member).length > 0 && sameDeep(pairs, inner, member, innerShape);
    }
    const [text, ...more] = textsOf(pairs, inner);
    return text !== undefined && more.length === 0 && sameText(text, member, innerShape);
  });
}
