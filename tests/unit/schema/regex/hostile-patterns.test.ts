import { describe, expect, it } from 'vitest';
import { fixedRng } from '../../../../runtime/arbitraries/generate/draw.ts';
import { compilePattern } from '../../../../runtime/schema/compile-pattern.ts';
import { textLanguage } from '../../../../runtime/schema/regex/language.ts';
import type { TextConstraints } from '../../../../runtime/schema/regex/text-language.ts';

const WORDS = Array.from(
  { length: 5_000 },
  (_, index) => `${((index * 7_919) % 100_003).toString(36)}w${index.toString(36)}`,
);
const NESTED = '((((a{1,50}){1,50}){1,50}){1,50})';

const HOSTILE: readonly (readonly [name: string, constraints: Partial<TextConstraints>, gives: boolean])[] = [
  ['nested stars', { patterns: ['(a+)+$'] }, true],
  ['overlapping stars', { patterns: ['^(([a-z])+.)+[A-Z]([a-z])+$'] }, true],
  ['nested counts', { patterns: [NESTED] }, true],
  ['nested counts, anchored', { patterns: [`^${NESTED}$`], notPatterns: ['aaa'] }, true],
  ['nested counts that do not join', { patterns: [`^${NESTED.replace('a', 'ab')}$`] }, true],
  ['a large upper bound', { patterns: ['^.{1,100000}$'], notPatterns: ['^a+$'] }, true],
  ['a least length of a million', { patterns: ['(x{1000}){1000}'] }, false],
  ['5,000 words', { patterns: [`^(${WORDS.join('|')})$`] }, true],
  ['5,000 words anywhere', { patterns: [WORDS.join('|')] }, true],
  ['none of 5,000 words', { notPatterns: [WORDS.join('|')] }, true],
  [
    'large classes',
    { patterns: ['^[\\p{L}\\p{N}\\p{Emoji}\\p{Script=Greek}]{3,50}$'], notPatterns: ['\\p{Lu}'] },
    true,
  ],
  ['an exponential automaton', { patterns: ['(a|b)*a(a|b){25}$'] }, true],
  ['two exponential automata', { patterns: ['(a|b)*a(a|b){9}$', '(a|b)*b(a|b){10}$'] }, true],
  ['a large product', { patterns: ['x{200}', 'y{300}', 'z{250}'] }, true],
  ['40 patterns', { patterns: WORDS.slice(0, 40) }, true],
  ['200 unwanted patterns', { notPatterns: WORDS.slice(0, 200).map((word) => `^${word}$`) }, true],
  ['eight lookaheads', { patterns: [`^${Array.from('abcdefgh', (letter) => `(?=.*${letter})`).join('')}.*$`] }, true],
  ['lookaheads in a loop', { patterns: ['^(?:(?=(?:ab|a)+c)a|b|c)*$'] }, true],
  ['optional characters', { patterns: [`^${'a?'.repeat(1_000)}${'a'.repeat(1_000)}$`] }, false],
  ['500 groups', { patterns: [`^${'('.repeat(500)}a${')*'.repeat(500)}$`] }, true],
  ['a backreference in a loop', { patterns: ['^(\\w+\\s?)*\\1$'], notPatterns: ['b'] }, true],
];

function cpuMilliseconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000;
}

describe('hostile patterns', () => {
  it.each(HOSTILE)('%s: texts, or none, in bounded time', (_, given, gives) => {
    const constraints = { patterns: [], notPatterns: [], minLength: 0, maxLength: Number.POSITIVE_INFINITY, ...given };
    const started = process.cpuUsage();
    const language = textLanguage(constraints);
    expect(language.emptiness).not.toBe('empty');
    const rng = fixedRng(1);
    const texts = Array.from({ length: 5 }, (__, index) => language.sample(rng, language.shortest + index));
    language.members(10);
    expect(cpuMilliseconds(started)).toBeLessThan(1_500); // a fifth of it, but for machines that are busy
    const found = texts.filter((text) => text !== undefined);
    expect(found.length > 0).toBe(gives);
    for (const text of found) {
      for (const pattern of constraints.patterns) expect(compilePattern(pattern).decide(text)).toBe(true);
      for (const pattern of constraints.notPatterns) expect(compilePattern(pattern).decide(text)).toBe(false);
    }
  });
});
