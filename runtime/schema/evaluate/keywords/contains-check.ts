import type { LoweredSchema } from '../../lowered-schema.ts';
import { ORIGIN } from '../../lowered-schema.ts';
import type { Check, DynamicScope, Nodes } from '../contract.ts';
import { evaluate, report } from '../evaluate.ts';
import type { Evaluated } from '../evaluated.ts';
import { addIndex } from '../evaluated.ts';
import { errorAt, inChild } from '../report.ts';

type Items = readonly unknown[];

/** `contains` with `minContains` and `maxContains`. */
export function containsCheck(schema: LoweredSchema, nodes: Nodes): Check<Items> | undefined {
  if (schema.contains === undefined) return undefined;
  const node = nodes.child(schema.contains);
  const min = schema.minContains ?? 1;
  const max = schema.maxContains ?? Number.POSITIVE_INFINITY;
  // What `contains` finds is evaluated in 2020-12 (Core §10.3.1.3), and was not in 2019-09 (§9.3.1.4).
  const annotates = schema[ORIGIN].ref.scope.dialect !== '2019-09';
  const test = (
    items: Items,
    scope: DynamicScope | undefined,
    _open: unknown,
    seen: Evaluated | undefined,
  ): boolean => {
    const noted = annotates ? seen : undefined;
    let count = 0;
    for (let index = 0; index < items.length; index++) {
      if (noted === undefined && count >= min && max === Number.POSITIVE_INFINITY) break;
      if (!evaluate(node, items[index], scope, undefined, undefined)) continue;
      count++;
      if (noted !== undefined) addIndex(noted, index);
      else if (count > max) return false;
    }
    return count >= min && count <= max;
  };
  return {
    test,
    report(items, to) {
      if (test(items, to.scope, undefined, undefined)) return;
      let count = 0;
      for (let index = 0; index < items.length && count <= max; index++) {
        if (evaluate(node, items[index], to.scope, undefined, undefined)) count++;
        else report(node, items[index], inChild(to, index, 'contains'));
      }
      const bounded = schema.maxContains !== undefined;
      const upTo = bounded ? ` and no more than ${max}` : '';
      const params = bounded ? { minContains: min, maxContains: max } : { minContains: min };
      errorAt(to, schema, 'contains', `must contain at least ${min}${upTo} valid item(s)`, params);
    },
  };
}
