import { hash } from 'node:crypto';
import { Random } from 'fast-check';
import { xorshift128plusFromState } from 'pure-rand/generator/xorshift128plus';
import { formatSeedPath, type SeedPath } from '../model/seed-path.ts';

/**
 * The generator of random numbers that belongs to one seed path. Its 128-bit state is a digest of the path: states made
 * of small consecutive integers would give first draws that depend on one another.
 */
export function randomFor(seedPath: SeedPath): Random {
  const digest = hash('sha256', formatSeedPath(seedPath), 'buffer');
  return new Random(
    xorshift128plusFromState([
      digest.readInt32LE(0),
      digest.readInt32LE(4),
      digest.readInt32LE(8),
      // xorshift stays at zero for ever once its whole state is zero.
      digest.readInt32LE(12) | 1,
    ]),
  );
}

/** fast-check's own growth of the bias factor with the number of runs: edges are frequent at first, then rarer. */
export function biasFor(index: number): number {
  return 2 + Math.floor(Math.log10(index + 1));
}
