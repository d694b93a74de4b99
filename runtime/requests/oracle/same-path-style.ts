import { presentEntries } from '../json-equal.ts';
import type { PathStyle } from '../path-style.ts';
import { delimiterOf } from '../scalar-text.ts';
import type { ValueShape } from '../value-shape.ts';
import { alternating, assignments, isAmbiguousList, sameMembers, sameText, sameTexts } from './same-text.ts';

interface NamedStyle extends PathStyle {
  readonly name: string;
}

/**
 * Whether decoded text in the style `simple`, `label` or `matrix` reads back as what was meant. Text is decoded before it is split, as most
 * frameworks do, so a part that holds the delimiter fails.
 */
export function samePathStyle(
  text: string,
  meant: unknown,
  { name, style, explode, itemStyles }: NamedStyle,
  shape: ValueShape,
): boolean {
  const first = style === 'label' ? '.' : style === 'matrix' ? ';' : '';
  if (!text.startsWith(first)) return false;
  let rest = text.slice(first.length);
  const isList = Array.isArray(meant);
  if (style === 'matrix') {
    if (typeof meant === 'object' && explode) return sameExploded(rest.split(';'), name, meant, shape);
    if (rest !== name && !rest.startsWith(`${name}=`)) return false;
    rest = rest.slice(name.length + 1);
  }
  if (typeof meant !== 'object' || meant === null) return sameText(rest, meant, shape);
  const texts = rest.split(explode && style === 'label' ? '.' : delimiterOf(style));
  if (isList) return !isAmbiguousList(meant, shape) && sameTexts(texts, meant, shape, itemStyles);
  const pairs = explode ? assignments(texts) : alternating(texts);
  return pairs !== undefined && sameMembers(pairs, presentEntries(meant), shape);
}

/** `;color=blue;color=black`, `;R=100;G=200`. */
function sameExploded(parts: readonly string[], name: string, meant: object | null, shape: ValueShape): boolean {
  if (meant === null) return false;
  const pairs = assignments(parts.map((part) => (part.includes('=') ? part : `${part}=`)));
  if (pairs === undefined) return false;
  if (!Array.isArray(meant)) return sameMembers(pairs, presentEntries(meant), shape);
  if (pairs.some(([key]) => key !== name) || isAmbiguousList(meant, shape)) return false;
  return sameTexts(
    pairs.map(([, text]) => text),
    meant,
    shape,
  );
}
