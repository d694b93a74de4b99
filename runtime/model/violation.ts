import type { JsonPointer } from './json.ts';
import type { ParameterLocation } from './operation.ts';

/** Where in a request a value stands. */
export type RequestLocation = ParameterLocation | 'body';

/** Why a value is invalid. */
export interface Violation {
  /** The schema keyword that is broken (`minimum`, `required`, …), `syntax` for a body that cannot be parsed, or `method`. */
  readonly keyword: string;
  /** Where in the value. */
  readonly valuePointer: JsonPointer;
  /** Where in the document the broken keyword stands. */
  readonly schemaPointer: JsonPointer;
  /** The document that pointer is for, where it is known. */
  readonly schemaFile?: string;
  /** What the keyword demands, as a validator says it: `must be <= 100`. */
  readonly demand?: string;
  /** Where in the request; absent for a bare schema. */
  readonly location?: RequestLocation;
  /** The parameter's name, where the value is one. */
  readonly parameter?: string;
}
