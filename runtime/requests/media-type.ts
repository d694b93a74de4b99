import { parse } from 'content-type';

/** A parsed media type: all names in lower case, parameter values as they were. */
export interface MediaType {
  readonly type: string;
  readonly subtype: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const cacheSize = 500;
const cache = new Map<string, MediaType | undefined>();

/** Reads a media type (RFC 9110 §8.3.1). `undefined` where the text is none. */
export function parseMediaType(text: string): MediaType | undefined {
  if (cache.has(text)) return cache.get(text);
  // Servers choose this text, so the cache is bounded; real ones use a handful.
  if (cache.size >= cacheSize) cache.clear();
  const parsed = parseOnce(text);
  cache.set(text, parsed);
  return parsed;
}

function parseOnce(text: string): MediaType | undefined {
  try {
    const { type, parameters } = parse(text);
    const slash = type.indexOf('/');
    return { type: type.slice(0, slash), subtype: type.slice(slash + 1), parameters };
  } catch {
    return undefined;
  }
}

/** Whether a documented media type or range covers an actual one. Parameters are ignored, wildcards count on the documented side only. */
export function mediaTypeMatches(documented: string, actual: MediaType): boolean {
  const range = parseMediaType(documented);
  if (range === undefined) return false;
  if (range.type === '*') return range.subtype === '*' || range.subtype === actual.subtype;
  if (range.type !== actual.type) return false;
  if (range.subtype === '*' || range.subtype === actual.subtype) return true;
  // `application/*+json`: not in RFC 9110, but documents have it.
  return range.subtype.startsWith('*+') && actual.subtype.endsWith(range.subtype.slice(1));
}

/** Whether bodies of this type are JSON: `application/json`, `text/json` and every `+json` (RFC 6839 §3.1). */
export function isJsonMediaType(text: string): boolean {
  const mediaType = parseMediaType(text);
  if (mediaType === undefined) return false;
  const { type, subtype } = mediaType;
  return (subtype === 'json' && (type === 'application' || type === 'text')) || subtype.endsWith('+json');
}
