import { hash } from 'node:crypto';
import { Random } from 'fast-check';
import { xorshift128plusFromState } from 'pure-rand/generator/xorshift128plus';
import type { SeedPath } from '../model/seed-path.ts';

/**
 * The generator of random numbers that belongs to one seed path. Its 128-bit state is a digest of the path, with the index
 * mixed in: states made of small consecutive integers would give first draws that depend on one another.
 */
export function randomFor({ seed, phase, operation, index }: SeedPath): Random {
  const [a, b, c, d] = digestOf(`${seed}/${phase}/${operation}`);
  const x = mix(a ^ index);
  const y = mix(b ^ x);
  const z = mix(c ^ y);
  // xorshift stays at zero for ever once its whole state is zero.
  return new Random(xorshift128plusFromState([x, y, z, mix(d ^ z) | 1]));
}

type Digest = readonly [number, number, number, number];

/** Cases of an operation mostly follow one another. */
const digests = new Map<string, Digest>();
const maxDigests = 256;

function digestOf(path: string): Digest {
  const known = digests.get(path);
  if (known !== undefined) return known;
  const bytes = hash('sha256', path, 'buffer');
  const digest: Digest = [bytes.readInt32LE(0), bytes.readInt32LE(4), bytes.readInt32LE(8), bytes.readInt32LE(12)];
  if (digests.size >= maxDigests) digests.clear();
  digests.set(path, digest);
  return digest;
}

/** A bijection of 32-bit integers in which every input bit moves every output bit (the finaliser of MurmurHash3). */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** fast-check's own growth of the bias factor with the number of runs: edges are frequent at first, then rarer. */
export function biasFor(index: number): number {
  return 2 + Math.floor(Math.log10(index + 1));
}
