/** The list without what is there twice: what a reader keeps that fills a set. */
export function distinct(items: readonly unknown[]): readonly unknown[] {
  const seen = new Set<unknown>();
  return items.filter((item) => {
    const key = typeof item === 'object' ? `\0${JSON.stringify(item)}` : item;
    return !seen.has(key) && seen.add(key);
  });
}
