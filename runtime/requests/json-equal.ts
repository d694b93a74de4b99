/** Whether two values are the same JSON: key order and `undefined` members make no difference. */
export function jsonEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, index) => jsonEqual(item, b[index]));
  }
  const own = presentEntries(a);
  const other = new Map(presentEntries(b));
  return own.length === other.size && own.every(([key, value]) => other.has(key) && jsonEqual(value, other.get(key)));
}

/** The members that JSON would write. */
export function presentEntries(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value).filter(([, member]) => member !== undefined);
}
