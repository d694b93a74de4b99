/** A body that is not what its media type says, as it goes on the wire. */
export interface MalformedText {
  readonly scenario: string;
  readonly bytes: string | Uint8Array;
  /** Where it differs from that of a well-formed body. */
  readonly contentType?: string;
  /** Sane parsers may take it. */
  readonly doubtful?: true;
}
