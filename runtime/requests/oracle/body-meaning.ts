import type { BodyValue } from '../../model/case.ts';
import type { WireRequest } from '../../model/exchange.ts';
import type { Encoding, MediaTypeContent, Operation } from '../../model/operation.ts';
import { bodyFormat, contentFor } from '../bodies/body-format.ts';
import { looksLikeFile } from '../bodies/sample-file.ts';
import { jsonEqual } from '../json-equal.ts';
import { parseMediaType } from '../media-type.ts';
import { scalarText } from '../scalar-text.ts';
import { serialiserFor } from '../serialiser.ts';
import type { Serialiser } from '../serialiser.ts';
import { mayBe, valueShape } from '../value-shape.ts';
import { formMeaning, multipartMeaning } from './form-meaning.ts';
import { sameText } from './same-text.ts';
import { sameXml } from './same-xml.ts';
import { sameYaml } from './same-yaml.ts';

type Bytes = WireRequest['body'];
type Meaning = (value: unknown, bytes: Bytes) => boolean;

const always: Meaning = () => true;

/** Compiles the question whether the plain reading of a body gives back its value. */
export function bodyMeaning(
  operation: Operation,
  serialisers: readonly Serialiser[],
): (body: BodyValue, bytes: Bytes) => boolean {
  const meanings = new Map<string, Meaning>();
  return (body, bytes) => {
    if (body.kind === 'raw') return true;
    let meaning = meanings.get(body.mediaType);
    if (meaning === undefined) {
      const content = contentFor(operation.body?.contents ?? [], body.mediaType);
      meaning = meaningOf(body.mediaType, content, operation.body?.required === true, serialisers);
      meanings.set(body.mediaType, meaning);
    }
    return meaning(body.value, bytes);
  };
}

function meaningOf(
  mediaType: string,
  content: MediaTypeContent | undefined,
  required: boolean,
  serialisers: readonly Serialiser[],
): Meaning {
  const serialiser = serialiserFor(mediaType, serialisers);
  if (serialiser !== undefined) return serialisedMeaning(serialiser);
  const meaning = formatMeaning(mediaType, content, required);
  return isUnicode(mediaType) ? meaning : (value, bytes) => isAscii(bytes) && meaning(value, bytes);
}

function formatMeaning(mediaType: string, content: MediaTypeContent | undefined, required: boolean): Meaning {
  const shape = valueShape(content?.schema);
  const encodings = content?.encodings ?? new Map<string, Encoding>();
  switch (bodyFormat(mediaType)) {
    case 'form':
      return formMeaning(shape, encodings, required);
    case 'multipart':
      return (value) => typeof value === 'object' && value !== null && multipartMeaning(value, shape, encodings);
    case 'xml':
      return (value) => sameXml(value, shape);
    case 'text':
      return (value) => sameText(scalarText(value) ?? '', value, shape);
    case 'yaml':
      return sameYaml;
    case 'json-lines':
    case 'json-sequence':
      // A document may describe one line alone.
      return (value) => (Array.isArray(value) ? value.length > 0 && mayBe(shape, 'array') : !mayBe(shape, 'array'));
    case 'binary':
      // What is no image is none to a server that looks.
      return (value) => looksLikeFile(value, mediaType, shape);
    case 'json':
      // Fastify refuses every body with this name in it, for fear of prototype poisoning.
      return (_, bytes) => typeof bytes !== 'string' || !bytes.includes('"__proto__"');
    case undefined:
      return always;
  }
  return always;
}

function serialisedMeaning(serialiser: Serialiser): Meaning {
  if (serialiser.read === undefined) return always;
  return (value, bytes) =>
    bytes !== undefined && jsonEqual(serialiser.read?.(typeof bytes === 'string' ? Buffer.from(bytes) : bytes), value);
}

/** Bodies are written in UTF-8, whatever charset the document names. */
function isUnicode(mediaType: string): boolean {
  const charset = parseMediaType(mediaType)?.parameters['charset']?.toLowerCase();
  return charset === undefined || charset === 'utf-8' || charset === 'utf8';
}

/** The characters that (nearly) every charset writes alike. */
function isAscii(bytes: Bytes): boolean {
  if (bytes === undefined) return true;
  return (typeof bytes === 'string' ? Buffer.from(bytes) : bytes).every((byte) => byte < 0x80);
}
