import type { Direction, SchemaRef } from '../model/schema-ref.ts';
import type { CompilerOptions } from './compiler.ts';
import { compiler } from './compiler.ts';
import type { Nodes } from './evaluate/contract.ts';
import type { KeywordError } from './evaluate/keyword-error.ts';
import { errorsOf, isValidFor } from './evaluate/judge.ts';
import { schemaNodes } from './evaluate/prepare.ts';
import type { FormatMode } from './format-assertion.ts';
import { formatAssertion } from './format-assertion.ts';
import { lowerSchema } from './lower-schema.ts';
import type { LoweredSchema } from './lowered-schema.ts';
import { pruneBranches } from './prune-branches.ts';
import type { SchemaIssue, Schemas } from './schemas.ts';
import { toIssue } from './to-issue.ts';
import { unlessTooDeep } from './unless-too-deep.ts';

export interface SchemasOptions {
  /** Whether a text that has not its `format` is invalid. @default 'assert' */
  readonly formats?: FormatMode;
  /** How many compiled schemas are kept at least. @default 4000 */
  readonly maxCompiled?: number;
}

/**
 * The validators of one run. What is to be sent is judged by the interpreter, since most schemas of requests see few values; what a
 * server sends, often and at length, by compiled code. Nothing is prepared before it is asked for.
 */
export function createSchemas({ formats = 'assert', maxCompiled: kept = 4_000 }: SchemasOptions = {}): Schemas {
  const nodes = schemaNodes(formatAssertion(formats));
  const request = interpreted(nodes, 'request');
  // Ajv asserts all formats or none.
  const response = formats === 'draft' ? interpreted(nodes, 'response') : compiled({ formats, kept, nodes });
  const judges = { request, response };
  return {
    isValid: (schema, value, direction) => unlessTooDeep(() => judges[direction].isValid(schema, value), true),
    issues: (schema, value, direction) => issuesOf(unlessTooDeep(() => judges[direction].errors(schema, value), [])),
  };
}

interface Judge {
  isValid(schema: SchemaRef, value: unknown): boolean;
  errors(schema: SchemaRef, value: unknown): readonly KeywordError[];
}

function interpreted(nodes: Nodes, direction: Direction): Judge {
  const nodeFor = known(direction, (schema) => nodes.of(schema));
  return {
    isValid: (schema, value) => isValidFor(nodeFor(schema), value),
    errors(schema, value) {
      const node = nodeFor(schema);
      // Only responses have something to tell of values that are valid: `writeOnly` properties.
      return direction === 'request' && isValidFor(node, value) ? [] : errorsOf(node, value);
    },
  };
}

function compiled(options: Omit<CompilerOptions, 'allErrors'>): Judge {
  const verdict = known('response', compiler({ ...options, allErrors: false }));
  const errors = known('response', compiler({ ...options, allErrors: true }));
  return {
    isValid: (schema, value) => verdict(schema)(value) === true,
    errors(schema, value) {
      const validate = errors(schema);
      return validate(value) === true ? [] : (validate.errors ?? []);
    },
  };
}

/** One look-up instead of the lowering's and the cache's: whoever holds a reference to a schema asks it again and again. */
function known<T>(direction: Direction, make: (schema: LoweredSchema) => T): (schema: SchemaRef) => T {
  const made = new WeakMap<SchemaRef, { readonly judge: T }>();
  return (schema) => {
    let entry = made.get(schema);
    if (entry === undefined) {
      entry = { judge: make(lowerSchema(schema, direction)) };
      made.set(schema, entry);
    }
    return entry.judge;
  };
}

/** Without the keywords of the lowering, and each only once though several ways may lead to it. */
function issuesOf(errors: readonly KeywordError[]): readonly SchemaIssue[] {
  if (errors.length === 0) return [];
  const seen = new Set<string>();
  return pruneBranches(errors)
    .map(toIssue)
    .filter((issue): issue is SchemaIssue => {
      if (issue === undefined) return false;
      const key = `${issue.keyword} ${issue.valuePointer} ${issue.location.file}#${issue.location.pointer} ${issue.message}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}
