import type { Dialect } from '../../model/schema-ref.ts';
import { isPlainObject } from '../lowering-context.ts';

const STANDARD = /^https?:\/\/json-schema\.org\/(?:draft-(0[467])|draft\/(2019-09|2020-12))\/schema#?$/;

/** The dialect that a meta-schema's URI stands for; `undefined` for one that is no standard one. */
function standardDialect(uri: string): Dialect | undefined {
  const found = STANDARD.exec(uri);
  if (found?.[1] !== undefined) return `draft-${found[1]}` as Dialect;
  return found?.[2] as Dialect | undefined;
}

/** How a schema asks to be read. */
export interface NamedDialect {
  readonly dialect: Dialect | undefined;
  /** Set where a meta-schema other than the standard ones names vocabularies, by the last segment of their URIs. */
  readonly vocabularies: ReadonlySet<string> | undefined;
}

const NONE: NamedDialect = { dialect: undefined, vocabularies: undefined };
const MOST_META_SCHEMAS = 10;

/** What `$schema` says, through meta-schemas that are themselves written in another dialect's terms. */
export function namedDialect(schema: unknown, documentAt: (uri: string) => unknown): NamedDialect {
  let vocabularies: ReadonlySet<string> | undefined;
  let current = schema;
  for (let step = 0; step < MOST_META_SCHEMAS; step++) {
    const uri = isPlainObject(current) ? current['$schema'] : undefined;
    if (typeof uri !== 'string') return { ...NONE, vocabularies };
    const dialect = standardDialect(uri);
    if (dialect !== undefined) return { dialect, vocabularies };
    current = documentAt(uri.replace(/#$/, ''));
    const declared = isPlainObject(current) ? current['$vocabulary'] : undefined;
    if (vocabularies === undefined && isPlainObject(declared)) {
      vocabularies = new Set(Object.keys(declared).map((name) => name.slice(name.lastIndexOf('/') + 1)));
    }
  }
  return { ...NONE, vocabularies };
}
