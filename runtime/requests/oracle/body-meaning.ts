import type { BodyValue } from '../../model/case.ts';
import type { WireRequest } from '../../model/exchange.ts';
import type { Encoding, MediaTypeContent, Operation } from '../../model/operation.ts';
import { bodyFormat } from '../bodies/create-body-writer.ts';
import { presentEntries } from '../json-equal.ts';
import { isJsonMediaType } from '../media-type.ts';
import { partText, scalarText } from '../scalar-text.ts';
import { valueShape } from '../value-shape.ts';
import type { ValueShape } from '../value-shape.ts';
import { wirePairs } from '../wire-pairs.ts';
import { samePairs } from './same-pairs.ts';
import { sameText } from './same-text.ts';

type Meaning = (value: unknown, bytes: WireRequest['body']) => boolean;

const always: Meaning = () => true;

/** Compiles the question whether the plain reading of a body gives back its value. JSON and bytes always do. */
export function bodyMeaning(operation: Operation): (body: BodyValue, bytes: WireRequest['body']) => boolean {
  const meanings = new Map<string, Meaning>();
  return (body, bytes) => {
    if (body.kind === 'raw') return true;
    let meaning = meanings.get(body.mediaType);
    if (meaning === undefined) {
      const content = operation.body?.contents.find(({ mediaType }) => mediaType === body.mediaType);
      meaning = meaningOf(body.mediaType, content);
      meanings.set(body.mediaType, meaning);
    }
    return meaning(body.value, bytes);
  };
}

function meaningOf(mediaType: string, content: MediaTypeContent | undefined): Meaning {
  const shape = valueShape(content?.schema);
  const encodings = content?.encodings ?? new Map<string, Encoding>();
  switch (bodyFormat(mediaType)) {
    case 'form':
      return formMeaning(shape, encodings);
    case 'multipart':
      return (value) => typeof value === 'object' && value !== null && multipartMeaning(value, shape, encodings);
    case 'xml':
      return (value) => sameXml(value, shape);
    case 'text':
      return (value) => sameText(scalarText(value) ?? '', value, shape);
    case 'json-lines':
    case 'json-sequence':
      return (value) => Array.isArray(value) && value.length > 0;
    case 'json':
    case 'yaml':
    case 'binary':
    case undefined:
      return always;
  }
  return always;
}

function formMeaning(shape: ValueShape, encodings: ReadonlyMap<string, Encoding>): Meaning {
  return (value, bytes) => {
    if (typeof value !== 'object' || value === null || typeof bytes !== 'string') return false;
    const entries = presentEntries(value);
    if (entries.length === 0) return false;
    const pairs = wirePairs(bytes, '&');
    const names = new Set(entries.map(([name]) => name));
    return entries.every(([name, member]) => {
      const encoding = encodings.get(name);
      const text = jsonField(member, encoding);
      if (text) return pairs.some(([key, written]) => key === name && sameText(written, member, shape.property(name)));
      const style = encoding?.style ?? 'form';
      const explode = encoding?.explode ?? style === 'form';
      const isForeign = (other: string): boolean => names.has(other) && other !== name;
      return samePairs(pairs, member, { name, style, explode, isForeign }, shape.property(name));
    });
  };
}

/** Objects without a style, and what is documented as JSON, stand as JSON in their field. */
function jsonField(member: unknown, encoding: Encoding | undefined): boolean {
  if (typeof member !== 'object' || member === null) return false;
  if (encoding?.style !== undefined || encoding?.explode !== undefined) return false;
  return !Array.isArray(member) || (encoding?.contentType !== undefined && isJsonMediaType(encoding.contentType));
}

function multipartMeaning(value: object, shape: ValueShape, encodings: ReadonlyMap<string, Encoding>): boolean {
  const entries = presentEntries(value);
  return (
    entries.length > 0 &&
    entries.every(([name, member]) => {
      const field = shape.property(name);
      if (member instanceof Uint8Array || (typeof member === 'string' && field.isBinary)) return true;
      if (!Array.isArray(member) || jsonField(member, encodings.get(name))) return samePart(member, field);
      return member.length > 0 && member.every((item, index) => samePart(item, field.item(index)));
    })
  );
}

function samePart(value: unknown, shape: ValueShape): boolean {
  if (value instanceof Uint8Array) return true;
  return sameText(partText(value) ?? '', value, shape);
}

/** Elements have no types: what is empty vanishes, and blanks at the ends do not survive every parser. */
function sameXml(value: unknown, shape: ValueShape): boolean {
  if (value === null) return false;
  if (Array.isArray(value)) return value.length > 0 && value.every((item, index) => sameXml(item, shape.item(index)));
  if (typeof value === 'object') {
    const entries = presentEntries(value);
    return entries.length > 0 && entries.every(([name, member]) => sameXml(member, shape.property(name)));
  }
  const text = scalarText(value) ?? '';
  return text === text.trim() && !text.includes('\r') && sameText(text, value, shape);
}
