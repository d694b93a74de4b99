import type { JsonObject } from './json-object.ts';

/** Which properties or items of one value some schema has spoken of, for `unevaluatedProperties` and `unevaluatedItems`. */
export interface Evaluated {
  names: Set<string> | undefined;
  allNames: boolean;
  /** How many items from the first on. */
  prefix: number;
  indices: Set<number> | undefined;
  allItems: boolean;
  /** While errors are told: a schema that fails also says what it speaks of, so that one defect is not told as two. */
  readonly lenient: boolean;
}

export function nothingEvaluated(lenient: boolean): Evaluated {
  return { names: undefined, allNames: false, prefix: 0, indices: undefined, allItems: false, lenient };
}

export function addEvaluated(to: Evaluated, from: Evaluated): void {
  to.allNames ||= from.allNames;
  to.allItems ||= from.allItems;
  to.prefix = Math.max(to.prefix, from.prefix);
  if (from.names !== undefined) {
    to.names ??= new Set();
    for (const name of from.names) to.names.add(name);
  }
  if (from.indices !== undefined) {
    to.indices ??= new Set();
    for (const index of from.indices) to.indices.add(index);
  }
}

export function addName(to: Evaluated, name: string): void {
  (to.names ??= new Set()).add(name);
}

export function addIndex(to: Evaluated, index: number): void {
  (to.indices ??= new Set()).add(index);
}

/** The names that nothing has spoken of. */
export function unevaluatedNames(value: JsonObject, seen: Evaluated): readonly string[] {
  if (seen.allNames) return [];
  return Object.keys(value).filter((name) => value[name] !== undefined && seen.names?.has(name) !== true);
}

/** The indices that nothing has spoken of. */
export function unevaluatedIndices(value: readonly unknown[], seen: Evaluated): readonly number[] {
  if (seen.allItems) return [];
  const left: number[] = [];
  for (let index = seen.prefix; index < value.length; index++) {
    if (seen.indices?.has(index) !== true) left.push(index);
  }
  return left;
}
