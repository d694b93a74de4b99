import { mediaTypeMatches, parseMediaType } from './media-type.ts';

/** How bodies of a media type are written that we do not know, or that the user knows better. */
export interface Serialiser {
  /** A media type or range (`application/x-protobuf`, `application/*`), compared without parameters and case. */
  readonly mediaType: string;
  /**
   * The body's bytes, a string as UTF-8; `undefined` for a value that the type cannot carry. The same value must give the same bytes. Values
   * that break the schema come too.
   */
  write(value: unknown, contentType: string): string | Uint8Array | undefined;
  /**
   * Reads such bytes. Where it is given, a valid value is only sent if it is what comes back, and an invalid one if what comes back is
   * invalid. Without it, invalid values only show whether the server copes: writing may have mended them.
   */
  read?(bytes: Uint8Array): unknown;
}

/** The first serialiser for a media type. Registered ones come before our own. */
export function serialiserFor(mediaType: string, serialisers: readonly Serialiser[]): Serialiser | undefined {
  if (serialisers.length === 0) return undefined;
  const actual = parseMediaType(mediaType);
  return actual && serialisers.find((serialiser) => mediaTypeMatches(serialiser.mediaType, actual));
}
