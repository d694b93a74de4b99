import type { Dialect } from '../model/schema-ref.ts';

/** How a bare schema is read. */
export interface SchemaOptions {
  /** @default detected from `$schema`, else `'2020-12'` */
  readonly dialect?: Dialect;
  /** The document that `$ref`s of the schema point into. @default the schema itself */
  readonly root?: unknown;
  /**
   * Other documents that `$ref`s may lead to, by their absolute URIs without fragment. The meta-schemas of the drafts are known without.
   * @default none
   */
  readonly documents?: Readonly<Record<string, unknown>>;
  /**
   * Whether a text that has not its `format` is invalid. Values are generated with their format in any case.
   * @default as the draft defines it: `'annotate'` for 2019-09 and 2020-12 (unless the meta-schema asserts), else `'assert'`
   */
  readonly formats?: 'assert' | 'annotate';
}
