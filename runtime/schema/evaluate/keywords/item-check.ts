import type { LoweredSchema } from '../../lowered-schema.ts';
import type { Check, Nodes } from '../contract.ts';
import { evaluate, report } from '../evaluate.ts';
import { errorAt, inChild } from '../report.ts';

type Items = readonly unknown[];

/** `prefixItems` and `items`. */
export function itemCheck(schema: LoweredSchema, nodes: Nodes): Check<Items> | undefined {
  if ((schema.prefixItems ?? schema.items) === undefined) return undefined;
  const prefix = (schema.prefixItems ?? []).map((branch) => nodes.child(branch));
  const rest = schema.items && nodes.child(schema.items);
  return {
    test(items, scope, _open, seen) {
      if (seen !== undefined) {
        if (rest === undefined) seen.prefix = Math.max(seen.prefix, prefix.length);
        else seen.allItems = true;
      }
      if (rest === false && items.length > prefix.length) return false;
      for (let index = 0; index < items.length; index++) {
        const node = prefix[index] ?? rest;
        if (!node) return true;
        if (!evaluate(node, items[index], scope, undefined, undefined)) return false;
      }
      return true;
    },
    report(items, to) {
      prefix.slice(0, items.length).forEach((node, index) => {
        report(node, items[index], inChild(to, index, 'prefixItems', index));
      });
      if (rest === false && items.length > prefix.length) {
        const limit = prefix.length;
        errorAt(to, schema, 'items', `must NOT have more than ${limit} items`, { limit });
      }
      if (!rest) return;
      for (let index = prefix.length; index < items.length; index++) {
        report(rest, items[index], inChild(to, index, 'items'));
      }
    },
  };
}
