import { itemName, xmlHints, xmlName, xmlNode } from '../bodies/xml-hints.ts';
import { presentEntries } from '../json-equal.ts';
import { scalarText } from '../scalar-text.ts';
import type { ValueShape } from '../value-shape.ts';
import { isAmbiguousList, sameText } from './same-text.ts';

/**
 * Whether the plain reading of XML gives back a value. Elements have no types: what is empty vanishes, blanks at the ends do not survive every
 * parser, and two properties of one name cannot be told apart.
 */
export function sameXml(value: unknown, shape: ValueShape): boolean {
  if (value === null) return false;
  if (Array.isArray(value)) return sameItems(value, shape);
  if (typeof value === 'object') {
    const entries = presentEntries(value);
    return (
      entries.length > 0 &&
      hasDistinctNames(entries, shape) &&
      entries.every(([name, member]) => sameXml(member, shape.property(name)))
    );
  }
  const text = scalarText(value) ?? '';
  // Parsers make one blank of any white space in an attribute, and a newline of every line end.
  return text !== '' && text === text.trim() && !/[\r\n\t]/.test(text) && sameText(text, value, shape);
}

function sameItems(items: readonly unknown[], shape: ValueShape): boolean {
  if (items.length === 0 || isAmbiguousList(items, shape)) return false;
  const { nodeType } = xmlHints(shape.items);
  // Texts that follow one another are one text.
  if ((nodeType === 'text' || nodeType === 'cdata') && items.length > 1) return false;
  return items.every((item, index) => sameXml(item, shape.item(index)));
}

/** A text beside elements is no sure sign either. */
function hasDistinctNames(entries: readonly (readonly [string, unknown])[], shape: ValueShape): boolean {
  const names = nodeNames(entries, shape);
  const hasText = names.includes('#text');
  return (
    new Set(names).size === names.length &&
    !(hasText && names.some((name) => !name.startsWith('@') && name !== '#text'))
  );
}

function nodeNames(entries: readonly (readonly [string, unknown])[], shape: ValueShape): readonly string[] {
  return entries.flatMap(([key, member]) => {
    const field = shape.property(key);
    const name = xmlName(field, key);
    switch (xmlNode(field, member)) {
      case 'attribute':
        return [`@${name}`];
      case 'text':
      case 'cdata':
        return ['#text'];
      case 'element':
        return [name];
      case 'none':
        if (Array.isArray(member)) return [itemName(field, name, 0)];
        return typeof member === 'object' && member !== null ? nodeNames(presentEntries(member), field) : ['#text'];
    }
    return [];
  });
}
