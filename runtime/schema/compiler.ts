import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { SchemaRef } from '../model/schema-ref.ts';
import { ApiTestGenError, InvalidSchemaError } from '../errors.ts';
import { createAjv } from './ajv-profile.ts';
import type { BoundedCache } from './bounded-cache.ts';
import { boundedCache } from './bounded-cache.ts';
import type { Nodes } from './evaluate/contract.ts';
import { errorsOf, isValidFor } from './evaluate/judge.ts';
import type { KeywordError } from './evaluate/keyword-error.ts';
import { isCyclicInPlace } from './in-place-cycles.ts';
import type { CompiledSchema } from './keywords/ref-keyword.ts';
import { refKeyword } from './keywords/ref-keyword.ts';
import type { LoweredSchema } from './lowered-schema.ts';
import { ORIGIN } from './lowered-schema.ts';
import { needsInterpreter } from './needs-interpreter.ts';
import { tooLarge } from './too-large.ts';

/** An Ajv instance never frees what its compiled code refers to, so it is replaced after this many schemas. */
const COMPILATIONS_PER_AJV = 1_000;

export interface CompilerOptions {
  readonly formats: 'assert' | 'annotate';
  /** Every error, with the schema it comes from; else the verdict alone. */
  readonly allErrors: boolean;
  /** How many compiled schemas are kept at least. */
  readonly kept: number;
  /** Judge the schemas that Ajv gets wrong. */
  readonly nodes: Nodes;
}

/** Compiles lowered schemas by Ajv when they are first asked for, each as a unit of its own. */
export function compiler(options: CompilerOptions): (schema: LoweredSchema) => CompiledSchema {
  const { formats, allErrors, nodes } = options;
  const cache: BoundedCache<LoweredSchema, CompiledSchema> = boundedCache(options.kept);
  let ajv: Ajv2020 | undefined;
  let compilations = 0;
  const compiled = (schema: LoweredSchema): CompiledSchema => {
    let validate = cache.get(schema);
    if (validate === undefined) {
      try {
        if (needsInterpreter(schema)) validate = interpreted(schema, nodes, allErrors);
        else {
          isCyclicInPlace(schema);
          if (ajv === undefined || ++compilations > COMPILATIONS_PER_AJV) {
            ajv = createAjv({ formats, allErrors, refKeyword: refKeyword(compiled) });
            compilations = 0;
          }
          validate = compile(ajv, schema);
        }
      } catch (error) {
        // What cannot be compiled is not tried again for every value.
        const failure = error instanceof RangeError ? tooLarge(schema[ORIGIN].ref) : error;
        validate = () => {
          throw failure;
        };
      }
      cache.set(schema, validate);
    }
    return validate;
  };
  return compiled;
}

/** Ajv takes no errors for no failure. */
const FAILURE: KeywordError = { keyword: 'x-atg-ref', instancePath: '', schemaPath: '#', params: {} };

function interpreted(schema: LoweredSchema, nodes: Nodes, allErrors: boolean): CompiledSchema {
  const node = nodes.of(schema);
  const validate: CompiledSchema = (value, context) => {
    if (allErrors) validate.errors = errorsOf(node, value, context?.instancePath);
    else validate.errors = isValidFor(node, value) ? [] : [{ ...FAILURE }];
    return validate.errors.length === 0;
  };
  return validate;
}

function compile(ajv: Ajv2020, schema: LoweredSchema): CompiledSchema {
  try {
    return ajv.compile(schema) as CompiledSchema;
  } catch (error) {
    if (ApiTestGenError.is(error) || error instanceof RangeError) throw error;
    throw uncompilable(schema[ORIGIN].ref, error);
  } finally {
    ajv.removeSchema(schema);
  }
}

function uncompilable({ location: { file, pointer } }: SchemaRef, error: unknown): InvalidSchemaError {
  return new InvalidSchemaError(
    `A schema cannot be compiled: ${error instanceof Error ? error.message : String(error)}.`,
    {
      keyword: 'schema',
      pointer,
      where: `${file}#${pointer}`,
      hint: 'Correct the schema.',
      cause: error,
    },
  );
}
