import { UnsupportedMediaTypeError } from '../../errors.ts';
import type { Encoding, MediaTypeContent } from '../../model/operation.ts';
import type { SchemaRef } from '../../model/schema-ref.ts';
import { isJsonMediaType, parseMediaType } from '../media-type.ts';
import { valueShape } from '../value-shape.ts';
import type { BodyWriter } from './body-writer.ts';
import { formBodyWriter } from './form.ts';
import { jsonLinesWriter, jsonWriter } from './json.ts';
import { multipartWriter } from './multipart.ts';
import { binaryWriter, textWriter } from './text.ts';
import { xmlWriter } from './xml.ts';

/** The ways in which bodies are written. */
export type BodyFormat =
  'json' | 'yaml' | 'json-lines' | 'json-sequence' | 'form' | 'multipart' | 'xml' | 'text' | 'binary';

const applicationFormats: Readonly<Record<string, BodyFormat>> = {
  json: 'json',
  '*': 'json',
  yaml: 'yaml',
  'x-yaml': 'yaml',
  'x-ndjson': 'json-lines',
  ndjson: 'json-lines',
  jsonl: 'json-lines',
  'x-jsonlines': 'json-lines',
  'json-seq': 'json-sequence',
  'x-www-form-urlencoded': 'form',
  xml: 'xml',
  'octet-stream': 'binary',
  pdf: 'binary',
  zip: 'binary',
  gzip: 'binary',
};

/** How bodies of a media type are written; `undefined` where they cannot be. */
export function bodyFormat(mediaType: string): BodyFormat | undefined {
  const parsed = parseMediaType(mediaType);
  if (parsed === undefined) return undefined;
  const { type, subtype } = parsed;
  if (isJsonMediaType(mediaType)) return 'json';
  if (subtype.endsWith('+yaml')) return 'yaml';
  if (subtype.endsWith('+xml') || (type === 'text' && subtype === 'xml')) return 'xml';
  if (type === 'text') return subtype === 'yaml' || subtype === 'x-yaml' ? 'yaml' : 'text';
  if (type === 'application')
    return Object.hasOwn(applicationFormats, subtype) ? applicationFormats[subtype] : undefined;
  if (type === 'multipart') return subtype === 'form-data' || subtype === '*' ? 'multipart' : undefined;
  if (type === '*') return 'json';
  return type === 'image' || type === 'audio' || type === 'video' ? 'binary' : undefined;
}

/** The type that is named on the wire where the document has a range. */
function concreteMediaType(mediaType: string, format: BodyFormat): string {
  return mediaType.includes('*') ? (concreteTypes[format] ?? 'application/json') : mediaType;
}

const concreteTypes: Partial<Record<BodyFormat, string>> = {
  multipart: 'multipart/form-data',
  text: 'text/plain',
  binary: 'application/octet-stream',
};

const noEncodings: ReadonlyMap<string, Encoding> = new Map();

/** The writer for a media type. `content` is what the document says of it. Throws `UnsupportedMediaTypeError` where there is none. */
export function createBodyWriter(mediaType: string, content: MediaTypeContent | undefined): BodyWriter {
  const format = bodyFormat(mediaType);
  if (format === undefined) {
    throw new UnsupportedMediaTypeError(`Bodies of type "${mediaType}" cannot be written.`, {
      where: content?.location.pointer,
      hint: 'Document a JSON, form, multipart, XML, text or binary alternative, or leave the operation out.',
    });
  }
  return factories[format](concreteMediaType(mediaType, format), content?.encodings ?? noEncodings, content?.schema);
}

const factories: Readonly<
  Record<
    BodyFormat,
    (contentType: string, encodings: ReadonlyMap<string, Encoding>, schema: SchemaRef | undefined) => BodyWriter
  >
> = {
  json: (contentType) => jsonWriter(contentType),
  // YAML 1.2 is a superset of JSON, and quoted texts need no rules about what else they could be.
  yaml: (contentType) => jsonWriter(contentType),
  'json-lines': (contentType) => jsonLinesWriter(contentType, false),
  'json-sequence': (contentType) => jsonLinesWriter(contentType, true),
  form: (contentType, encodings) => formBodyWriter(contentType, encodings),
  multipart: (contentType, encodings, schema) => multipartWriter(contentType, encodings, valueShape(schema)),
  xml: (contentType, _, schema) => xmlWriter(contentType, valueShape(schema)),
  text: (contentType) => textWriter(contentType),
  binary: (contentType) => binaryWriter(contentType),
};
