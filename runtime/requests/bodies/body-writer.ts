import type { Unencodable } from '../unencodable.ts';

/** A body as it goes on the wire. */
export interface WrittenBody {
  /** Adds the parameters that the content calls for: a boundary, a charset. */
  readonly contentType: string;
  readonly bytes: string | Uint8Array;
}

export type BodyWriter = (value: unknown) => WrittenBody | Unencodable;
