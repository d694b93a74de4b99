import type { JsonPointer } from './json.ts';

/** A place in a document: the file (absolute path or URL) and a pointer into it. */
export interface Location {
  readonly file: string;
  readonly pointer: JsonPointer;
}

/** A location as a person finds it. Lines and columns count from 1. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly pointer: JsonPointer;
}
