import { canonicalJson } from '../../canonical-json.ts';
import type { LoweredSchema } from '../../lowered-schema.ts';
import type { Check, Nodes } from '../contract.ts';
import { containsCheck } from './contains-check.ts';
import { itemCheck } from './item-check.ts';

type Items = readonly unknown[];

/** All keywords for arrays except `unevaluatedItems`, in the order that Ajv has them. */
export function arrayChecks(schema: LoweredSchema, nodes: Nodes): readonly Check<Items>[] {
  const { maxItems: max, minItems: min } = schema;
  const checks: Check<Items>[] = [];
  if (max !== undefined) checks.push({ keyword: 'maxItems', test: (items) => items.length <= max });
  if (min !== undefined) checks.push({ keyword: 'minItems', test: (items) => items.length >= min });
  for (const check of [itemCheck(schema, nodes), containsCheck(schema, nodes)]) {
    if (check !== undefined) checks.push(check);
  }
  if (schema['x-atg-unique-items']) checks.push({ keyword: 'x-atg-unique-items', test: areUnique });
  return checks;
}

/** In linear time: comparing every pair would let a long answer of a server stall the run. */
function areUnique(items: Items): boolean {
  if (items.length < 2) return true;
  const keys = items.some((item) => typeof item === 'object' && item !== null) ? items.map(canonicalJson) : items;
  return new Set(keys).size === items.length;
}
