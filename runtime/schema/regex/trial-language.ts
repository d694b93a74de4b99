import type { Pattern } from '../compile-pattern.ts';
import { compilePattern } from '../compile-pattern.ts';
import type { TextConstraints, TextLanguage } from './text-language.ts';
import { containsCodePoint, matchLengths } from './pattern-node.ts';
import type { Rng } from './plausible-characters.ts';
import { treeSampler } from './tree-sampler.ts';

const TRIES = 20;
const LONG = 5_000;
const LONG_TRIES = 4;
const LONGEST = 100_000;

/**
 * A language that is only known by trial: texts are written from the patterns' parts and checked, a bounded number of
 * times each. For backreferences, and for patterns whose automata are too large.
 */
export function trialLanguage(constraints: TextConstraints): TextLanguage {
  const patterns = constraints.patterns.map(compilePattern);
  const least = Math.max(constraints.minLength, ...patterns.map(({ tree }) => matchLengths(tree)[0]));
  const samplers = patterns.map(({ tree }) => treeSampler(tree, (codePoint) => carries(constraints, codePoint)));
  const keeps = keeper(constraints, patterns);
  return {
    emptiness: least > constraints.maxLength ? 'empty' : 'unknown',
    cardinality: least > constraints.maxLength ? 0 : undefined,
    shortest: least,
    sample(rng, length) {
      if (least > Math.min(LONGEST, constraints.maxLength)) return undefined;
      const tries = Math.min(length, constraints.maxLength) > LONG ? LONG_TRIES : TRIES;
      for (let attempt = 0; attempt < tries; attempt++) {
        // What was wanted, then the shortest, then longer ones.
        const wanted = attempt < tries / 2 ? length : least + rng.nextInt(0, 2 * attempt);
        const within = Math.max(least, Math.min(wanted, constraints.maxLength, LONGEST));
        const texts = samplers.map((sampler) => sampler.sample(rng, clamped(within, sampler.lengths)));
        const text = padded(joined(texts, rng, attempt), constraints.minLength, attempt);
        const kept = keeps(text);
        if (kept === true) return text;
        if (kept === undefined) return undefined; // what cannot be checked is not sent, and checking was costly
      }
      return undefined;
    },
    members: () => undefined,
  };
}

function clamped(length: number, [low, high]: readonly [number, number]): number {
  return Math.max(low, Math.min(length, high));
}

/** Several patterns often speak of different parts of a text: one of the beginning, one of the end. */
function joined(texts: readonly string[], rng: Rng, attempt: number): string {
  if (texts.length < 2) return texts[0] ?? '';
  if (attempt % 3 === 0) return texts[rng.nextInt(0, texts.length - 1)] ?? '';
  return (attempt % 3 === 1 ? texts : texts.toReversed()).join('');
}

/** Without anchors a match may stand anywhere: the rest is filled up on one side. */
function padded(text: string, min: number, attempt: number): string {
  const missing = min - Array.from(text).length;
  if (missing <= 0) return text;
  return attempt % 2 === 0 ? text + 'a'.repeat(missing) : 'a'.repeat(missing) + text;
}

function carries({ alphabet }: TextConstraints, codePoint: number): boolean {
  const surrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
  return !surrogate && (alphabet === undefined || containsCodePoint(alphabet, codePoint));
}

/** Whether a text keeps the constraints; nothing where a pattern does not tell. */
function keeper(constraints: TextConstraints, patterns: readonly Pattern[]): (text: string) => boolean | undefined {
  const unwanted = constraints.notPatterns.map(compilePattern);
  return (text) => {
    const codePoints = Array.from(text, (char) => char.codePointAt(0) ?? 0);
    if (codePoints.length < constraints.minLength || codePoints.length > constraints.maxLength) return false;
    if (!codePoints.every((codePoint) => carries(constraints, codePoint))) return false;
    for (const pattern of patterns) {
      const matches = pattern.decide(text);
      if (matches !== true) return matches;
    }
    for (const pattern of unwanted) {
      const matches = pattern.decide(text);
      if (matches !== false) return matches === undefined ? undefined : false;
    }
    return true;
  };
}
