import type { BodyValue } from '../../model/case.ts';
import type { MediaTypeContent } from '../../model/operation.ts';
import type { Violation } from '../../model/violation.ts';
import type { Schemas } from '../../schema/schemas.ts';
import { bodyFormat } from '../bodies/body-format.ts';
import { mediaTypeMatches, parseMediaType } from '../media-type.ts';
import { lenientBodies } from './lenient-bodies.ts';
import { violationsIn } from './violations-in.ts';

type RawBody = Extract<BodyValue, { readonly kind: 'raw' }>;

/** Whether some reading of a value of one documented media type is valid. */
type ReadableAs = (content: MediaTypeContent, value: unknown, group: readonly Violation[]) => boolean;

/**
 * Whether some server finds a valid body in bytes: under the type they claim, but also under every other documented one, since many servers never
 * look at the type. A type that is not documented may also be passed over, with the body taken for absent, empty or null.
 */
export function rawReadable(
  { bytes, mediaType }: RawBody,
  contents: readonly MediaTypeContent[],
  {
    schemas,
    isOwnFormat,
    isEmptyReadable,
    readableAs,
  }: {
    readonly schemas: Schemas;
    readonly isOwnFormat: (mediaType: string) => boolean;
    readonly isEmptyReadable: () => boolean;
    readonly readableAs: ReadableAs;
  },
): boolean {
  const actual = parseMediaType(mediaType);
  const isDocumented = actual !== undefined && contents.some((content) => mediaTypeMatches(content.mediaType, actual));
  if ((bytes.length === 0 || !isDocumented) && isEmptyReadable()) return true;
  return contents.some((content) => {
    const { schema } = content;
    const format = bodyFormat(content.mediaType);
    // Nobody can say what a format of the user's own makes of them.
    if (format === undefined || isOwnFormat(content.mediaType)) return true;
    for (const body of lenientBodies(bytes, mediaType, format)) {
      if (body.kind === 'unknown' || schema === undefined) return true;
      const group = violationsIn(body.value, schema, schemas);
      if (group.length === 0 || readableAs(content, body.value, group)) return true;
    }
    return false;
  });
}
