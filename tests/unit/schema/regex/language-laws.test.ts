import { describe, expect, it } from 'vitest';
import { fixedRng } from '../../../../runtime/arbitraries/generate/draw.ts';
import { textLanguage } from '../../../../runtime/schema/regex/language.ts';
import type { CharSet } from '../../../../runtime/schema/regex/pattern-node.ts';
import type { TextConstraints } from '../../../../runtime/schema/regex/text-language.ts';
import { randomPattern } from './random-pattern.ts';

const ABC: CharSet = { negated: false, ranges: [[0x61, 0x63]], properties: [] };
const LONGEST = 5;
const TEXTS = allTexts(LONGEST);

function allTexts(longest: number): readonly string[] {
  const texts = [''];
  for (let at = 0; at < texts.length; at++) {
    const text = texts[at] ?? '';
    if (text.length < longest) texts.push(...['a', 'b', 'c'].map((char) => text + char));
  }
  return texts;
}

function membersByTrial({ patterns, notPatterns, minLength, maxLength }: TextConstraints): readonly string[] {
  const wanted = patterns.map((pattern) => new RegExp(pattern, 'u'));
  const unwanted = notPatterns.map((pattern) => new RegExp(pattern, 'u'));
  return TEXTS.filter(
    (text) =>
      text.length >= minLength &&
      text.length <= maxLength &&
      wanted.every((pattern) => pattern.test(text)) &&
      !unwanted.some((pattern) => pattern.test(text)),
  );
}

/** One constraint after another: a pattern alone, two of them, one without another. */
function constraintsOf(seed: number): TextConstraints {
  const [first, second, third] = [seed, seed + 10_000, seed + 20_000].map(randomPattern) as [string, string, string];
  const rng = fixedRng(seed);
  const maxLength = rng.nextInt(0, LONGEST);
  return {
    patterns: [[first], [first, second], [first], [], [first, second]][seed % 5] ?? [],
    notPatterns: [[], [], [second], [first], [third]][seed % 5] ?? [],
    minLength: rng.nextInt(0, Math.min(2, maxLength)),
    maxLength,
    alphabet: ABC,
  };
}

describe('languages of random patterns', () => {
  it('hold exactly the texts that the regular expressions allow', () => {
    for (let seed = 0; seed < 600; seed++) {
      const constraints = constraintsOf(seed);
      const language = textLanguage(constraints);
      const expected = membersByTrial(constraints);
      const where = `seed ${seed}: ${JSON.stringify(constraints)}`;
      expect(language.emptiness, where).toBe(expected.length === 0 ? 'empty' : 'inhabited');
      expect(language.cardinality, where).toBe(expected.length);
      expect(language.members(1_000)?.toSorted(), where).toEqual(expected.toSorted());
      if (expected.length > 0) expect(language.shortest, where).toBe(Math.min(...expected.map((text) => text.length)));
    }
  });

  it('give only such texts, of the wanted length where there is one', () => {
    const rng = fixedRng(1);
    for (let seed = 0; seed < 600; seed++) {
      const constraints = constraintsOf(seed);
      const expected = new Set(membersByTrial(constraints));
      const lengths = new Set(Array.from(expected, (text) => text.length));
      const language = textLanguage(constraints);
      for (let length = 0; length <= LONGEST; length++) {
        const text = language.sample(rng, length);
        if (expected.size === 0) expect(text).toBeUndefined();
        else expect(expected, `seed ${seed}: ${JSON.stringify(constraints)}`).toContain(text);
        if (lengths.has(length)) expect(text).toHaveLength(length);
      }
    }
  });

  it('give back the language as the complement of its complement', () => {
    for (let seed = 0; seed < 150; seed++) {
      const pattern = randomPattern(seed);
      const limits = { minLength: 0, maxLength: 4, alphabet: ABC };
      const inside = textLanguage({ patterns: [pattern], notPatterns: [], ...limits });
      const outside = textLanguage({ patterns: [], notPatterns: [pattern], ...limits });
      const neither = textLanguage({ patterns: [pattern], notPatterns: [pattern], ...limits });
      expect((inside.cardinality ?? 0) + (outside.cardinality ?? 0), pattern).toBe(121);
      expect(neither.emptiness).toBe('empty');
    }
  });
});
