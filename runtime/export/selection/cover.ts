/**
 * The fewest of the items, nearly, that have every aspect which any of them has (greedy set cover), but no more than `max`, in their own order. Of two that add
 * as much the first is taken.
 */
export function cover<T>(items: readonly T[], aspectsOf: (item: T) => readonly string[], max: number): readonly T[] {
  const left = items.map((item, at) => ({ item, at, aspects: aspectsOf(item) }));
  const covered = new Set<string>();
  const chosen: typeof left = [];
  while (chosen.length < max) {
    let best: (typeof left)[number] | undefined;
    let most = 0;
    for (const one of left) {
      const added = new Set(one.aspects.filter((aspect) => !covered.has(aspect))).size;
      if (added > most) {
        best = one;
        most = added;
      }
    }
    if (best === undefined) break;
    for (const aspect of best.aspects) covered.add(aspect);
    chosen.push(best);
  }
  return chosen.sort((a, b) => a.at - b.at).map(({ item }) => item);
}
