import { canonicalJson } from '../../canonical-json.ts';
import type { LoweredSchema } from '../../lowered-schema.ts';
import type { Check, Nodes } from '../contract.ts';
import { assertion } from './assertion.ts';
import { containsCheck } from './contains-check.ts';
import { itemCheck } from './item-check.ts';

type Items = readonly unknown[];

/** All keywords for arrays except `unevaluatedItems`, in the order that Ajv has them. */
export function arrayChecks(schema: LoweredSchema, nodes: Nodes): readonly Check<Items>[] {
  const { maxItems: max, minItems: min } = schema;
  const checks: Check<Items>[] = [];
  if (max !== undefined) {
    const message = (): string => `must NOT have more than ${max} items`;
    checks.push(assertion(schema, 'maxItems', (items) => items.length <= max, message, { limit: max }));
  }
  if (min !== undefined) {
    const message = (): string => `must NOT have fewer than ${min} items`;
    checks.push(assertion(schema, 'minItems', (items) => items.length >= min, message, { limit: min }));
  }
  for (const check of [itemCheck(schema, nodes), containsCheck(schema, nodes)]) {
    if (check !== undefined) checks.push(check);
  }
  if (schema['x-atg-unique-items']) {
    checks.push(assertion(schema, 'x-atg-unique-items', areUnique, () => 'must NOT have duplicate items'));
  }
  return checks;
}

/** In linear time: comparing every pair would let a long answer of a server stall the run. */
function areUnique(items: Items): boolean {
  if (items.length < 2) return true;
  const keys = items.some((item) => typeof item === 'object' && item !== null) ? items.map(canonicalJson) : items;
  return new Set(keys).size === items.length;
}
