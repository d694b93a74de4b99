import type { Alphabet } from './alphabet.ts';
import type { PlausibleCharacters, Rng } from './plausible-characters.ts';
import { plausibleCharacters } from './plausible-characters.ts';
import type { Edge, WordLengths } from './word-lengths.ts';

/** Draws accepted texts of exactly the wanted length, or of the nearest one there is. */
export interface WordSampler {
  /** Nothing where no text has a length within the bounds. */
  sample(rng: Rng, length: number, bounds: readonly [min: number, max: number]): string | undefined;
}

export function wordSampler(alphabet: Alphabet, lengths: WordLengths): WordSampler {
  const characters: PlausibleCharacters[] = [];
  const charactersOf = (index: number): PlausibleCharacters =>
    (characters[index] ??= plausibleCharacters(alphabet.classes[index] ?? []));
  const weightOf = (edge: Edge): number =>
    edge.classes.reduce((most, at) => Math.max(most, charactersOf(at).weight), 0);
  const walk = (rng: Rng, length: number): Walk => {
    const states = [0];
    let text: string[] = [];
    for (let left = length, state = 0; left > 0; left--) {
      const edges = (lengths.edges[state] ?? []).filter(({ target }) => lengths.fits(target, left - 1));
      const edge = weighted(rng, edges, weightOf);
      const index = weighted(rng, edge.classes, (at) => charactersOf(at).weight);
      text.push(charactersOf(index).pick(rng));
      state = edge.target;
      states.push(state);
    }
    return { states, text };
  };
  return {
    sample(rng, length, [min, max]) {
      const wanted = Math.max(min, Math.min(length, max));
      const near = nearest(lengths, Math.min(wanted, lengths.horizon), min, Math.min(max, lengths.horizon));
      if (wanted <= lengths.horizon) return near === undefined ? undefined : walk(rng, near).text.join('');
      return near === undefined && !lengths.infinite ? undefined : grown(walk, rng, lengths, wanted, [min, max]);
    },
  };
}

interface Walk {
  /** The states passed through, one more than characters. */
  readonly states: readonly number[];
  readonly text: readonly string[];
}

function weighted<T>(rng: Rng, list: readonly T[], weightOf: (item: T) => number): T {
  const total = list.reduce((sum, item) => sum + weightOf(item), 0);
  let die = rng.nextInt(0, total - 1);
  for (const item of list) {
    die -= weightOf(item);
    if (die < 0) return item;
  }
  return list.at(-1) as T; // not reached: the die is below the total, and lists are never empty here
}

/** The length of an accepted text that is nearest to the wanted one. */
function nearest(lengths: WordLengths, wanted: number, min: number, max: number): number | undefined {
  for (let distance = 0; wanted - distance >= min || wanted + distance <= max; distance++) {
    if (wanted + distance <= max && wanted + distance >= min && lengths.fits(0, wanted + distance))
      return wanted + distance;
    if (wanted - distance >= min && wanted - distance <= max && lengths.fits(0, wanted - distance))
      return wanted - distance;
    if (distance > lengths.horizon) return undefined;
  }
  return undefined;
}

/** A text beyond the horizon: one from before it, a cycle of its way gone round again and again. */
function grown(
  walk: (rng: Rng, length: number) => Walk,
  rng: Rng,
  lengths: WordLengths,
  wanted: number,
  [min, max]: readonly [number, number],
): string | undefined {
  const states = lengths.edges.length;
  const longest = Math.min(lengths.horizon, 2 * states + 50);
  for (let length = longest; length >= 0 && length > longest - states - 1; length--) {
    if (!lengths.fits(0, length)) continue;
    const { states: way, text } = walk(rng, length);
    const cycle = shortestCycle(way);
    if (cycle === undefined) continue;
    const [from, to] = cycle;
    const period = to - from;
    let rounds = Math.floor((wanted - length) / period);
    if (length + rounds * period < min) rounds++;
    const total = length + rounds * period;
    if (total < min || total > max) continue;
    return text.slice(0, to).join('') + text.slice(from, to).join('').repeat(rounds) + text.slice(to).join('');
  }
  return undefined;
}

/** The closest two positions of a way that are in the same state. */
function shortestCycle(way: readonly number[]): readonly [number, number] | undefined {
  const last = new Map<number, number>();
  let best: readonly [number, number] | undefined;
  for (const [at, state] of way.entries()) {
    const before = last.get(state);
    if (before !== undefined && (best === undefined || at - before < best[1] - best[0])) best = [before, at];
    last.set(state, at);
  }
  return best;
}
