import type { Location } from './location.ts';

/** The vocabulary and rules that a schema is read by. */
export type Dialect =
  'draft-04' | 'draft-06' | 'draft-07' | '2019-09' | '2020-12' | 'openapi-2.0' | 'openapi-3.0' | 'openapi-3.1';

/** Requests leave `readOnly` properties out, responses `writeOnly` ones. */
export type Direction = 'request' | 'response';

/** What a `$ref` leads to. */
export interface ResolvedSchema {
  readonly schema: unknown;
  readonly location: Location;
}

/** How the schemas of one document are read: their dialect, and where their `$ref`s lead. */
export interface SchemaScope {
  readonly dialect: Dialect;
  /** Follows one `$ref` (not a chain). Throws `UnresolvedRefError` where nothing is found. */
  resolve(ref: string, from: Location): ResolvedSchema;
}

/** A schema as its document has it, untouched, with the place it stands at. */
export interface SchemaRef {
  readonly schema: unknown;
  readonly location: Location;
  readonly scope: SchemaScope;
}
