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
  /** How the target is read, where another scope than that of the schema that refers to it applies. */
  readonly scope?: SchemaScope;
}

/** How the schemas of one document, or of one resource in it, are read: their dialect, and where their `$ref`s lead. */
export interface SchemaScope {
  readonly dialect: Dialect;
  /** The vocabularies in force, by the last segment of their URIs. Absent: all of the dialect. */
  readonly vocabularies?: ReadonlySet<string> | undefined;
  /** The targets of dynamic references in this resource, by name: `$dynamicAnchor`s, and `''` for a root with `$recursiveAnchor`. */
  readonly dynamicAnchors?: ReadonlyMap<string, ResolvedSchema> | undefined;
  /** The scope of the resource that a subschema belongs to. Absent where subschemas cannot be resources of their own. */
  scopeAt?(location: Location): SchemaScope;
  /** Follows one `$ref` (not a chain). Throws `UnresolvedRefError` where nothing is found. */
  resolve(ref: string, from: Location): ResolvedSchema;
}

/** A schema as its document has it, untouched, with the place it stands at. */
export interface SchemaRef {
  readonly schema: unknown;
  readonly location: Location;
  readonly scope: SchemaScope;
}
