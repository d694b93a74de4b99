import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBody } from '../../../runtime/requests/decode-body.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('JSON', () => {
  test.each([
    ['plain', utf8('{"a":1}'), 'application/json'],
    ['with a byte order mark', utf8('\ufeff{"a":1}'), 'application/json; charset=utf-8'],
    ['problem details', utf8('{"a":1}'), 'application/problem+json'],
    ['in capitals', utf8('{"a":1}'), 'Application/JSON;Charset="UTF-8"'],
    ['text/json', utf8('{"a":1}'), 'text/json'],
    ['UTF-16 by charset', Buffer.from('{"a":1}', 'utf16le'), 'application/json; charset=utf-16le'],
    ['UTF-16 by its mark', Buffer.from('\ufeff{"a":1}', 'utf16le'), 'application/json'],
    ['duplicate keys', utf8('{"a":2,"a":1}'), 'application/json'],
  ])('%s', (_, body, contentType) => {
    expect(decodeBody(body, contentType)).toEqual({ kind: 'decoded', value: { a: 1 } });
  });

  test('Latin-1 by charset', () => {
    expect(decodeBody(Buffer.from('"é"', 'latin1'), 'application/json; charset=iso-8859-1')).toEqual({
      kind: 'decoded',
      value: 'é',
    });
  });

  test('lone surrogate escapes are accepted', () => {
    expect(decodeBody(utf8('"\\ud800"'), 'application/json')).toEqual({ kind: 'decoded', value: '\ud800' });
  });

  test('numbers beyond the range of doubles stay finite, so that they stay numbers', () => {
    expect(decodeBody(utf8('[1e400,-1e400,1e-400,1,{"b":1e999,"b":2e999}]'), 'application/json')).toEqual({
      kind: 'decoded',
      value: [Number.MAX_VALUE, -Number.MAX_VALUE, 0, 1, { b: Number.MAX_VALUE }],
    });
  });

  test.each([
    ['', 'The body is empty.'],
    ['{"a":', /^The body is not valid JSON: /],
    ['NaN', /^The body is not valid JSON: /],
    ['1e400x', /^The body is not valid JSON: /],
  ])('malformed: %j', (text, message) => {
    expect(decodeBody(utf8(text), 'application/json')).toEqual({
      kind: 'malformed',
      message: expect.stringMatching(message) as string,
    });
  });

  test('bytes that are no UTF-8, and unknown charsets', () => {
    expect(decodeBody(Buffer.from([0x22, 0xff, 0x22]), 'application/json')).toEqual({
      kind: 'malformed',
      message: 'The body is not valid UTF-8.',
    });
    expect(decodeBody(utf8('1'), 'application/json; charset=klingon')).toEqual({
      kind: 'malformed',
      message: 'Unknown charset "klingon".',
    });
  });

  test('decode(JSON) = value', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(decodeBody(utf8(text), 'application/json')).toEqual({
          kind: 'decoded',
          value: JSON.parse(text) as unknown,
        });
      }),
    );
  });
});

describe('other types', () => {
  test('plain text is a string', () => {
    expect(decodeBody(utf8('abc'), 'text/plain')).toEqual({ kind: 'decoded', value: 'abc' });
  });

  test.each([
    'application/xml',
    'text/xml',
    'text/csv',
    'text/event-stream',
    'application/x-ndjson',
    'image/png',
    'application/x-www-form-urlencoded',
  ])('%s has no decoder', (mediaType) => {
    expect(decodeBody(utf8('1'), `${mediaType}; a=b`)).toEqual({ kind: 'no-decoder', mediaType });
  });

  test('a malformed content type has none either', () => {
    expect(decodeBody(utf8('1'), 'json')).toEqual({ kind: 'no-decoder', mediaType: 'json' });
  });
});
