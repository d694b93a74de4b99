import type { Alphabet } from './alphabet.ts';
import type { PlausibleCharacters, Rng } from './plausible-characters.ts';
import { plausibleCharacters } from './plausible-characters.ts';
import type { WordLengths } from './word-lengths.ts';

/** Draws accepted texts of exactly the wanted length, or of the nearest one there is. */
export interface WordSampler {
  /** Nothing where no text has a length within the bounds. */
  sample(rng: Rng, length: number, bounds: readonly [min: number, max: number]): string | undefined;
}

/** A way on, and how often it is to be taken among others. */
interface WeightedEdge {
  readonly target: number;
  readonly weight: number;
  readonly characters: readonly PlausibleCharacters[];
}

export function wordSampler(alphabet: Alphabet, lengths: WordLengths): WordSampler {
  const characters = alphabet.classes.map(plausibleCharacters);
  const weighted: (readonly WeightedEdge[])[] = [];
  const edgesFrom = (state: number): readonly WeightedEdge[] =>
    (weighted[state] ??= (lengths.edges[state] ?? []).map(({ target, classes }) => {
      const found = classes.flatMap((at) => characters[at] ?? []);
      return { target, characters: found, weight: Math.max(...found.map(({ weight }) => weight)) };
    }));
  const walk = (rng: Rng, length: number): Walk => {
    const states = [0];
    const text: string[] = [];
    for (let left = length - 1, state = 0; left >= 0; left--) {
      const all = edgesFrom(state);
      const edges = all.every(({ target }) => lengths.fits(target, left))
        ? all
        : all.filter(({ target }) => lengths.fits(target, left));
      const edge = choose(rng, edges);
      text.push(choose(rng, edge.characters).pick(rng));
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

function choose<T extends { readonly weight: number }>(rng: Rng, list: readonly T[]): T {
  const [first] = list;
  if (first !== undefined && list.length === 1) return first;
  let die = rng.nextInt(0, list.reduce((sum, { weight }) => sum + weight, 0) - 1);
  for (const item of list) {
    die -= item.weight;
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
