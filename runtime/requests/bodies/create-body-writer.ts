import { UnsupportedMediaTypeError } from '../../errors.ts';
import type { Encoding, MediaTypeContent } from '../../model/operation.ts';
import type { SchemaRef } from '../../model/schema-ref.ts';
import { serialiserFor } from '../serialiser.ts';
import type { Serialiser } from '../serialiser.ts';
import { valueShape } from '../value-shape.ts';
import { binaryWriter } from './binary.ts';
import { bodyFormat, concreteMediaType } from './body-format.ts';
import type { BodyFormat } from './body-format.ts';
import type { BodyWriter } from './body-writer.ts';
import { formBodyWriter } from './form.ts';
import { jsonLinesWriter, jsonWriter } from './json.ts';
import { multipartWriter } from './multipart.ts';
import { serialisedWriter } from './serialised.ts';
import { textWriter } from './text.ts';
import { xmlWriter } from './xml.ts';

const noEncodings: ReadonlyMap<string, Encoding> = new Map();

/**
 * The writer for a media type. `content` is what the document says of it. Throws `UnsupportedMediaTypeError` where there is none.
 */
export function createBodyWriter(
  mediaType: string,
  content: MediaTypeContent | undefined,
  serialisers: readonly Serialiser[] = [],
): BodyWriter {
  const where = content?.location.pointer;
  const serialiser = serialiserFor(mediaType, serialisers);
  if (serialiser !== undefined) return serialisedWriter(mediaType, serialiser);
  const format = bodyFormat(mediaType);
  if (format === undefined) throw unsupportedMediaType(mediaType, where);
  return factories[format](concreteMediaType(mediaType), content?.encodings ?? noEncodings, content?.schema);
}

/** The error for a media type that nothing can write. `where` is the place in the document that asks for it. */
export function unsupportedMediaType(mediaType: string, where: string | undefined): UnsupportedMediaTypeError {
  return new UnsupportedMediaTypeError(`No serialiser can write bodies of type "${mediaType}".`, {
    where,
    hint: 'Register a serialiser for the type (serialisers in api-test-gen.config.ts), document a JSON, YAML, form, multipart, XML, text or binary alternative, or leave the operation out.',
  });
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
