import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../../runtime/schema/compile-pattern.ts';
import { foreignPattern } from '../../../../runtime/schema/regex/foreign-pattern.ts';

describe('foreignPattern', () => {
  it.each([
    ['(?i)^abc[x-z]$', ['abcx', 'ABCZ', 'aBcY'], ['abc', 'abca']],
    ['^(?i:ab)c$', ['ABc', 'abc'], ['abC']],
    ['^(?P<year>\\d{4})-(?P=year)$', ['2024-2024'], ['2024-2025']],
    ["^(?'a'x|y)\\k{a}\\1$", ['xxx', 'yyy'], ['xyx']],
    ['^\\Qa.b\\E+$', ['a.b', 'a.bbb'], ['axb', 'a.ba.b']],
    ['^[[:alpha:]_]{2,}$', ['a_B'], ['a1']],
    ['^\\p{Alpha}\\p{IsGreek}\\pL$', ['aωß'], ['1ωß', 'aaß']],
    ['^\\p{^L}\\P{Lu}$', ['1a'], ['aa', '1A']],
    ['^\\x{1F600}$', ['😀'], ['1F600']],
    ['(?x) ^ a b # the rest\n c $', ['abc'], ['a b c']],
    ['^a(?#a comment, (with one parenthesis)b$', ['ab'], ['a']],
    ['\\A[a-z]+\\z', ['abc'], ['Aabcz', 'abc\n']],
    ['\\A[a-z]+\\Z', ['abc', 'abc\n'], ['abc\n\n']],
    ['(?s)^a.b$', ['a\nb'], ['ab']],
    ['(?m)^b$', ['a\nb\nc'], ['ab']],
    ['^[]a]$', [']', 'a'], ['[]a]']],
    ['^a++b$', ['aab'], ['b']],
    ['^a++ab$', [], ['aab', 'ab']],
    ['^(?>a|ab)c$', ['ac'], ['abc']],
    ['^(a|b)*+c\\1$', ['abcb'], ['abca']],
  ] as const)('reads %s as other dialects do', (source, matching, others) => {
    const found = foreignPattern(source);
    if (found.kind !== 'translated') throw new Error(JSON.stringify(found));
    for (const text of matching) {
      expect(new RegExp(found.source, 'u').test(text), text).toBe(true);
      expect(new RegExp(found.loose, 'u').test(text), text).toBe(true);
    }
    for (const text of others) expect(new RegExp(found.source, 'u').test(text), text).toBe(false);
  });

  it.each([
    ['^(a(?R)?b)$', 'recursion'],
    ['^(a)?(?(1)b|c)$', 'a conditional group'],
    ['(?|(a)|(b))', 'a branch reset group'],
    ['[a-z&&[^aeiou]]', 'a class inside a class'],
    ['\\p{javaLowerCase}+', 'the property "\\p{javaLowerCase}"'],
    ['^\\h+$', '\\h, which is a blank in some dialects and a hexadecimal digit in others'],
    ['(?U)a+', 'the flags "U"'],
    ['(?<open-close>a)', 'a balancing group'],
    ['^\\i\\c*$', 'the escape "\\i"'],
  ])('names what %s has that ECMAScript cannot express', (source, construct) => {
    expect(foreignPattern(source)).toEqual({ kind: 'unsupported', construct });
  });

  it.each(['(a', 'a)', '[a', '*a', 'a{2}{3}**', '\\', '[z-a]', '\\x{110000}'])(
    'knows that %s is no pattern',
    (source) => {
      expect(foreignPattern(source)).toEqual({ kind: 'invalid' });
    },
  );
});

describe('compilePattern', () => {
  it('keeps the meaning of what is ECMAScript, however doubtful', () => {
    const pattern = compilePattern('\\A[a-z]+\\z');
    expect(pattern).toMatchObject({ doubtful: true, flags: '', exact: false, unsupported: undefined });
    expect(pattern.test('Aabcz')).toBe(true);
    expect(pattern.test('abc')).toBe(false);
  });

  it('decides nothing about texts that dialects do not agree on', () => {
    const pattern = compilePattern('\\A[a-z]+\\z');
    expect(pattern.decide('Aabcz')).toBeUndefined();
    expect(pattern.decide('abc')).toBeUndefined();
    expect(pattern.decide('123')).toBe(false);
  });

  it('doubts no pattern that is plain', () => {
    for (const source of [
      '^\\d+$',
      '^[\\w\\-]+$',
      '\\\\A',
      '^[\\s\\S]*$',
      '^\\p{L}+$',
      '\\u{1F600}',
      '^\\/v\\d\\:x\\_$',
    ]) {
      expect(compilePattern(source), source).toMatchObject({ doubtful: false, exact: true });
    }
  });

  it('reads what is no ECMAScript in its own dialect, and doubts it', () => {
    const pattern = compilePattern('(?i)^[a-f]++$');
    expect(pattern).toMatchObject({ doubtful: true, exact: false });
    expect([pattern.decide('aBCd'), pattern.decide('ag')]).toEqual([true, false]);
    expect(compilePattern('(?P<a>x)')).toMatchObject({ doubtful: true, exact: true });
  });

  it('decides nothing where it cannot follow, and lets everything pass', () => {
    const pattern = compilePattern('^(a(?R)?b)$');
    expect(pattern.unsupported).toBe('recursion');
    expect([pattern.decide('ab'), pattern.test('x')]).toEqual([undefined, true]);
  });

  it('throws a SyntaxError for what is no pattern', () => {
    expect(() => compilePattern('(a')).toThrow(SyntaxError);
  });
});
