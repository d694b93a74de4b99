import { canonicalJson } from '../canonical-json.ts';
import type { LoweredSchema } from '../lowered-schema.ts';

const MOST_DEPTH = 4;

/**
 * The property by whose value the branches of a choice are told apart: each branch allows only some constants for it, and no
 * two branches the same one. Nothing where there is none.
 */
export function tagOf(branches: readonly LoweredSchema[]): string | undefined {
  const [first, ...others] = branches.map((branch) => constantsByName(branch, new Map(), 0));
  if (first === undefined || others.length === 0) return undefined;
  for (const [name, values] of first) {
    const seen = new Set(values);
    if (others.every((other) => other.get(name)?.every((value) => !seen.has(value) && seen.add(value)))) return name;
  }
  return undefined;
}

/** The constants that a branch allows for its properties, as canonical JSON. */
function constantsByName(
  schema: LoweredSchema,
  found: Map<string, readonly string[]>,
  depth: number,
): Map<string, readonly string[]> {
  if (depth > MOST_DEPTH) return found;
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if ('const' in property) found.set(name, [canonicalJson(property.const)]);
    else if (property.enum !== undefined) found.set(name, property.enum.map(canonicalJson));
  }
  const handle = schema['x-atg-ref'];
  if (handle !== undefined && handle.resolves()) constantsByName(handle(), found, depth + 1);
  for (const part of schema.allOf ?? []) constantsByName(part, found, depth + 1);
  return found;
}
