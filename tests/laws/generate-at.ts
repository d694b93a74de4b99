import * as fc from 'fast-check';
import { xorshift128plus } from 'pure-rand/generator/xorshift128plus';

/** The value of a seed; every third without bias, the others with fast-check's bias towards edges. */
export function generateAt<T>(arbitrary: fc.Arbitrary<T>, seed: number): T {
  const bias = seed % 3 === 0 ? undefined : 2 + (seed % 4);
  return arbitrary.generate(new fc.Random(xorshift128plus(Math.imul(seed + 1, 0x9e3779b1))), bias).value;
}
