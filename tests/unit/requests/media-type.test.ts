import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isJsonMediaType, mediaTypeMatches, parseMediaType } from '../../../runtime/requests/media-type.ts';

/** Texts of these characters. */
function text(characters: string, maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...Array.from(characters)), minLength: 1, maxLength });
}

describe('parseMediaType', () => {
  test('names in lower case, parameters unquoted', () => {
    expect(parseMediaType('Text/HTML; Charset="UTF-8"; x=y')).toEqual({
      type: 'text',
      subtype: 'html',
      parameters: { charset: 'UTF-8', x: 'y' },
    });
  });

  test.each(['', 'json', 'a/b/c', 'text/html;;', 'text /html', 'text/'])('%j is none', (text) => {
    expect(parseMediaType(text)).toBeUndefined();
  });

  test('never throws, and says the same twice', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseMediaType(text)).toEqual(parseMediaType(text));
      }),
    );
  });
});

const token = text('abcXYZ019.-', 8).map((text) => `a${text}`);

describe('mediaTypeMatches', () => {
  test.each([
    ['application/json', 'application/json; charset=utf-8', true],
    ['application/json; charset=utf-8', 'application/json', true],
    ['APPLICATION/json', 'application/JSON', true],
    ['application/*', 'application/json', true],
    ['*/*', 'image/png', true],
    ['application/*+json', 'application/vnd.x+json', true],
    ['application/json', 'application/problem+json', false],
    ['text/*', 'application/json', false],
    ['nonsense', 'application/json', false],
  ])('%s covers %s: %s', (documented, actual, expected) => {
    const parsed = parseMediaType(actual);
    expect(parsed !== undefined && mediaTypeMatches(documented, parsed)).toBe(expected);
  });

  test('a type is covered by itself in any case, its range and the full range; wildcards of the actual side cover nothing', () => {
    fc.assert(
      fc.property(token, token, (type, subtype) => {
        const actual = parseMediaType(`${type}/${subtype}`);
        if (actual === undefined) throw new Error('the generator made no media type');
        for (const range of [`${type}/${subtype}`.toUpperCase(), `${type}/*`, '*/*'])
          expect(mediaTypeMatches(range, actual)).toBe(true);
        const wild = parseMediaType('*/*');
        expect(wild !== undefined && mediaTypeMatches(`${type}/${subtype}`, wild)).toBe(false);
      }),
    );
  });
});

test.each([
  ['application/json', true],
  ['text/json; charset=utf-8', true],
  ['application/hal+json', true],
  ['application/xml', false],
  ['application/jsonl', false],
  ['json', false],
])('isJsonMediaType(%s) = %s', (text, expected) => {
  expect(isJsonMediaType(text)).toBe(expected);
});
