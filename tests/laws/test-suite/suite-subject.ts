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
  /** Why Ajv's verdict on this schema is not to be trusted, where it is not. */
  readonly flaw: string | undefined;
}

/** The schemas of a draft that count: the suite has a valid instance, and the draft's own Ajv class compiles them. */
export function suiteSubjects(draft: Draft): readonly SuiteSubject[] {
  const documents = readRemotes(draft);
  const compile = dialectAjv(draft.dialect, documents);
  const options = { dialect: draft.dialect, documents, formats: 'assert' } as const;
  return readDraft(draft).flatMap((suiteSchema) => {
    const ajv = suiteSchema.valid.length === 0 ? undefined : compile(suiteSchema.schema);
    if (ajv === undefined) return [];
    const flaw = flawOf(suiteSchema, ajv);
    return [
      {
        ...suiteSchema,
        flaw,
        options,
        ref: bareSchema(suiteSchema.schema, draft.dialect, suiteSchema.schema, documents),
        ajv,
      },
    ];
  });
}

/** Where Ajv and the suite disagree about the suite's own instances, Ajv is wrong. */
function flawOf({ schema, valid, invalid }: SuiteSchema, ajv: DialectValidator): string | undefined {
  const isRight =
    valid.every((value) => verdict(ajv, value) === true) && invalid.every((value) => verdict(ajv, value) === false);
  if (!isRight) return "Ajv misjudges the suite's own instances";
  const refersToMetaSchema = /"\$ref":"https?:\/\/json-schema\.org\//.test(JSON.stringify(schema));
  return refersToMetaSchema ? 'Ajv asserts no formats within meta-schemas' : undefined;
}

/** Ajv overflows the stack on some schemas that it compiles. */
function verdict(ajv: DialectValidator, value: unknown): boolean | undefined {
  try {
    return ajv.isValid(value);
  } catch {
    return undefined;
  }
}
