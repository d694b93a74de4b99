import type { Location } from '../../model/location.ts';
import type { ResolvedSchema, SchemaScope } from '../../model/schema-ref.ts';

/** A schema that has a URI of its own, with everything in it that does not belong to another resource. */
export interface Resource {
  readonly uri: string;
  readonly location: Location;
  readonly scope: SchemaScope;
  /** What `$dynamicRef` and `$recursiveRef` find here. */
  readonly dynamicAnchors: Map<string, ResolvedSchema>;
}
