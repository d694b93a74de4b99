import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, fitted, linesOf, oneLine, xmlText } from '../../../reporters/escape.ts';

describe('oneLine', () => {
  it.each([
    ['plain text, ünïcode and 日本語 🙂', 'plain text, ünïcode and 日本語 🙂'],
    ['a\nb\r\tc', 'a\\nb\\r\\tc'],
    ['\u001b[31mred\u001b[0m', '\\u001b[31mred\\u001b[0m'],
    ['\u009b2J\u0000\u007f', '\\u009b2J\\u0000\\u007f'],
    ['abc\u202etxt.exe', 'abc\\u202etxt.exe'],
    ['zero\u200bwidth\ufeff', 'zero\\u200bwidth\\ufeff'],
    ['line\u2028separator\u0085', 'line\\u2028separator\\u0085'],
    ['lone \ud800 surrogate', 'lone \\ud800 surrogate'],
    ['tag \u{e0041}', 'tag \\u{e0041}'],
  ])('%j', (text, expected) => {
    expect(oneLine(text)).toBe(expected);
  });

  it('leaves nothing that moves a cursor, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 0xffff })).map((units) => String.fromCharCode(...units)),
        (text) => {
          // oxlint-disable-next-line no-control-regex
          expect(oneLine(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]/);
          expect(oneLine(text)).not.toMatch(/\p{Surrogate}/u);
        },
      ),
    );
  });
});

describe('linesOf', () => {
  it('keeps lines and nothing else', () => {
    expect(linesOf('a\r\nb\n\tc\rd\u001b')).toEqual(['a', 'b', '  c\\rd\\u001b']);
  });
});

describe('fitted', () => {
  it('never takes more than it may, in characters, and shows where there are more', () => {
    expect(fitted('abcdef', 6)).toBe('abcdef');
    expect(fitted('abcdef', 5)).toBe('abcd…');
    expect(fitted('🙂🙂🙂', 3)).toBe('🙂🙂🙂');
    expect(fitted('🙂🙂🙂', 2)).toBe('🙂…');
  });
});

describe('cut', () => {
  it('says how much is left out, and never cuts a character in two', () => {
    expect(cut('abcdef', 6)).toBe('abcdef');
    expect(cut('abcdef', 4)).toBe('abcd… (+2 characters)');
    expect(cut('🙂🙂🙂', 3)).toBe('🙂🙂🙂');
    expect(cut('🙂🙂🙂', 1)).toBe('🙂… (+2 characters)');
  });
});

describe('xmlText', () => {
  it.each([
    ['\u001b[1;31mred\u001b[0m', 'red'],
    ['\u001b]8;;http://x\u0007link\u001b]8;;\u0007', 'link'],
    ['a\u0000b\u0008c\ufffe\uffff\ud800d', 'abcd'],
    ['kept: \t\n\r\u0085 🙂 <&>', 'kept: \t\n\r\u0085 🙂 <&>'],
  ])('%j', (text, expected) => {
    expect(xmlText(text)).toBe(expected);
  });

  it('costs linear time on hostile text', () => {
    const start = performance.now();
    xmlText('\u001b]8'.repeat(20_000) + '\u001b[1;'.repeat(20_000));
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
