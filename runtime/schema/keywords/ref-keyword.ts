import type { FuncKeywordDefinition, SchemaValidateFunction } from 'ajv';
import type { DataValidationCxt } from 'ajv/dist/types/index.js';
import type { KeywordError } from '../evaluate/keyword-error.ts';
import { errorPath } from '../evaluate/keyword-error.ts';
import { isCyclicInPlace } from '../in-place-cycles.ts';
import type { LoweredSchema, RefHandle } from '../lowered-schema.ts';

/** A compiled schema; its errors stay on the function, as Ajv leaves them. */
export interface CompiledSchema {
  (value: unknown, context?: DataValidationCxt): unknown;
  errors?: KeywordError[] | null;
}

/**
 * `$ref` as a call that compiles its target when a value first gets there, so that one operation never compiles the
 * schemas of a whole document.
 */
export function refKeyword(compiled: (schema: LoweredSchema) => CompiledSchema): FuncKeywordDefinition {
  return {
    keyword: 'x-atg-ref',
    errors: 'full',
    compile(handle: RefHandle, _parent, { errSchemaPath }) {
      // Kept here, and so as long as the schema that refers: looking it up would cost more than most validations.
      let validate: CompiledSchema | undefined;
      const follow = (): CompiledSchema => {
        const target = handle();
        return isCyclicInPlace(target) ? onceAPlace(compiled(target)) : compiled(target);
      };
      const call: SchemaValidateFunction = (value: unknown, context?: DataValidationCxt) => {
        validate ??= follow();
        if (validate(value, context) === true) return true;
        const errors = validate.errors ?? [];
        for (const error of errors) {
          error.pathFromStart = `${errSchemaPath}/$ref${errorPath(error).slice(1)}`;
          if (handle.uncertain) error.uncertain = true;
        }
        call.errors = errors as NonNullable<SchemaValidateFunction['errors']>;
        return false;
      };
      return call;
    },
  };
}

const active = new WeakMap<CompiledSchema, { value: unknown; path: string }[]>();

/** Answers a question that is being asked already, of the same value at the same place, with yes. */
function onceAPlace(validate: CompiledSchema): CompiledSchema {
  const guarded: CompiledSchema = (value, context) => {
    const path = context?.instancePath ?? '';
    let open = active.get(validate);
    if (open === undefined) {
      open = [];
      active.set(validate, open);
    }
    if (open.some((question) => question.value === value && question.path === path)) return true;
    open.push({ value, path });
    try {
      const verdict = validate(value, context);
      guarded.errors = validate.errors ?? null;
      return verdict;
    } finally {
      open.pop();
    }
  };
  return guarded;
}
