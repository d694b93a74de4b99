import { describe, expect, it } from 'vitest';
import { automatonMatcher } from '../../../../runtime/schema/regex/automaton-matcher.ts';
import { parsePattern } from '../../../../runtime/schema/regex/parse-pattern.ts';

/** Whatever the grammar of ECMA-262 and its Annex B have that is easily misread. */
const SOURCES = [
  '\\101 \\0 \\01 \\1 (a)\\2 [\\1] [\\101] \\8 [\\8] \\377 \\400 \\18 [\\18] \\07 \\00',
  '\\c \\cA \\c1 [\\c1] [\\c_] [\\c] \\ca \\cZ \\x4 \\x41 \\u0041 \\u004 \\u{41} \\u{0041} \\u{2} \\u{10FFFF}',
  'a{ a{1 a{1, a{,3} a{1,2 x{2 } ] [] [^] a{2} a{0} a{0,0} a{01} a{1,}? a+? (a|b)?? (?=a)*b (?!a){2}b',
  '[a-\\d] [\\d-z] [\\w-] [-a] [a-] [--a] [\\b] [\\B] [\\^] [$.] [\\]] [^\\W] [^\\D\\S] [\\W\\d] [\\e]',
  '\\k \\k<a> \\P \\p{L} \\p{Script=Greek} \\p{Lu} [^\\p{Lu}] [\\P{L}] \\P{L} \\B \\/ \\- \\_ \\e \\a \\Z \\z \\A \\G',
  '(?:) () a||b | \\d-\\s [\\s\\S] \\v\\f\\t\\n\\r \\w \\W \\D \\S . $^ a$|^b (?<!a)b (?<=^a)b \\^\\$\\.',
  '[\\u{1F600}-\\u{1F64F}] \\ud83d\\ude00 [\\ud83d\\ude00] 😀+ [😀]',
].flatMap((line) => line.split(' '));

const PIECES = [
  'a b c e k p u x z A B D G L P S Z \\ - _ { } < > ] ^ $ . / , 0 1 4 7 8 004 0041 c1 \\c aa ab bb bab {1} a{ a{1 a{1, x{2 k<a>',
  '\0 \x01 \x07 \b \x11 \x1a \x1f \n é ÿ Ω 😀 𐐀 \ud83d \ude00 \u2028 \x004 \x018 A1 \x208',
].flatMap((line) => line.split(' '));
const TEXTS = ['', ' ', ...PIECES, ...PIECES.flatMap((piece) => [`a${piece}`, `${piece}b`, piece + piece])];

function compiled(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

describe('parsePattern', () => {
  it.each(['u', ''])('reads what the engine reads, with the flags "%s"', (flags) => {
    let read = 0;
    for (const source of SOURCES) {
      const regExp = compiled(source, flags);
      if (regExp === undefined) continue;
      const matches = automatonMatcher(parsePattern(source, flags === 'u'), flags === 'u');
      expect(matches, source).toBeDefined();
      expect(
        TEXTS.filter((text) => matches?.(text) !== regExp.test(text)),
        source,
      ).toEqual([]);
      read++;
    }
    expect(read).toBeGreaterThan(flags === 'u' ? 50 : 90);
  });

  it('finds groups by number and by name', () => {
    expect(parsePattern('(?<a>x)(y)\\1\\2', true)).toMatchObject({
      items: [{ name: 'a' }, { name: '2' }, { kind: 'backreference', name: 'a' }, { kind: 'backreference', name: '2' }],
    });
  });
});
