import type { CanonicalLeaf } from '../../schema/canonical/leaf.ts';
import { compilePattern } from '../../schema/compile-pattern.ts';
import { countCodePoints } from '../../schema/count-code-points.ts';
import { hasFormat } from '../../schema/formats.ts';
import type { Rng } from '../generate/draw.ts';
import type { TextProfile } from '../text-profile.ts';
import { allowsText } from '../text-profile.ts';
import type { Breaker } from './breaker.ts';

/** Texts that a pattern may not match, made from one that it does; `strange` are characters that few patterns allow. */
type Way = (valid: readonly string[], strange: readonly string[], rng: Rng) => Iterable<string>;

const STRANGE = ['~', '!', '_', ' ', 'a', '0', '§'];
const ofSameKind = ['0123456789', 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/**
 * What is wrong where: within the text; behind it and before it, which a pattern without anchors lets pass; too short; and characters of the
 * right kind that are wrong ones, which looser patterns let pass.
 */
const ways: readonly Way[] = [
  function* within(valid, strange, rng) {
    for (const char of strange) {
      if (valid.length > 0) yield valid.with(rng.nextInt(0, valid.length - 1), char).join('');
      yield char.repeat(Math.max(1, valid.length));
    }
  },
  (valid, strange) => strange.map((char) => valid.join('') + char),
  (valid, strange) => strange.map((char) => char + valid.join('')),
  (valid) => [valid.slice(0, -1).join(''), valid.slice(1).join('')],
  function* ofTheKind(valid, _, rng) {
    const start = valid.length === 0 ? 0 : rng.nextInt(0, valid.length - 1);
    for (let step = 0; step < valid.length; step++) {
      const index = (start + step) % valid.length;
      const others = ofSameKind.find((chars) => chars.includes(valid[index] ?? ' ')) ?? '';
      for (const other of [others.at(-1), others.at(0)])
        if (other !== undefined) yield valid.with(index, other).join('');
    }
  },
];

/** Breaks a pattern in any of the ways, and the length, another pattern or a format as well only where there is no other. */
export function patternBreaker(pattern: string, shape: CanonicalLeaf, profile: TextProfile): Breaker {
  const rules = { pattern, shape, profile };
  return ({ rng }, valid) => {
    const start = rng.nextInt(0, ways.length - 1);
    const inOrder = [...ways.slice(start), ...ways.slice(0, start)];
    for (const isAlone of [true, false]) {
      for (const way of inOrder) {
        const broken = brokenBy(way, { ...rules, isAlone }, rng, valid);
        if (broken !== undefined) return broken;
      }
    }
    return profile === 'any' && !compilePattern(pattern).test('') ? '' : undefined;
  };
}

/** A breaker for each way, of the pattern alone. */
export function patternBreakers(pattern: string, shape: CanonicalLeaf, profile: TextProfile): readonly Breaker[] {
  return ways.map(
    (way) =>
      ({ rng }, valid) =>
        brokenBy(way, { pattern, shape, profile, isAlone: true }, rng, valid),
  );
}

interface BreakRules {
  readonly pattern: string;
  readonly shape: CanonicalLeaf;
  readonly profile: TextProfile;
  /** Of the right length, and with the other patterns and formats. */
  readonly isAlone: boolean;
}

/** What the pattern does not match, nor when its last line end is dropped, or in other letters' cases. */
function brokenBy(
  way: Way,
  { pattern, shape, profile, isAlone }: BreakRules,
  rng: Rng,
  valid: unknown,
): string | undefined {
  const chars = Array.from(typeof valid === 'string' ? valid : '');
  const start = rng.nextInt(0, STRANGE.length - 1);
  for (const candidate of way(chars, [...STRANGE.slice(start), ...STRANGE.slice(0, start)], rng)) {
    if (candidate === '' || !allowsText(profile, candidate) || mayMatch(pattern, candidate)) continue;
    if (!isAlone || keepsTheRest(candidate, pattern, shape)) return candidate;
  }
  return undefined;
}

function mayMatch(pattern: string, candidate: string): boolean {
  const { decide } = compilePattern(pattern);
  const readings = [candidate, candidate.trim(), candidate.toLowerCase(), candidate.toUpperCase()];
  return readings.some((reading) => decide(reading) !== false); // what is not decided may match
}

function keepsTheRest(candidate: string, pattern: string, shape: CanonicalLeaf): boolean {
  const length = countCodePoints(candidate);
  return (
    length >= shape.minLength &&
    length <= shape.maxLength &&
    shape.patterns.every((other) => other === pattern || compilePattern(other).test(candidate)) &&
    shape.formats.every((format) => hasFormat(format, candidate))
  );
}
