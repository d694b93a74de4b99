import type { JsonPointer } from '../../model/json.ts';
import { bodyFormat } from '../../requests/bodies/body-format.ts';
import { createBodyWriter } from '../../requests/bodies/create-body-writer.ts';
import type { WrittenBody } from '../../requests/bodies/body-writer.ts';
import { isJsonMediaType } from '../../requests/media-type.ts';
import type { BodySource } from '../operation-context.ts';
import { malformedForm } from './malformed-form.ts';
import { malformedJson, unknownCharset } from './malformed-json.ts';
import { malformedMultipart } from './malformed-multipart.ts';
import type { MalformedText } from './malformed-text.ts';
import { withMark } from './mark-text.ts';
import type { Negative } from './negative.ts';

/** Whether a body can be broken as text: where the document says what it must hold, and its syntax can be broken. */
export function canBeMalformed({ mediaType, content, serialiser }: BodySource): boolean {
  // What the user's own syntax forbids is not known.
  if (content.schema === undefined || serialiser !== undefined) return false;
  const format = bodyFormat(mediaType);
  return isJsonMediaType(mediaType) || format === 'form' || format === 'multipart' || format === 'xml';
}

/** Bodies near to the given value that cannot be parsed, always the same ones and in the same order. */
export function malformedBodies(source: BodySource, value: unknown): readonly Negative[] {
  return textsOf(source, value).map(({ scenario, bytes, contentType = source.mediaType, doubtful = false }) => ({
    scenario,
    doubtful,
    violation: {
      keyword: 'syntax',
      valuePointer: '' as JsonPointer,
      schemaPointer: source.content.location.pointer,
      schemaFile: source.content.location.file,
      demand: `must be ${source.mediaType}`,
      location: 'body',
    },
    apply(draft) {
      draft.body = { kind: 'raw', mediaType: contentType, bytes };
    },
  }));
}

function textsOf(source: BodySource, value: unknown): readonly MalformedText[] {
  const body = written(source, value);
  if (body === undefined) return [];
  const format = bodyFormat(source.mediaType);
  if (format === 'multipart') return malformedMultipart(body, !source.isValid({}));
  const marked = written(source, withMark(value))?.bytes;
  if (typeof body.bytes !== 'string' || typeof marked === 'object') return [];
  if (isJsonMediaType(source.mediaType))
    return [...malformedJson(body.bytes, marked), unknownCharset(body.bytes, source.mediaType)];
  if (format === 'form') return marked === undefined ? [] : malformedForm(marked);
  return malformedXml(body.bytes);
}

function written({ mediaType, content }: BodySource, value: unknown): WrittenBody | undefined {
  if (value === undefined) return undefined;
  const body = createBodyWriter(mediaType, content)(value);
  return 'bytes' in body ? body : undefined;
}

/** Without the last end tag: no XML (§2.1), but there are parsers that mend it. */
function malformedXml(text: string): readonly MalformedText[] {
  const end = text.lastIndexOf('</');
  return end === -1 ? [] : [{ scenario: 'malformed_xml_unterminated', bytes: text.slice(0, end), doubtful: true }];
}
