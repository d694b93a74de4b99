import type { Encoding } from '../../model/operation.ts';
import { formStyle } from '../form-style.ts';
import { isFieldValue, isHeaderName } from '../header-writer.ts';
import { isJsonMediaType } from '../media-type.ts';
import { percentEncode } from '../percent-encode.ts';
import { isWellFormed, jsonText, partText, scalarText } from '../scalar-text.ts';
import { unencodable } from '../unencodable.ts';
import type { Unencodable } from '../unencodable.ts';
import type { ValueShape } from '../value-shape.ts';
import { wirePairs } from '../wire-pairs.ts';
import { binaryContent } from './binary.ts';
import { bodyFormat } from './body-format.ts';
import { xmlDocument } from './xml.ts';

/** One part of a multipart body. */
export interface Part {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly contentType: string | undefined;
  readonly filename: string | undefined;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** What an Encoding Object makes of a field: pairs by its style, one part that holds it all, or a part for each item of a list. */
export type FieldForm = 'styled' | 'whole' | 'items';

/** How a field is written (OpenAPI 3.1.1 §4.8.15: a style, where one is stated, counts instead of the content type). */
export function fieldForm(value: unknown, encoding: Encoding | undefined): FieldForm {
  if (encoding?.style !== undefined || encoding?.explode !== undefined) return 'styled';
  return Array.isArray(value) && !isJson(encoding?.contentType) ? 'items' : 'whole';
}

/** The parts that one field becomes. */
export function fieldParts(
  name: string,
  value: unknown,
  encoding: Encoding | undefined,
  shape: ValueShape,
): readonly Part[] | Unencodable {
  const headers = partHeaders(name, encoding);
  if ('reason' in headers) return headers;
  const form = fieldForm(value, encoding);
  const drafts =
    form === 'styled'
      ? styledParts(name, value, encoding)
      : form === 'items'
        ? (value as readonly unknown[]).map((item) => partOf(name, item, encoding, shape.items))
        : [partOf(name, value, encoding, shape)];
  const parts: Part[] = [];
  for (const draft of drafts) {
    if (draft === undefined || (typeof draft.content === 'string' && !isWellFormed(draft.content + draft.name)))
      return unencodable(`part ${name} holds a value that cannot be written`);
    parts.push({ ...draft, headers });
  }
  return parts;
}

type PartDraft = Omit<Part, 'headers'>;

function styledParts(name: string, value: unknown, encoding: Encoding | undefined): readonly (PartDraft | undefined)[] {
  const text = encodingText(name, value, encoding);
  if (typeof text !== 'string') return [undefined];
  return wirePairs(text, '&').map(([key, content]) => textPart(key, content, undefined));
}

/** A field as it would stand in a form. */
export function encodingText(name: string, value: unknown, encoding: Encoding | undefined): string | Unencodable {
  const style = encoding?.style ?? 'form';
  const explode = encoding?.explode ?? style === 'form';
  const { itemStyles } = encoding ?? {};
  return formStyle(name, { style, explode, encode: percentEncode, separator: '&', itemStyles })(value);
}

function partOf(
  name: string,
  value: unknown,
  encoding: Encoding | undefined,
  shape: ValueShape,
): PartDraft | undefined {
  const contentType = firstMediaType(encoding?.contentType) ?? mediaTypeOf(shape);
  if (isFile(value, contentType, shape)) {
    const content = binaryContent(value);
    if (content === undefined) return undefined;
    return { name, content, contentType: contentType ?? 'application/octet-stream', filename: name };
  }
  if (contentType !== undefined && bodyFormat(contentType) === 'xml') {
    const content = xmlDocument(value, shape, name);
    return typeof content === 'string' ? textPart(name, content, contentType) : undefined;
  }
  const scalar = isJson(contentType) ? undefined : scalarText(value);
  if (scalar !== undefined) return textPart(name, scalar, contentType);
  const json = jsonText(value);
  return json === undefined ? undefined : textPart(name, json, contentType ?? 'application/json');
}

function textPart(name: string, content: string, contentType: string | undefined): PartDraft {
  return { name, content, contentType, filename: undefined };
}

/** Whether a value goes as a file: bytes, what the schema calls binary, and a text that is documented as a type of bytes. */
export function isFile(value: unknown, contentType: string | undefined, shape: ValueShape): boolean {
  if (value instanceof Uint8Array) return true;
  if (typeof value !== 'string') return false;
  return shape.isBinary || (contentType !== undefined && bodyFormat(contentType) === 'binary');
}

/** The type that a schema itself names (3.1 `contentMediaType`), where the value is not text in another encoding. */
function mediaTypeOf(shape: ValueShape): string | undefined {
  const stated = shape.isBinary ? shape.annotation('contentMediaType') : undefined;
  return typeof stated === 'string' ? stated : undefined;
}

/** An encoding may list several types, or ranges of them; a part has one. */
export function firstMediaType(contentType: string | undefined): string | undefined {
  const first = contentType?.split(',')[0]?.trim();
  if (first === undefined || first === '') return undefined;
  return first.includes('*') ? 'application/octet-stream' : first;
}

function isJson(contentType: string | undefined): boolean {
  return contentType !== undefined && isJsonMediaType(contentType);
}

/** The headers that the document gives a value for. Without one a required header cannot be written. */
function partHeaders(name: string, encoding: Encoding | undefined): Part['headers'] | Unencodable {
  const headers: (readonly [string, string])[] = [];
  for (const header of encoding?.headers ?? []) {
    const text = header.value === undefined ? undefined : partText(header.value);
    if (text !== undefined && isHeaderName(header.name) && isFieldValue(text)) headers.push([header.name, text]);
    else if (header.required)
      return unencodable(`part ${name} needs the header ${header.name}, for which the document gives no value`);
  }
  return headers;
}
