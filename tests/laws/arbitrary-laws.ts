import * as fc from 'fast-check';
import { expect } from 'vitest';
import { isSmaller, measure } from '../../runtime/arbitraries/shrink/measure.ts';
import { generateAt } from './generate-at.ts';

/** What the laws need to know of an arbitrary. */
export interface LawSubject<T> {
  readonly arbitrary: fc.Arbitrary<T>;
  /** Whether a value is one that the arbitrary may give; also along every shrink path. */
  readonly isLawful: (value: T) => boolean;
  /** The part of a value that shrinking makes smaller. */
  readonly sizeOf: (value: T) => unknown;
}

/** Same seed, same value, whatever the user has set globally. */
export function assertSameSeedSameValue<T>(makeArbitrary: () => fc.Arbitrary<T>, seeds: number): void {
  const before = Array.from({ length: seeds }, (_, seed) => generateAt(makeArbitrary(), seed));
  fc.configureGlobal({ baseSize: 'xlarge', defaultSizeToMaxWhenMaxSpecified: true, numRuns: 1 });
  try {
    const after = Array.from({ length: seeds }, (_, seed) => generateAt(makeArbitrary(), seed));
    expect(after).toEqual(before);
  } finally {
    fc.resetConfigureGlobal();
  }
}

/** Every value is lawful; every shrink is lawful, strictly smaller and possible without a context; shrinking ends. */
export function assertLawful<T>({ arbitrary, isLawful, sizeOf }: LawSubject<T>, seeds: number): void {
  for (let seed = 0; seed < seeds; seed++) {
    let value = generateAt(arbitrary, seed);
    expect(isLawful(value), show(value)).toBe(true);
    expect(arbitrary.canShrinkWithoutContext(value), show(value)).toBe(true);
    // Down one path to its end, always by another of the candidates.
    for (let steps = 0; ; steps++) {
      expect(steps, `shrinking ends: ${show(value)}`).toBeLessThan(500);
      const candidates = [...arbitrary.shrink(value, undefined).take(8)].map((candidate) => candidate.value);
      if (candidates.length === 0) break;
      for (const candidate of candidates) {
        expect(
          isSmaller(measure(sizeOf(candidate)), measure(sizeOf(value))),
          `${show(candidate)} from ${show(value)}`,
        ).toBe(true);
        expect(isLawful(candidate), `${show(candidate)} from ${show(value)}`).toBe(true);
      }
      value = candidates[(seed + steps) % candidates.length] as T;
    }
  }
}

function show(value: unknown): string {
  return JSON.stringify(value).slice(0, 300);
}
