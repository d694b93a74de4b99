import type { Dialect } from '../model/schema-ref.ts';

/** How a bare schema is read. */
export interface SchemaOptions {
  /** @default detected from `$schema`, else `'2020-12'` */
  readonly dialect?: Dialect;
  /** The document that `$ref`s of the schema point into. @default the schema itself */
  readonly root?: unknown;
}
