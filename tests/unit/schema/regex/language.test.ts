import { describe, expect, it } from 'vitest';
import { fixedRng } from '../../../../runtime/arbitraries/generate/draw.ts';
import { textLanguage } from '../../../../runtime/schema/regex/language.ts';
import type { TextConstraints, TextLanguage } from '../../../../runtime/schema/regex/text-language.ts';

function languageOf(constraints: Partial<TextConstraints>): TextLanguage {
  return textLanguage({
    patterns: [],
    notPatterns: [],
    minLength: 0,
    maxLength: Number.POSITIVE_INFINITY,
    ...constraints,
  });
}

function samples(language: TextLanguage, count: number, length: number): readonly string[] {
  const rng = fixedRng(7);
  return Array.from({ length: count }, () => language.sample(rng, length)).filter((text) => text !== undefined);
}

const codePoints = (text: string): number => Array.from(text).length;

describe('textLanguage', () => {
  it('knows when patterns and lengths contradict each other', () => {
    for (const constraints of [
      { patterns: ['foo'], maxLength: 2 },
      { patterns: ['^a', '^b'] },
      { patterns: ['^[a-z]+$'], notPatterns: ['[a-m]', '[n-z]'] },
      { patterns: ['^(?=.*\\d)[a-z]*$'] },
      { patterns: ['a\\bb'] },
      { patterns: ['(?<!a)b$', 'ab$'] },
      { patterns: ['^.{3}$'], minLength: 4 },
      { patterns: ['x'], alphabet: { negated: true, ranges: [[0x78, 0x78]], properties: [] } },
    ] satisfies readonly Partial<TextConstraints>[]) {
      const language = languageOf(constraints);
      expect(language.emptiness, JSON.stringify(constraints)).toBe('empty');
      expect(language.cardinality).toBe(0);
      expect(language.members(5)).toEqual([]);
      expect(language.sample(fixedRng(1), 5)).toBeUndefined();
    }
  });

  it('never calls empty what only trial can tell', () => {
    for (const constraints of [
      { patterns: ['^(a+)b\\1$'], notPatterns: ['^aba$'] },
      { patterns: ['^(?:x{1000}){50}$'] },
      { patterns: ['(?<=a(?=b))b'] },
      { patterns: ['^\\A$'] },
    ]) {
      expect(languageOf(constraints).emptiness, JSON.stringify(constraints)).toBe('unknown');
    }
  });

  it('counts texts in code points', () => {
    expect(languageOf({ patterns: ['^(?:ja|nein)$'] }).cardinality).toBe(2);
    expect(languageOf({ patterns: ['^[0-9]{1,5}$'] }).cardinality).toBe(111_110);
    expect(languageOf({ patterns: ['^[0-9]{6}$'] }).cardinality).toBe(1_000_000);
    expect(languageOf({ patterns: ['^.$'], notPatterns: ['[\\0-\\u{ffff}]'] }).cardinality).toBe(0x100000);
    expect(languageOf({ patterns: ['a'] }).cardinality).toBe(Number.POSITIVE_INFINITY);
    expect(languageOf({ patterns: ['^[a-z]*$'], maxLength: 1e12 }).cardinality).toBeGreaterThan(1e6);
    expect(languageOf({ minLength: 0, maxLength: 0 }).cardinality).toBe(1);
  });

  it('lists all texts, shorter ones first', () => {
    const language = languageOf({ patterns: ['^(?:ja|nein|jein)$'], notPatterns: ['jein'] });
    expect(language.members(2)).toEqual(['ja', 'nein']);
    expect(language.members(1)).toBeUndefined();
    expect(languageOf({ patterns: ['^[😀-😂]$'] }).members(3)).toEqual(['😀', '😁', '😂']);
  });

  it('takes characters beyond the first plane as two where there is no u flag', () => {
    const astral = { alphabet: { negated: false, ranges: [[0x1f600, 0x1f600]], properties: [] } } as const;
    expect(languageOf({ ...astral, patterns: ['^.{2}\\-{0}$'] }).members(5)).toEqual(['😀']);
    expect(languageOf({ ...astral, patterns: ['^.{2}$'] }).members(5)).toEqual(['😀😀']);
    expect(languageOf({ ...astral, patterns: ['^.\\-{0}$'] }).emptiness).toBe('empty');
    expect(languageOf({ ...astral, patterns: ['^(?:.[^a]){2}\\-{0}$'], maxLength: 3 }).members(5)).toEqual(['😀😀']);
    // Halves told apart are more than an automaton of characters sees: what it does not find may be there all the same.
    expect(languageOf({ ...astral, patterns: ['^[^\\ud83c]{2}\\-{0}$'] }).emptiness).toBe('unknown');
  });

  it('gives texts of both edge lengths and between', () => {
    const language = languageOf({
      patterns: ['^[a-z]+(?:-[a-z]+)*$'],
      notPatterns: ['--'],
      minLength: 3,
      maxLength: 40,
    });
    const found = new Set([0, 3, 4, 20, 39, 40, 99].flatMap((length) => samples(language, 5, length).map(codePoints)));
    expect([...found].toSorted((a, b) => a - b)).toEqual([3, 4, 20, 39, 40]);
  });

  it('comes to every branch, the edges of classes and characters beyond ASCII', () => {
    const language = languageOf({ patterns: ['^(?:GET|PUT|[a-c]|\\p{Script=Greek}|[!-/])+$'] });
    const text = samples(language, 400, 6).join('');
    for (const part of ['GET', 'PUT', 'a', 'c', '!', '/']) expect(text).toContain(part);
    expect(text).toMatch(/\p{Script=Greek}/u);
    const free = samples(languageOf({ patterns: ['^.+$'] }), 400, 6).join('');
    expect(free).toMatch(/[a-z]{3}/);
    expect(free).toMatch(/[^\0-\u{ffff}]/u);
    expect(free).not.toMatch(/\p{Surrogate}/u);
  });

  it('grows texts as long as they may be sent', () => {
    for (const [pattern, length] of [
      ['^[a-z]{3,}$', 100_000],
      ['^(?:abc)+$', 99_999],
      ['^(?:[a-f0-9]{2}:){5,}[a-f0-9]{2}$', 5_000],
      ['^.{1,100000}$', 100_000],
      ['^x{90000}$', 90_000],
    ] as const) {
      const [text = ''] = samples(languageOf({ patterns: [pattern], maxLength: 100_000 }), 1, length);
      expect(Math.abs(codePoints(text) - length), pattern).toBeLessThanOrEqual(3);
      expect(new RegExp(pattern, 'u').test(text)).toBe(true);
    }
  });

  it('finds texts by trial where nothing else does', () => {
    const texts = samples(languageOf({ patterns: ['^(\\w{2,})-\\1$'], notPatterns: ['aa'] }), 20, 9);
    expect(texts.length).toBeGreaterThan(10);
    for (const text of texts) expect(text).toMatch(/^(\w{2,})-\1$/);
  });

  it('gives the same texts for the same numbers drawn, whatever was asked before', () => {
    const constraints = { patterns: ['^[a-z]+\\d$', 'x'], notPatterns: ['y'], maxLength: 20 };
    const first = samples(languageOf(constraints), 20, 8);
    for (let index = 0; index < 500; index++) languageOf({ patterns: [`^filler${index}$`] }).emptiness satisfies string;
    expect(samples(languageOf(constraints), 20, 8)).toEqual(first);
  });

  it('throws a SyntaxError for what is no pattern, when it is first asked', () => {
    expect(() => languageOf({ patterns: ['(a'] }).emptiness).toThrow(SyntaxError);
  });
});
