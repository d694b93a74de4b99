import { ANY_TYPE, ARRAY, BOOLEAN, FRACTION, INTEGER, NULL, OBJECT, STRING } from '../canonical/value-types.ts';
import type { LoweredSchema } from '../lowered-schema.ts';
import type { Check, Checks, DynamicScope, OpenQuestion, Reporting, SchemaNode } from './contract.ts';
import type { Evaluated } from './evaluated.ts';
import { addEvaluated, nothingEvaluated } from './evaluated.ts';
import { describeAssertion } from './describe-assertion.ts';
import { MAX_ERRORS } from './keyword-error.ts';
import { errorAt } from './report.ts';

/** What is no JSON: a schema with a `type` refuses it. */
const NOT_JSON = 128;

/** The types of a schema that names none. */
export const EVERY_TYPE: number = ANY_TYPE | NOT_JSON;

function typeBit(value: unknown): number {
  if (typeof value === 'string') return STRING;
  if (typeof value === 'number')
    return Number.isInteger(value) ? INTEGER : Number.isFinite(value) ? FRACTION : NOT_JSON;
  if (typeof value === 'boolean') return BOOLEAN;
  if (value === null) return NULL;
  if (typeof value === 'object') return Array.isArray(value) ? ARRAY : OBJECT;
  return NOT_JSON;
}

/** Whether a value is valid. Stops at the first failure, unless `seen` is lenient. */
export function evaluate(
  node: SchemaNode,
  value: unknown,
  scope: DynamicScope | undefined,
  open: OpenQuestion | undefined,
  seen: Evaluated | undefined,
): boolean {
  const checks = node.checks ?? node.nodes.prepare(node);
  const type = typeBit(value);
  if ((checks.types & type) === 0) return false;
  const inner = enter(checks, scope);
  if (checks.unevaluated.length > 0) return withUnevaluated(node, checks, value, type, inner, open, seen);
  return testAll(node, checks, value, type, inner, open, seen);
}

/** The dynamic scope inside a schema. */
function enter({ resource }: Checks, scope: DynamicScope | undefined): DynamicScope | undefined {
  return resource === undefined || resource === scope?.resource ? scope : { resource, outer: scope };
}

/** `unevaluated*` see what the schema itself speaks of, and nothing of the schemas around it. */
function withUnevaluated(
  node: SchemaNode,
  checks: Checks,
  value: unknown,
  type: number,
  scope: DynamicScope | undefined,
  open: OpenQuestion | undefined,
  seen: Evaluated | undefined,
): boolean {
  const own = nothingEvaluated(seen?.lenient === true);
  let valid = testAll(node, checks, value, type, scope, open, own);
  if (valid || own.lenient) valid = testList(checks.unevaluated, value, scope, open, own) && valid;
  if (seen !== undefined && (valid || own.lenient)) addEvaluated(seen, own);
  return valid;
}

function testAll(
  node: SchemaNode,
  checks: Checks,
  value: unknown,
  type: number,
  scope: DynamicScope | undefined,
  open: OpenQuestion | undefined,
  seen: Evaluated | undefined,
): boolean {
  const valid = checks.any.length === 0 || testList(checks.any, value, scope, open, seen);
  if (!valid && seen?.lenient !== true) return false;
  const own = checksOf(node, checks, type);
  return own.length === 0 ? valid : testList(own, value, scope, open, seen) && valid;
}

/** The checks of a value's type. A list is only ever given values of the type it is for. */
function checksOf({ schema, nodes }: SchemaNode, checks: Checks, type: number): readonly Check<unknown>[] {
  switch (type) {
    case OBJECT:
      return (checks.object ??= nodes.objectChecks(schema));
    case ARRAY:
      return (checks.array ??= nodes.arrayChecks(schema));
    case STRING:
      return (checks.string ??= nodes.stringChecks(schema));
    case INTEGER:
    case FRACTION:
      return (checks.number ??= nodes.numberChecks(schema));
    default:
      return NONE;
  }
}

const NONE: readonly Check<unknown>[] = [];

function testList(
  list: readonly Check<unknown>[],
  value: unknown,
  scope: DynamicScope | undefined,
  open: OpenQuestion | undefined,
  seen: Evaluated | undefined,
): boolean {
  let valid = true;
  for (const check of list) {
    if (check.test(value, scope, open, seen)) continue;
    if (seen?.lenient !== true) return false;
    valid = false;
  }
  return valid;
}

/** Adds every error of a value (of very many the first), in the order that Ajv has them, the type first. */
export function report(node: SchemaNode, value: unknown, to: Reporting): void {
  if (to.errors.length >= MAX_ERRORS) return;
  const checks = node.checks ?? node.nodes.prepare(node);
  const type = typeBit(value);
  const inner: Reporting = { ...to, scope: enter(checks, to.scope) };
  const { schema } = node;
  if ((checks.types & type) === 0) {
    errorAt(inner, schema, 'type', `must be ${(schema.type ?? []).join(',')}`, { type: schema.type });
  }
  reportList(checks.any, schema, value, inner);
  reportList(checksOf(node, checks, type), schema, value, inner);
  if (checks.unevaluated.length === 0) return;
  const seen = nothingEvaluated(true);
  testAll(node, checks, value, type, inner.scope, inner.open, seen);
  reportList(checks.unevaluated, schema, value, { ...inner, seen });
}

function reportList(list: readonly Check<unknown>[], schema: LoweredSchema, value: unknown, to: Reporting): void {
  for (const check of list) {
    if ('report' in check) check.report(value, to);
    else if (!check.test(value, to.scope, to.open, undefined)) {
      errorAt(to, schema, check.keyword, ...describeAssertion(schema, check.keyword));
    }
  }
}
