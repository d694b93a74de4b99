/** A text that is the same for two values exactly when JSON Schema calls them equal (members in any order). */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return value === 0 ? '0' : (JSON.stringify(value) ?? 'undefined');
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = value as Readonly<Record<string, unknown>>;
  const names = Object.keys(members).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalJson(members[name])}`).join(',')}}`;
}

export function isSameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  return canonicalJson(a) === canonicalJson(b);
}
