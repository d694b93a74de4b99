import { compilePattern } from '../compile-pattern.ts';
import type { LoweredSchema } from '../lowered-schema.ts';
import type { CanonicalLeaf } from './leaf.ts';

/** The schemas that hold because a schema does, itself first: those whose evaluations its `unevaluated…` sees (JSON Schema 2020-12 §11). */
export function inPlaceOf({ inPlace }: CanonicalLeaf, node: LoweredSchema): ReadonlySet<LoweredSchema> {
  const found = new Set([node]);
  // A Set's loop also visits what is added meanwhile.
  for (const each of found) for (const other of inPlace.get(each) ?? []) found.add(other);
  return found;
}

/** Whether one of the schemas evaluates a property of the name, beside the `unevaluatedProperties` of one of them. */
export function evaluatesProperty(nodes: ReadonlySet<LoweredSchema>, name: string, asker: LoweredSchema): boolean {
  for (const node of nodes) {
    if (node.properties !== undefined && Object.hasOwn(node.properties, name)) return true;
    if (node.additionalProperties !== undefined) return true;
    if (node.unevaluatedProperties !== undefined && node !== asker) return true;
    if (node.patternProperties !== undefined && matchesAny(Object.keys(node.patternProperties), name)) return true;
  }
  return false;
}

/** How many items one of the schemas evaluates, beside the `unevaluatedItems` of one of them. `contains` is not looked at. */
export function evaluatedItems(nodes: ReadonlySet<LoweredSchema>, asker: LoweredSchema): number {
  let count = 0;
  for (const node of nodes) {
    if (node.items !== undefined || (node.unevaluatedItems !== undefined && node !== asker))
      return Number.POSITIVE_INFINITY;
    count = Math.max(count, node.prefixItems?.length ?? 0);
  }
  return count;
}

function matchesAny(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => compilePattern(pattern).test(name));
}
