interface LineAndColumn {
  readonly line: number;
  readonly column: number;
}

/** The place of a value's key (an element's start); for what is missing, of its nearest ancestor. */
export type Locate = (tokens: readonly string[]) => LineAndColumn;

/** What a parser makes of a text. */
export interface ParsedDocument {
  readonly root: unknown;
  /** The `$ref`s of the document that do not begin with `#`. */
  readonly outerRefs: ReadonlySet<string>;
  /** Reads the same text again, for positions. */
  readonly createLocate: (text: Buffer) => Locate;
}
