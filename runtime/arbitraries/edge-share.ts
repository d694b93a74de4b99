/** At most so many of a list, evenly spread, the first one among them. */
export function spread<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  const stride = Math.ceil(items.length / Math.max(1, most));
  return items.filter((_, index) => index % stride === 0);
}

/** How many members a value has, at all depths, itself among them. */
export function sizeOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  let size = 1;
  for (const member of Object.values(value)) size += sizeOf(member);
  return size;
}
