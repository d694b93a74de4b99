import type { JsonPointer } from '../model/json.ts';
import type { Location } from '../model/location.ts';
import type { Direction, SchemaRef } from '../model/schema-ref.ts';

/** One reason why a value breaks a schema. */
export interface SchemaIssue {
  readonly keyword: string;
  /** Where in the value. */
  readonly valuePointer: JsonPointer;
  /** Where the broken keyword stands in the document. */
  readonly location: Location;
  /** What the keyword demands, e.g. `must be >= 1`. */
  readonly message: string;
  /** The keyword's own facts (`missingProperty`, `limit`, `format`, …). */
  readonly params: Readonly<Record<string, unknown>>;
  /** Set where the verdict rests on a keyword that validators are known to disagree about. */
  readonly uncertain: boolean;
}

/** The schemas of one API, lowered and compiled on first use, in a bounded cache. */
export interface Schemas {
  /** All issues of a value; none means valid. Throws `InvalidSchemaError`, `UnresolvedRefError`. */
  issues(schema: SchemaRef, value: unknown, direction: Direction): readonly SchemaIssue[];
  /** The verdict alone: cheaper. Throws as `issues` does. */
  isValid(schema: SchemaRef, value: unknown, direction: Direction): boolean;
}
