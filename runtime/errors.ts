import { distance } from 'fastest-levenshtein';
import type { Problem } from './model/problem.ts';

const BRAND: unique symbol = Symbol.for('api-test-gen.error');

/** What an error adds to its sentence. */
export interface Advice {
  /** `file:line:column`, a pointer, a flag: the place to look at. */
  readonly where?: string | undefined;
  /** The next action. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/** Every error this package throws on purpose. `is` also knows errors of another copy of the package. */
export abstract class ApiTestGenError extends Error {
  /** Stable and public. */
  abstract readonly code: `ATG_${string}`;
  readonly [BRAND] = true;
  readonly where: string | undefined;
  readonly hint: string | undefined;

  constructor(message: string, advice: Advice = {}) {
    super(message, advice.cause === undefined ? {} : { cause: advice.cause });
    this.name = new.target.name;
    this.where = advice.where;
    this.hint = advice.hint;
  }

  static is(value: unknown): value is ApiTestGenError {
    return typeof value === 'object' && value !== null && BRAND in value;
  }
}

/** The document cannot be used as it is. */
export abstract class SpecError extends ApiTestGenError {}

/** The document could not be read: no such file, a status other than 2xx, too large. */
export class UnreadableSpecError extends SpecError {
  readonly code = 'ATG_SPEC_UNREADABLE';
}

/** The document is no JSON and no YAML. */
export class MalformedSpecError extends SpecError {
  readonly code = 'ATG_SPEC_MALFORMED';
}

/** The document is of no format or version that is known. */
export class UnknownFormatError extends SpecError {
  readonly code = 'ATG_SPEC_UNKNOWN_FORMAT';
}

/** A part of the document has another shape than its format allows. */
export class InvalidSpecError extends SpecError {
  readonly code = 'ATG_SPEC_INVALID';
}

export class UnresolvedRefError extends SpecError {
  readonly code = 'ATG_SPEC_UNRESOLVED_REF';
  constructor(ref: string, where: string, known: readonly string[] = [], advice: Advice = {}) {
    const near = closest(
      ref,
      known.filter((name) => name !== ''),
    );
    super(`Cannot resolve $ref "${ref}".`, {
      ...advice,
      where,
      hint:
        advice.hint ?? (near === undefined ? 'Add the component, or remove the reference.' : `Did you mean "${near}"?`),
    });
  }
}

/** A chain of `$ref`s that never reaches a value. */
export class CyclicRefError extends SpecError {
  readonly code = 'ATG_SPEC_CYCLIC_REF';
}

/** A reference that the rules on files and addresses forbid to follow. */
export class ForbiddenRefError extends SpecError {
  readonly code = 'ATG_SPEC_FORBIDDEN_REF';
}

/** What a schema error adds: the keyword and where it stands. */
interface SchemaAdvice extends Advice {
  readonly keyword: string;
  readonly pointer: string;
}

abstract class SchemaError extends SpecError {
  readonly keyword: string;
  readonly pointer: string;
  constructor(message: string, advice: SchemaAdvice) {
    super(message, { where: advice.pointer, ...advice });
    this.keyword = advice.keyword;
    this.pointer = advice.pointer;
  }
}

/** No value satisfies the schema. */
export class UnsatisfiableSchemaError extends SchemaError {
  readonly code = 'ATG_SCHEMA_UNSATISFIABLE';
}

/** The schema is legal, but values for it cannot be built. */
export class UnsupportedSchemaError extends SchemaError {
  readonly code = 'ATG_SCHEMA_UNSUPPORTED';
}

/** The schema itself is wrong (a keyword's value has the wrong type, a pattern does not compile). */
export class InvalidSchemaError extends SchemaError {
  readonly code = 'ATG_SCHEMA_INVALID';
}

/** The document asks for a body or parameter that no serialiser can write. */
export class UnsupportedMediaTypeError extends SpecError {
  readonly code = 'ATG_SPEC_UNSUPPORTED_MEDIA_TYPE';
}

/** A wrong flag, argument or option. */
export class UsageError extends ApiTestGenError {
  readonly code = 'ATG_USAGE';
}

/** The configuration file cannot be used as it is. */
export class ConfigError extends ApiTestGenError {
  readonly code = 'ATG_CONFIG';
}

/** The server to test cannot be reached at all. */
export class UnreachableServerError extends ApiTestGenError {
  readonly code = 'ATG_SERVER_UNREACHABLE';
}

/** A defect of this package. */
export class InternalError extends ApiTestGenError {
  readonly code = 'ATG_INTERNAL';
}

/** The nearest of the known names, where one is near enough to be what was meant. */
export function closest(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const d = distance(name.toLowerCase(), candidate.toLowerCase());
    if (d < bestDistance) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best;
}

/** An error as the plain data of a report. Anything that is not ours becomes `ATG_INTERNAL`. */
export function toProblem(error: unknown, operation?: string): Problem {
  const scope = operation === undefined ? {} : { operation };
  if (ApiTestGenError.is(error)) {
    return {
      code: error.code,
      message: error.message,
      ...(error.where === undefined ? {} : { where: error.where }),
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      ...scope,
    };
  }
  return {
    code: 'ATG_INTERNAL',
    message: error instanceof Error ? error.message : String(error),
    hint: 'This is a defect of api-test-gen: please report it with the document.',
    ...scope,
  };
}
