import { canonicalJson, isSameJson } from '../../canonical-json.ts';
import { typeBits, typeOf } from '../../canonical/value-types.ts';
import { compilePattern } from '../../compile-pattern.ts';
import { isMultipleOf } from '../../exact-decimal.ts';
import { hasFormat } from '../../formats.ts';
import type { LoweredSchema, NegatedKeyword } from '../../lowered-schema.ts';
import type { Check, Nodes } from '../contract.ts';
import { evaluate } from '../evaluate.ts';

/** What only complements say. No value is reported for it, since no document says it. */
export function negatedCheck(negated: NegatedKeyword, nodes: Nodes): Check<unknown> {
  return {
    test: (value, scope, open) =>
      breaksValueKeyword(value, negated) &&
      (negated.someProperty === undefined ||
        hasProperty(
          value,
          ({ name, value: wanted }, key, item) =>
            (name === undefined || evaluate(nodes.of(name), key, scope, open, undefined)) &&
            evaluate(nodes.of(wanted), item, scope, open, undefined),
          negated.someProperty,
        )),
    report: () => undefined,
  };
}

type SomeProperty = { readonly name: LoweredSchema | undefined; readonly value: LoweredSchema };

function hasProperty(
  value: unknown,
  isWanted: (wanted: SomeProperty, key: string, item: unknown) => boolean,
  wanted: SomeProperty,
): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).some(([key, item]) => isWanted(wanted, key, item));
}

function breaksValueKeyword(value: unknown, negated: NegatedKeyword): boolean {
  const { types, values, pattern, format, multipleOf, repeatedItems } = negated;
  if (types !== undefined && (typeBits(types) & typeOf(value)) !== 0) return false;
  if (values?.some((other) => isSameJson(other, value))) return false;
  if (pattern !== undefined && (typeof value !== 'string' || compilePattern(pattern).decide(value) !== false))
    return false;
  if (format !== undefined && (typeof value !== 'string' || hasFormat(format, value))) return false;
  if (multipleOf !== undefined && (typeof value !== 'number' || isMultipleOf(value, multipleOf))) return false;
  return repeatedItems === undefined || (Array.isArray(value) && new Set(value.map(canonicalJson)).size < value.length);
}
