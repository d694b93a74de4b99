import type { MediaTypeContent } from '../model/operation.ts';
import { mediaTypeMatches, parseMediaType } from '../requests/media-type.ts';

/** The most specific documented media type that the actual one fits: an exact one before a wildcard. */
export function documentedContent(
  contents: readonly MediaTypeContent[],
  contentType: string,
): MediaTypeContent | undefined {
  const actual = parseMediaType(contentType);
  if (actual === undefined) return undefined;
  const matching = contents.filter((content) => mediaTypeMatches(content.mediaType, actual));
  return matching.find((content) => !content.mediaType.includes('*')) ?? matching[0];
}
