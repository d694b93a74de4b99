import type { FuncKeywordDefinition } from 'ajv';
import { canonicalJson } from '../canonical-json.ts';

/** `uniqueItems` in linear time: comparing every pair would let a long answer of a server stall the run. */
export const uniqueItemsKeyword: FuncKeywordDefinition = {
  keyword: 'x-atg-unique-items',
  type: 'array',
  schemaType: 'boolean',
  compile: () => (items: readonly unknown[]) =>
    items.length < 2 || new Set(items.map(canonicalJson)).size === items.length,
  error: { message: 'must NOT have duplicate items' },
};
