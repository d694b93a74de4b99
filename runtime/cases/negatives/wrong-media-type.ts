import type { JsonPointer } from '../../model/json.ts';
import { bodyFormat } from '../../requests/bodies/body-format.ts';
import { mediaTypeMatches, parseMediaType } from '../../requests/media-type.ts';
import type { OperationContext } from '../operation-context.ts';
import { needsBody } from './no-body.ts';
import type { Negative } from './negative.ts';

const wrongType = 'text/plain';
/** No JSON, no XML, no form with a name that anybody has, no multipart. */
const prose = 'This is plain text, which nobody asked for.';

/**
 * Bodies of a type that the document does not list, and without any type: prose, so that neither a server that looks at the content instead, nor one
 * that leaves a body of another type unread, finds what it needs. Nothing where the operation may do without its body, or where the prose could
 * be what it takes.
 */
export function wrongMediaTypes(context: OperationContext): readonly Negative[] {
  const { operation, bodies } = context;
  const actual = parseMediaType(wrongType);
  if (operation.body === undefined || operation.body.assumesMediaTypes || actual === undefined) return [];
  if (!needsBody(context)) return [];
  const isTaken = bodies.some(
    ({ content, serialiser, isValid }) =>
      serialiser !== undefined ||
      mediaTypeMatches(content.mediaType, actual) ||
      isRaw(content.mediaType) ||
      isValid(prose) ||
      isValid({ [prose]: '' }),
  );
  if (isTaken) return [];
  const { contents, location } = operation.body;
  const types = contents.map(({ mediaType }) => mediaType).join(' or ');
  const negative = (scenario: string, mediaType: string): Negative => ({
    scenario,
    doubtful: false,
    violation: {
      keyword: 'mediaType',
      valuePointer: '' as JsonPointer,
      schemaPointer: location.pointer,
      schemaFile: location.file,
      demand: `must be ${types}`,
      location: 'body',
    },
    apply(draft) {
      draft.body = { kind: 'raw', mediaType, bytes: prose };
    },
  });
  return [negative('unsupported_media_type', wrongType), negative('missing_content_type', '')];
}

/** Servers take any bytes, or any text, for one of these. */
function isRaw(mediaType: string): boolean {
  const format = bodyFormat(mediaType);
  return mediaType.includes('*') || format === undefined || format === 'text' || format === 'binary';
}
