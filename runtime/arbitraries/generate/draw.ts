/** The source of choice: fast-check's `Random` is one. */
export interface Rng {
  /** Both bounds included. */
  nextInt(min: number, max: number): number;
}

/** The state of one value's generation. */
export interface Draw {
  readonly rng: Rng;
  /** Prefer the edges of what is allowed. */
  readonly edgy: boolean;
  /** Check the parts that are not right by construction at once, each on its own, instead of the whole at the end. */
  readonly strict: boolean;
  /** How many values may still be made before only what is required is. */
  left: number;
  /** How often a branch gave no value: choices that fail far down must not multiply. */
  readonly misses: { count: number };
}

export function newDraw({ rng, edgy, strict, left }: Omit<Draw, 'misses'>): Draw {
  return { rng, edgy, strict, left, misses: { count: 0 } };
}

/** The generator's fixed choice: always the first. */
export const firstChoice: Rng = { nextInt: (min) => min };

/** A small generator for choices that must be fixed and need not be good (mulberry32). */
export function fixedRng(seed: number): Rng {
  let state = seed >>> 0;
  return {
    nextInt(min, max) {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return min + Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * (max - min + 1));
    },
  };
}

export function pick<T>(rng: Rng, list: readonly T[]): T {
  return list[rng.nextInt(0, list.length - 1)] as T; // lists are never empty here
}
