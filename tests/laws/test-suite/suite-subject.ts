import type { SchemaOptions } from '../../../runtime/arbitraries/index.ts';
import type { SchemaRef } from '../../../runtime/model/schema-ref.ts';
import { bareSchema } from '../../../runtime/schema/bare-schema.ts';
import type { DialectValidator } from './dialect-ajv.ts';
import { dialectAjv } from './dialect-ajv.ts';
import type { Draft, SuiteSchema } from './read-test-suite.ts';
import { readDraft, readRemotes } from './read-test-suite.ts';

/** A schema of the suite with all that judges values for it. */
export interface SuiteSubject extends SuiteSchema {
  /** What the public functions are given beside the schema. */
  readonly options: SchemaOptions & { readonly documents: Readonly<Record<string, unknown>> };
  readonly ref: SchemaRef;
  readonly ajv: DialectValidator;
}

/** The schemas of a draft that count: the suite has a valid instance, and the draft's own Ajv class compiles them. */
export function suiteSubjects(draft: Draft): readonly SuiteSubject[] {
  const documents = readRemotes(draft);
  const compile = dialectAjv(draft.dialect, documents);
  const options = { dialect: draft.dialect, documents, formats: 'assert' } as const;
  return readDraft(draft).flatMap((suiteSchema) => {
    const ajv = suiteSchema.valid.length === 0 ? undefined : compile(suiteSchema.schema);
    if (ajv === undefined) return [];
    return [{ ...suiteSchema, options, ref: bareSchema(suiteSchema.schema, draft.dialect), ajv }];
  });
}
