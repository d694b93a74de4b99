import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../../runtime/schema/compile-pattern.ts';
import { automatonMatcher } from '../../../../runtime/schema/regex/automaton-matcher.ts';
import { randomPattern } from './random-pattern.ts';

function matcherOf(source: string, unicode: boolean): (text: string) => boolean | undefined {
  const { tree, flags } = compilePattern(source);
  expect(flags).toBe(unicode ? 'u' : '');
  const matcher = automatonMatcher(tree, unicode);
  if (matcher === undefined) throw new Error(`no automaton for ${source}`);
  return matcher;
}

const PIECES = ['a', 'b', '_', '\n', 'é', '😀', '\ud83d', '\ude00'];
const TEXTS = [
  '',
  ...PIECES,
  ...PIECES.flatMap((left) => PIECES.flatMap((right) => [left + right, `${left}a${right}b`])),
];

describe('automatonMatcher', () => {
  it('agrees with the engine, with the u flag and without', () => {
    for (let seed = 0; seed < 300; seed++) {
      const body = randomPattern(seed);
      const unicode = seed % 2 === 0;
      const source = unicode ? body : `(?:${body})\\-{0}`; // an escape that `u` does not know
      const matches = matcherOf(source, unicode);
      const regExp = new RegExp(source, unicode ? 'u' : '');
      const wrong = TEXTS.filter((text) => matches(text) !== regExp.test(text));
      expect(wrong, source).toEqual([]);
    }
  });

  it.each([
    ['^[^\\ud83d]$', false],
    ['^[\\ud83d-\\ude00]+$', false],
    ['^.$', true],
    ['^.$\\-{0}', false],
    ['^\\ud83d', true],
    ['[\\s\\S]\\B', true],
    ['\\bé|é\\b', true],
  ] as const)('agrees with the engine about halves of characters: %s', (body, unicode) => {
    const source = unicode || body.includes('\\-') ? body : `(?:${body})\\-{0}`;
    const matches = matcherOf(source, unicode);
    const regExp = new RegExp(source, unicode ? 'u' : '');
    expect(TEXTS.filter((text) => matches(text) !== regExp.test(text))).toEqual([]);
  });

  it('has none for what is not regular', () => {
    for (const source of ['^(a+)\\1$', '(?<=a(?=b))b', '(?<=a$)b']) {
      expect(automatonMatcher(compilePattern(source).tree, true), source).toBeUndefined();
    }
  });
});

describe('compilePattern', () => {
  it.each([
    ['(a+)+$', 'a'.repeat(50_000) + 'b', false],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(50_000), false],
    ['^(a|a|a)*$', 'a'.repeat(25) + 'b', false],
    ['^(?:(?:a|a|a|a|a){8}){8}$', 'a'.repeat(63), false],
    [`^${'a?'.repeat(30)}${'a'.repeat(30)}$`, 'a'.repeat(30), true],
    [`^${'a?'.repeat(30)}${'a'.repeat(30)}$`, 'a'.repeat(61), false],
    ['^(?=(a+)+$)(?!.*b).*$', 'a'.repeat(20_000) + 'c', false],
    ['(.*)(.*)(.*)(.*)(.*)x', 'y'.repeat(10_000), false],
    ['^[a-z]{1,63}(?:\\.[a-z]{1,63})*$', 'abc.'.repeat(20_000) + 'z', true],
  ])('decides a text that a backtracking engine does not come to an end with: %s', (source, text, expected) => {
    expect(compilePattern(source).decide(text)).toBe(expected);
  });

  it('says nothing about a long text where backreferences may take without end, and lets it pass', () => {
    const pattern = compilePattern('^(a+)+(b)\\2$');
    expect(pattern.decide('a'.repeat(100))).toBeUndefined();
    expect(pattern.test('a'.repeat(100))).toBe(true);
    expect(pattern.decide('aabb')).toBe(true);
    expect(pattern.decide('aab')).toBe(false);
  });

  it('decides the same whatever was asked before', () => {
    const source = '^(?:a|b)*a(?:a|b){11}$';
    const texts = Array.from({ length: 40 }, (_, index) =>
      (index * 2_654_435_761).toString(2).replaceAll('0', 'a').replaceAll('1', 'b').repeat(20),
    );
    const fresh = texts.map((text) => automatonMatcher(compilePattern(source).tree, true)?.(text));
    const used = automatonMatcher(compilePattern(source).tree, true);
    expect(texts.map((text) => used?.(text))).toEqual(fresh);
  });
});
