import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { Direction, SchemaRef } from '../model/schema-ref.ts';
import { ApiTestGenError, InvalidSchemaError } from '../errors.ts';
import { createAjv } from './ajv-profile.ts';
import type { BoundedCache } from './bounded-cache.ts';
import { boundedCache } from './bounded-cache.ts';
import { isCyclicInPlace } from './in-place-cycles.ts';
import type { CompiledSchema } from './keywords/ref-keyword.ts';
import { refKeyword } from './keywords/ref-keyword.ts';
import { lowerSchema } from './lower-schema.ts';
import { tooLarge } from './too-large.ts';
import type { LoweredSchema } from './lowered-schema.ts';
import { ORIGIN } from './lowered-schema.ts';
import { pruneBranches } from './prune-branches.ts';
import type { SchemaIssue, Schemas } from './schemas.ts';
import { toIssue } from './to-issue.ts';

export interface SchemasOptions {
  /** Whether a text that has not its `format` is invalid. @default 'assert' */
  readonly formats?: 'assert' | 'annotate';
  /** How many compiled schemas are kept at least. @default 4000 */
  readonly maxCompiled?: number;
}

/** An Ajv instance never frees what its compiled code refers to, so it is replaced after this many schemas. */
const COMPILATIONS_PER_AJV = 1_000;

/** Compiles lowered schemas when they are first asked for, each as a unit of its own. */
function compiler(
  formats: 'assert' | 'annotate',
  allErrors: boolean,
  kept: number,
): (schema: LoweredSchema) => CompiledSchema {
  const cache: BoundedCache<LoweredSchema, CompiledSchema> = boundedCache(kept);
  let ajv: Ajv2020 | undefined;
  let compilations = 0;
  const compiled = (schema: LoweredSchema): CompiledSchema => {
    let validate = cache.get(schema);
    if (validate === undefined) {
      isCyclicInPlace(schema); // finds references that lead back, and broken ones, before a value does
      if (ajv === undefined || ++compilations > COMPILATIONS_PER_AJV) {
        ajv = createAjv({ formats, allErrors, refKeyword: refKeyword(compiled) });
        compilations = 0;
      }
      try {
        validate = compile(ajv, schema);
      } catch (error) {
        // What cannot be compiled is not tried again for every value.
        validate = () => {
          throw error;
        };
      }
      cache.set(schema, validate);
    }
    return validate;
  };
  return compiled;
}

function compile(ajv: Ajv2020, schema: LoweredSchema): CompiledSchema {
  try {
    return ajv.compile(schema) as CompiledSchema;
  } catch (error) {
    if (ApiTestGenError.is(error)) throw error;
    throw error instanceof RangeError ? tooLarge(schema[ORIGIN].ref) : uncompilable(schema[ORIGIN].ref, error);
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

/** The validators of one run. Nothing is compiled before it is asked for. */
export function createSchemas({ formats = 'assert', maxCompiled = 4_000 }: SchemasOptions = {}): Schemas {
  const verdict = compiledFor(compiler(formats, false, maxCompiled));
  const errors = compiledFor(compiler(formats, true, maxCompiled));
  return {
    isValid: (schema, value, direction) => call(verdict(schema, direction), value) === true,
    issues(schema, value, direction) {
      const validate = errors(schema, direction);
      if (call(validate, value) === true) return [];
      return distinct(pruneBranches(validate.errors ?? []).map(toIssue));
    },
  };
}

/** One look-up instead of the lowering's and the cache's: whoever holds a reference to a schema asks it again and again. */
function compiledFor(
  compiled: (schema: LoweredSchema) => CompiledSchema,
): (schema: SchemaRef, direction: Direction) => CompiledSchema {
  const known = {
    request: new WeakMap<SchemaRef, CompiledSchema>(),
    response: new WeakMap<SchemaRef, CompiledSchema>(),
  };
  return (schema, direction) => {
    let validate = known[direction].get(schema);
    if (validate === undefined) {
      validate = compiled(lowerSchema(schema, direction));
      known[direction].set(schema, validate);
    }
    return validate;
  };
}

/** A value nested deeper than the call stack cannot be judged; it counts as valid, since nothing is proved against it. */
function call(validate: CompiledSchema, value: unknown): unknown {
  try {
    return validate(value);
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
}

/** Without the keywords of the lowering, and each only once though several ways may lead to it. */
function distinct(issues: readonly (SchemaIssue | undefined)[]): readonly SchemaIssue[] {
  const seen = new Set<string>();
  return issues.filter((issue): issue is SchemaIssue => {
    if (issue === undefined) return false;
    const key = `${issue.keyword} ${issue.valuePointer} ${issue.location.file}#${issue.location.pointer} ${issue.message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
