import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AnySchemaObject, ErrorObject, Options, ValidateFunction } from 'ajv';
import { Ajv } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { Draft } from './read-test-suite.ts';

/** What the classes have in common. */
interface AnyAjv {
  compile(schema: unknown): unknown;
  addSchema(schema: AnySchemaObject, key?: string): unknown;
  removeSchema(schema: AnySchemaObject): unknown;
}

/** A schema as the draft's own Ajv class reads it. */
export interface DialectValidator {
  isValid(value: unknown): boolean;
  /** The keywords that Ajv names for an invalid value. */
  brokenKeywords(value: unknown): readonly string[];
}

/**
 * Compiles schemas with the Ajv class of a draft as a user would: not strict, formats asserted, the draft's other documents
 * known. `undefined` where Ajv refuses the schema.
 */
export function dialectAjv(
  dialect: Draft['dialect'],
  remotes: Readonly<Record<string, unknown>> = {},
): (schema: unknown) => DialectValidator | undefined {
  const make = (): AnyAjv => {
    const ajv = newAjv(dialect);
    for (const [uri, document] of Object.entries(remotes)) addRemote(ajv, uri, document);
    return ajv;
  };
  let shared: AnyAjv | undefined;
  return (schema) => {
    // An instance remembers the identifiers inside the schemas it has compiled, so these get one of their own.
    const ajv = hasIdentifiers(schema) ? make() : (shared ??= make());
    try {
      const validate = ajv.compile(schema) as ValidateFunction;
      return {
        isValid: (value) => validate(value),
        brokenKeywords: (value) =>
          validate(value) ? [] : (validate.errors ?? []).map(({ keyword }: ErrorObject) => keyword),
      };
    } catch {
      return undefined;
    } finally {
      if (typeof schema === 'object' && schema !== null) ajv.removeSchema(schema);
    }
  };
}

function hasIdentifiers(schema: unknown): boolean {
  return /"(?:\$?id|\$\w*[aA]nchor)":/.test(JSON.stringify(schema));
}

const options: Options = { strict: false, allErrors: true, logger: false, unicodeRegExp: true };

function newAjv(dialect: Draft['dialect']): AnyAjv {
  const ajv = create(dialect);
  (addFormats as unknown as (ajv: AnyAjv) => void)(ajv);
  return ajv;
}

function create(dialect: Draft['dialect']): AnyAjv {
  switch (dialect) {
    case 'draft-04':
      return new (AjvDraft04 as unknown as new (options: Options) => AnyAjv)(options);
    case 'draft-06': {
      const ajv = new Ajv(options);
      const metaSchema = createRequire(import.meta.url).resolve('ajv/dist/refs/json-schema-draft-06.json');
      ajv.addMetaSchema(JSON.parse(readFileSync(metaSchema, 'utf8')) as object);
      return ajv;
    }
    case 'draft-07':
      return new Ajv(options);
    case '2019-09':
      return new Ajv2019(options);
    case '2020-12':
      return new Ajv2020(options);
  }
}

function addRemote(ajv: AnyAjv, uri: string, document: unknown): void {
  try {
    ajv.addSchema(document as object, uri);
  } catch {
    // A schema that refers to a document that Ajv refuses is refused itself.
  }
}
