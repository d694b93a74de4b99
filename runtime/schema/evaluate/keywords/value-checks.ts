import { canonicalJson, isSameJson } from '../../canonical-json.ts';
import type { LoweredSchema } from '../../lowered-schema.ts';
import type { Check } from '../contract.ts';
import { errorAt } from '../report.ts';
import { assertion } from './assertion.ts';

/** `const` and `enum`. */
export function addValueChecks(checks: Check<unknown>[], schema: LoweredSchema): void {
  if ('const' in schema) {
    const holds = (value: unknown): boolean => isSameJson(value, schema.const);
    const params = { allowedValue: schema.const };
    checks.push(assertion(schema, 'const', holds, () => 'must be equal to constant', params));
  }
  if (schema.enum !== undefined) {
    const params = { allowedValues: schema.enum };
    const message = (): string => 'must be equal to one of the allowed values';
    checks.push(assertion(schema, 'enum', memberOf(schema.enum), message, params));
  }
}

function memberOf(members: readonly unknown[]): (value: unknown) => boolean {
  const scalars = new Set(members.filter((member) => typeof member !== 'object' || member === null));
  if (scalars.size === members.length) return (value) => scalars.has(value);
  let composites: Set<string> | undefined;
  return (value) => {
    if (typeof value !== 'object' || value === null) return scalars.has(value);
    composites ??= new Set(members.filter((member) => typeof member === 'object').map(canonicalJson));
    return composites.has(canonicalJson(value));
  };
}

/** The schema `false`, and a property that is told of but decides nothing. */
export function addMarkChecks(checks: Check<unknown>[], schema: LoweredSchema): void {
  if (schema['x-atg-false']) checks.push(assertion(schema, 'x-atg-false', () => false, () => 'must NOT be present')); // prettier-ignore
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
