import type { LoweredSchema } from './lowered-schema.ts';
import { ORIGIN } from './lowered-schema.ts';

/** Whether a text that has not its `format` is invalid: always, never, or as the dialect of the schema says. */
export type FormatMode = 'assert' | 'annotate' | 'draft';

/**
 * As the drafts say: up to draft 7, and in OpenAPI, `format` asserts; in 2019-09 and 2020-12 it annotates, unless the schema's meta-schema
 * names the vocabulary that asserts.
 */
export function formatAssertion(mode: FormatMode): (schema: LoweredSchema) => boolean {
  if (mode !== 'draft') return () => mode === 'assert';
  return (schema) => {
    const { dialect, vocabularies } = schema[ORIGIN].ref.scope;
    if (dialect !== '2019-09' && dialect !== '2020-12') return true;
    return vocabularies?.has(dialect === '2019-09' ? 'format' : 'format-assertion') === true;
  };
}
