import type { WireRequest } from '../../model/exchange.ts';
import type { Encoding } from '../../model/operation.ts';
import type { Encodings } from '../bodies/form.ts';
import { encodingText, fieldForm, firstMediaType, isFile } from '../bodies/multipart-part.ts';
import { bodyFormat } from '../bodies/body-format.ts';
import { presentEntries } from '../json-equal.ts';
import { isJsonMediaType } from '../media-type.ts';
import { partText } from '../scalar-text.ts';
import type { ValueShape } from '../value-shape.ts';
import { wirePairs } from '../wire-pairs.ts';
import type { Pair } from '../wire-pairs.ts';
import { samePairs } from './same-pairs.ts';
import { isAmbiguousList, sameText } from './same-text.ts';
import { sameXml } from './same-xml.ts';

/** Whether the plain reading of a form gives back its fields. An empty form may count as no body at all: that is only right where none is required. */
export function formMeaning(
  shape: ValueShape,
  encodings: Encodings,
  required: boolean,
): (value: unknown, bytes: WireRequest['body']) => boolean {
  return (value, bytes) => {
    if (typeof value !== 'object' || value === null || typeof bytes !== 'string') return false;
    const entries = presentEntries(value);
    if (entries.length === 0) return !required;
    const pairs = wirePairs(bytes, '&');
    const names = new Set(entries.map(([name]) => name));
    return entries.every(([name, member]) => {
      const encoding = encodings.get(name);
      if (jsonField(member, encoding))
        return pairs.some(([key, written]) => key === name && sameText(written, member, shape.property(name)));
      return sameStyled(pairs, name, member, encoding, names, shape.property(name));
    });
  };
}

function sameStyled(
  pairs: readonly Pair[],
  name: string,
  member: unknown,
  encoding: Encoding | undefined,
  names: ReadonlySet<string>,
  shape: ValueShape,
): boolean {
  const style = encoding?.style ?? 'form';
  const explode = encoding?.explode ?? style === 'form';
  const isForeign = (other: string): boolean => names.has(other) && other !== name;
  return samePairs(pairs, member, { name, style, explode, isForeign, itemStyles: encoding?.itemStyles }, shape);
}

/** Objects without a style, and what is documented as JSON, stand as JSON in their field. */
function jsonField(member: unknown, encoding: Encoding | undefined): boolean {
  if (typeof member !== 'object' || member === null) return false;
  if (encoding?.style !== undefined || encoding?.explode !== undefined) return false;
  return !Array.isArray(member) || (encoding?.contentType !== undefined && isJsonMediaType(encoding.contentType));
}

/** The same of multipart. */
export function multipartMeaning(value: object, shape: ValueShape, encodings: Encodings): boolean {
  const entries = presentEntries(value);
  const names = new Set(entries.map(([name]) => name));
  return (
    entries.length > 0 &&
    entries.every(([name, member]) => {
      const field = shape.property(name);
      const encoding = encodings.get(name);
      switch (fieldForm(member, encoding)) {
        case 'styled':
          // The parts are the pairs that a form would have.
          return sameStyledParts(name, member, encoding, names, field);
        case 'items':
          return sameItems(member as readonly unknown[], encoding, field);
        case 'whole':
          return samePart(member, encoding, field);
      }
      return false;
    })
  );
}

function sameStyledParts(
  name: string,
  member: unknown,
  encoding: Encoding | undefined,
  names: ReadonlySet<string>,
  shape: ValueShape,
): boolean {
  const written = encodingText(name, member, encoding);
  return typeof written === 'string' && sameStyled(wirePairs(written, '&'), name, member, encoding, names, shape);
}

function sameItems(items: readonly unknown[], encoding: Encoding | undefined, shape: ValueShape): boolean {
  if (items.length === 0 || isAmbiguousList(items, shape)) return false;
  return items.every((item, index) => samePart(item, encoding, shape.item(index)));
}

function samePart(value: unknown, encoding: Encoding | undefined, shape: ValueShape): boolean {
  const contentType = firstMediaType(encoding?.contentType);
  if (isFile(value, contentType, shape)) return true;
  const format = contentType === undefined ? undefined : bodyFormat(contentType);
  if (format === 'json') return true;
  if (format === 'xml') return sameXml(value, shape);
  return sameText(partText(value) ?? '', value, shape);
}
