import { canonicalJson } from '../canonical-json.ts';
import type { LoweredSchema } from '../lowered-schema.ts';
import { typeBits, typeOf } from './value-types.ts';

const KEYWORDS = new Set(['const', 'enum', 'type']);

/** The values of a choice among constants, in which no branch has to be chosen: what holds is one of a set. Nothing for any other choice. */
export function constantsOf(
  branches: readonly LoweredSchema[],
  keyword: 'anyOf' | 'oneOf',
): readonly unknown[] | undefined {
  const found = new Map<string, unknown>();
  for (const branch of branches) {
    if (!('const' in branch) && branch.enum === undefined) return undefined;
    if (!Object.keys(branch).every((key) => KEYWORDS.has(key))) return undefined;
    for (const value of valuesOf(branch)) {
      const key = canonicalJson(value);
      if (keyword === 'oneOf' && found.has(key)) return undefined;
      found.set(key, value);
    }
  }
  return [...found.values()];
}

function valuesOf(branch: LoweredSchema): readonly unknown[] {
  const members = branch.enum ?? [branch.const];
  const same = 'const' in branch && branch.enum !== undefined ? canonicalJson(branch.const) : undefined;
  const types = branch.type === undefined ? undefined : typeBits(branch.type);
  return members.filter(
    (member) =>
      (types === undefined || (types & typeOf(member)) !== 0) && (same === undefined || canonicalJson(member) === same),
  );
}
