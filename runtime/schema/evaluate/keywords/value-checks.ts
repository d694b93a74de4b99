import { canonicalJson, isSameJson } from '../../canonical-json.ts';
import type { LoweredSchema } from '../../lowered-schema.ts';
import type { Check } from '../contract.ts';
import { errorAt } from '../report.ts';

/** `const` and `enum`. */
export function addValueChecks(checks: Check<unknown>[], schema: LoweredSchema): void {
  if ('const' in schema) checks.push({ keyword: 'const', test: (value) => isSameJson(value, schema.const) });
  if (schema.enum !== undefined) checks.push({ keyword: 'enum', test: memberOf(schema.enum) });
}

/** Lists longer than this are looked up rather than searched. */
const SHORT = 8;

function memberOf(members: readonly unknown[]): (value: unknown) => boolean {
  if (members.length <= SHORT && members.every(isScalar)) return (value) => members.includes(value);
  let known: Set<unknown> | undefined;
  return (value) => {
    known ??= new Set(members.map(keyOf));
    return known.has(keyOf(value));
  };
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

/** The same for equal values, of which one is a list or an object; a text is never taken for one of those. */
function keyOf(value: unknown): unknown {
  if (typeof value === 'string') return `"${value}`;
  return isScalar(value) ? value : canonicalJson(value);
}

/** The schema `false`, and a property that is told of but decides nothing. */
export function addMarkChecks(checks: Check<unknown>[], schema: LoweredSchema): void {
  if (schema['x-atg-false']) checks.push({ keyword: 'x-atg-false', test: () => false });
  if (schema['x-atg-write-only']) checks.push(writeOnlyCheck(schema));
}

/**
 * A `writeOnly` property in a response. Validators may ignore the keyword (JSON Schema Validation §9.4), so it decides no
 * verdict; it is told among the issues. Null gives nothing away.
 */
function writeOnlyCheck(schema: LoweredSchema): Check<unknown> {
  return {
    test: () => true,
    report(value, to) {
      if (value !== null) errorAt(to, schema, 'x-atg-write-only', 'must NOT be sent: it is writeOnly', {});
    },
  };
}
