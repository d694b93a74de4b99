import { UsageError } from '../errors.ts';
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

const DIALECTS: Readonly<Record<Dialect, true>> = {
  'draft-04': true,
  'draft-06': true,
  'draft-07': true,
  '2019-09': true,
  '2020-12': true,
  'openapi-2.0': true,
  'openapi-3.0': true,
  'openapi-3.1': true,
};

/** Throws `UsageError` where a schema or its options are none, which types would have said. */
export function checkUsage(schema: unknown, { dialect, formats }: SchemaOptions = {}): void {
  if (schema === undefined)
    throw new UsageError('There is no schema: received undefined.', { hint: 'Give an object, or true or false.' });
  if (dialect !== undefined && !Object.hasOwn(DIALECTS, dialect)) {
    throw new UsageError(`Unknown dialect "${dialect}".`, {
      hint: `Use one of ${Object.keys(DIALECTS).join(', ')}.`,
    });
  }
  if (formats !== undefined && formats !== 'assert' && formats !== 'annotate') {
    throw new UsageError(`Unknown value ${JSON.stringify(formats)} for "formats".`, {
      hint: 'Use "assert" or "annotate".',
    });
  }
}
