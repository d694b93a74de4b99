import type { MediaTypeContent } from '../../model/operation.ts';
import { isJsonMediaType, mediaTypeMatches, parseMediaType } from '../media-type.ts';

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

const plainest: ReadonlyMap<string, string> = new Map([
  ['text/*', 'text/plain'],
  ['multipart/*', 'multipart/form-data'],
  ['image/*', 'image/png'],
  ['audio/*', 'audio/mpeg'],
  ['video/*', 'video/mp4'],
]);

/** The type that is named on the wire: the plainest of a documented range. */
export function concreteMediaType(documented: string): string {
  if (!documented.includes('*')) return documented;
  const range = documented.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return range.includes('*+') ? range.replace('*', 'vnd.example') : (plainest.get(range) ?? 'application/json');
}

/** What a document says of a body's media type: of the type itself, else of the first range that covers it. */
export function contentFor(contents: readonly MediaTypeContent[], mediaType: string): MediaTypeContent | undefined {
  const exact = contents.find((content) => content.mediaType === mediaType);
  if (exact !== undefined) return exact;
  const actual = parseMediaType(mediaType);
  return (
    actual && contents.find((content) => content.mediaType.includes('*') && mediaTypeMatches(content.mediaType, actual))
  );
}
