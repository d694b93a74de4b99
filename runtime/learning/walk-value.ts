import type { FieldPath } from './contract.ts';

/** A place in a value: its path as it stands there, and what stands there. */
export interface Field {
  readonly path: FieldPath;
  /** `undefined` where the last name is missing. */
  readonly value: unknown;
}

/**
 * What stands at a path. Nothing where the path leaves the value before its last name, where a name fits several properties, and where the last
 * name is missing and not one of `names`, which are asked for the object that misses it.
 */
export function fieldAt(
  value: unknown,
  path: FieldPath,
  isLoose: boolean,
  names: (at: FieldPath) => readonly string[],
): Field | undefined {
  let current = value;
  const walked: (string | number)[] = [];
  for (const [index, token] of path.entries()) {
    if (Array.isArray(current)) {
      const position = Number(token);
      if (!Number.isInteger(position) || position < 0 || position >= current.length) return undefined;
      current = current[position];
      walked.push(position);
      continue;
    }
    if (typeof current !== 'object' || current === null || ArrayBuffer.isView(current)) return undefined;
    const keys = Object.keys(current).filter((key) => (current as Record<string, unknown>)[key] !== undefined);
    const key = matching(keys, String(token), isLoose);
    if (key === undefined) {
      if (index < path.length - 1) return undefined;
      const missing = matching(names(walked), String(token), isLoose);
      return missing === undefined || keys.includes(missing)
        ? undefined
        : { path: [...walked, missing], value: undefined };
    }
    current = (current as Record<string, unknown>)[key];
    walked.push(key);
  }
  return { path: walked, value: current };
}

/** The one name that is meant: the same, else the only one that is the same but for how words are joined. */
function matching(names: readonly string[], wanted: string, isLoose: boolean): string | undefined {
  if (names.includes(wanted)) return wanted;
  if (!isLoose) return undefined;
  const alike = [...new Set(names)].filter((name) => plain(name) === plain(wanted));
  return alike.length === 1 ? alike[0] : undefined;
}

function plain(name: string): string {
  return name.replaceAll(/[_\-\s]/gu, '').toLowerCase();
}

const maxScalars = 1_000;

/** All texts, numbers and booleans of a value, up to a thousand. */
export function scalarsIn(value: unknown): readonly Field[] {
  const found: Field[] = [];
  const open: Field[] = [{ path: [], value }];
  for (let field = open.pop(); field !== undefined && found.length < maxScalars; field = open.pop()) {
    const { path, value: current } = field;
    if (typeof current === 'string' || typeof current === 'number' || typeof current === 'boolean') found.push(field);
    else if (Array.isArray(current))
      current.forEach((item: unknown, index) => open.push({ path: [...path, index], value: item }));
    else if (typeof current === 'object' && current !== null && !ArrayBuffer.isView(current))
      for (const [name, member] of Object.entries(current)) open.push({ path: [...path, name], value: member });
  }
  return found;
}
