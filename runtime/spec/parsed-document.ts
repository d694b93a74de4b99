export type Syntax = 'json' | 'yaml';

/** What a parser makes of a text. */
export interface ParsedDocument {
  readonly root: unknown;
  readonly syntax: Syntax;
  /** The `$ref`s of the document that do not begin with `#`. */
  readonly outerRefs: ReadonlySet<string>;
}
