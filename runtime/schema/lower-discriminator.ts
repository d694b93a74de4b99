import type { Discriminator } from './keywords/discriminator-keyword.ts';
import { isPlainObject } from './lowering-context.ts';

/**
 * What a `discriminator` beside `oneOf` or `anyOf` allows, where that is known: every branch is a reference, whose last segment is the
 * branch's name, and the mapping adds names of its own. Nothing where a branch has no name.
 */
export function lowerDiscriminator(raw: Readonly<Record<string, unknown>>): Discriminator | undefined {
  const { discriminator } = raw;
  if (!isPlainObject(discriminator) || typeof discriminator['propertyName'] !== 'string') return undefined;
  const branches = raw['oneOf'] ?? raw['anyOf'];
  if (!Array.isArray(branches) || branches.length === 0) return undefined;
  const names = branches.map(branchName);
  if (names.includes(undefined)) return undefined;
  const { mapping } = discriminator;
  const mapped = isPlainObject(mapping) ? Object.keys(mapping) : [];
  const tags = [...new Set([...mapped, ...names.filter((name) => name !== undefined)])];
  return { propertyName: discriminator['propertyName'], tags };
}

function branchName(branch: unknown): string | undefined {
  if (!isPlainObject(branch) || typeof branch['$ref'] !== 'string') return undefined;
  const name = branch['$ref'].slice(branch['$ref'].lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return undefined;
  }
}
