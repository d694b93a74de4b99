import { describe, expect, it } from 'vitest';
import { ApiTestGenError } from '../../../runtime/errors.ts';
import { headerLine } from '../../../src/config/header-field.ts';

const place = { kind: 'flag', flag: '--header' } as const;

describe('a header line', () => {
  it.each([
    ['X-A: 1', ['X-A', '1']],
    ['X-A:1', ['X-A', '1']],
    ['X-A: \t a b\t ', ['X-A', 'a b']],
    ['X-A:', ['X-A', '']],
    ['Cookie: a=b; c=d:e', ['Cookie', 'a=b; c=d:e']],
    ["!#$%&'*+-.^_`|~: ÿ", ["!#$%&'*+-.^_`|~", 'ÿ']],
  ])('%j', (line, expected) => {
    expect(headerLine(line, place)).toEqual(expected);
  });

  it.each([
    ['no colon', 'A header needs a name, a colon and a value.'],
    [': value', 'A header needs a name, a colon and a value.'],
    ['X A: 1', '"X A" is no header name.'],
    ['X-A : 1', '"X-A " is no header name.'],
    ['Ä: 1', '"Ä" is no header name.'],
    [
      'X-A: a\r\nX-B: b',
      'The value of the header X-A holds a line break, a control character, or a character beyond U+00FF.',
    ],
    ['X-A: a\0', 'The value of the header X-A holds a line break, a control character, or a character beyond U+00FF.'],
    ['X-A: €', 'The value of the header X-A holds a line break, a control character, or a character beyond U+00FF.'],
    ['Content-Length: 5', 'The header Content-Length cannot be set: the HTTP client writes it.'],
  ])('%j is refused', (line, message) => {
    expect(() => headerLine(line, place)).toThrow(message);
  });

  it('never shows the value of a header, which may be a credential', () => {
    try {
      headerLine('Authorization: s3cret\u2026', place);
      expect.unreachable();
    } catch (error) {
      expect(ApiTestGenError.is(error) && `${error.message}${error.hint}${error.where}`).not.toContain('s3cret');
    }
  });
});
