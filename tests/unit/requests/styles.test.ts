import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ParameterLocation } from '../../../runtime/model/operation.ts';
import { createEncoder } from '../../../runtime/requests/create-encoder.ts';
import { keepsMeaning } from '../../../runtime/requests/oracle/keeps-meaning.ts';
import { operation, parameter, values } from './build-operation.ts';
import type { ParameterOptions } from './build-operation.ts';

/** Texts of these characters. */
function text(characters: string, maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...Array.from(characters)), minLength: 1, maxLength });
}

const array = ['blue', 'black', 'brown'];
const object = { R: 100, G: 200, B: 150 };

/** Writes one value and gives back the part of the wire that it stands in. */
function write(location: Exclude<ParameterLocation, 'querystring'>, options: ParameterOptions, value: unknown): string {
  const path = location === 'path' ? '/{color}' : '/x';
  const encode = createEncoder(operation('GET', path, { parameters: [parameter(location, 'color', options)] }), {
    basePath: '',
    headers: [],
  });
  const encoded = encode(values({ [location]: { color: value } }));
  if (encoded.kind === 'unencodable') return `unencodable: ${encoded.reason}`;
  const { target, headers } = encoded.request;
  if (location === 'path') return target.slice(1);
  if (location === 'query') return target.slice('/x?'.length);
  const name = location === 'cookie' ? 'Cookie' : 'color';
  return headers.find(([key]) => key === name)?.[1] ?? '';
}

describe('the table of styles (OpenAPI 3.1.1 §4.8.12.4, RFC 6570)', () => {
  test.each([
    // style, explode, '', 'blue', array, object
    ['path', 'matrix', false, ';color', ';color=blue', ';color=blue,black,brown', ';color=R,100,G,200,B,150'],
    ['path', 'matrix', true, ';color', ';color=blue', ';color=blue;color=black;color=brown', ';R=100;G=200;B=150'],
    ['path', 'label', false, '.', '.blue', '.blue,black,brown', '.R,100,G,200,B,150'],
    ['path', 'label', true, '.', '.blue', '.blue.black.brown', '.R=100.G=200.B=150'],
    ['header', 'simple', false, '', 'blue', 'blue,black,brown', 'R,100,G,200,B,150'],
    ['header', 'simple', true, '', 'blue', 'blue,black,brown', 'R=100,G=200,B=150'],
    ['query', 'form', false, 'color=', 'color=blue', 'color=blue,black,brown', 'color=R,100,G,200,B,150'],
    ['query', 'form', true, 'color=', 'color=blue', 'color=blue&color=black&color=brown', 'R=100&G=200&B=150'],
    ['cookie', 'form', false, 'color=', 'color=blue', 'color=blue,black,brown', 'color=R,100,G,200,B,150'],
    ['cookie', 'form', true, 'color=', 'color=blue', 'color=blue; color=black; color=brown', 'R=100; G=200; B=150'],
    [
      'query',
      'spaceDelimited',
      false,
      'color=',
      'color=blue',
      'color=blue%20black%20brown',
      'color=R%20100%20G%20200%20B%20150',
    ],
    [
      'query',
      'pipeDelimited',
      false,
      'color=',
      'color=blue',
      'color=blue%7Cblack%7Cbrown',
      'color=R%7C100%7CG%7C200%7CB%7C150',
    ],
    [
      'query',
      'tabDelimited',
      false,
      'color=',
      'color=blue',
      'color=blue%09black%09brown',
      'color=R%09100%09G%09200%09B%09150',
    ],
    [
      'query',
      'deepObject',
      true,
      'color=',
      'color=blue',
      'color%5B%5D=blue&color%5B%5D=black&color%5B%5D=brown',
      'color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150',
    ],
  ] as const)('%s %s explode=%s', (location, style, explode, empty, scalar, list, map) => {
    const written = ['', 'blue', array, object].map((value) => write(location, { style, explode }, value));
    // The label of an empty value is a lone dot, which would be a dot segment.
    const expected = style === 'label' ? 'unencodable: the path would hold a `.` or `..` segment' : empty;
    expect(written).toEqual([expected, scalar, list, map]);
  });

  test.each([
    [false, 'blue', 'blue', 'blue,black,brown', 'R,100,G,200,B,150'],
    [true, 'blue', 'blue', 'blue,black,brown', 'R=100,G=200,B=150'],
  ])('path simple explode=%s', (explode, _, scalar, list, map) => {
    expect(['blue', array, object].map((value) => write('path', { explode }, value))).toEqual([scalar, list, map]);
  });
});

describe('beyond the table', () => {
  const nested = [
    ['a', 'b'],
    ['c', 'd'],
  ];

  test.each([
    [
      'query',
      { style: 'deepObject' },
      { a: { b: 1 }, l: ['x', 'y'], o: [{ p: 1 }, { p: 2 }] },
      'color[a][b]=1&color[l][]=x&color[l][]=y&color[o][0][p]=1&color[o][1][p]=2',
    ],
    ['query', { style: 'pipeDelimited', explode: false, itemStyles: ['form'] }, nested, 'color=a,b|c,d'],
    ['query', { style: 'form', explode: true, itemStyles: ['spaceDelimited'] }, nested, 'color=a b&color=c d'],
    ['path', { itemStyles: ['pipeDelimited'] }, nested, 'a|b,c|d'],
    ['path', { style: 'pipeDelimited', explode: false }, array, 'blue|black|brown'],
    ['header', { style: 'tabDelimited', explode: false }, array, 'blue\tblack\tbrown'],
    ['header', { style: 'pipeDelimited', itemStyles: ['form'] }, nested, 'a,b|c,d'],
    ['query', {}, nested, 'color=["a","b"]&color=["c","d"]'],
    ['cookie', { style: 'cookie', explode: true }, array, 'color=blue; color=black; color=brown'],
    ['cookie', { style: 'cookie', explode: true }, object, 'R=100; G=200; B=150'],
    ['cookie', { style: 'cookie', explode: false }, array, 'color=blue,black,brown'],
    ['cookie', { style: 'cookie' }, 'a=b/c?d', 'color=a=b/c?d'],
    ['cookie', { style: 'cookie' }, 'a b', 'unencodable: color holds characters that cannot stand there'],
    ['path', { allowReserved: true }, "a:b@c!d$e&f'g(h)i*j+k,l=m", "a:b@c!d$e&f'g(h)i*j+k,l=m"],
    [
      'query',
      { content: 'application/x-www-form-urlencoded' },
      { a: 'b c', l: [1, 2], o: { x: 1 } },
      'color=a=b%20c&l=1&l=2&o=%7B%22x%22%3A1%7D',
    ],
    ['query', { content: 'text/plain' }, 'a b', 'color=a b'],
  ] as const)('%s %j %j', (location, options, value, expected) => {
    const written = write(location, options, value);
    expect(location === 'cookie' ? written : decodeURIComponent(written)).toBe(expected);
  });

  test('allowReserved in a path leaves no character that would end or cut the segment', () => {
    expect(write('path', { allowReserved: true }, 'a?b#c;d[e]')).toBe('a%3Fb%23c%3Bd%5Be%5D');
    expect(write('path', { allowReserved: true }, 'a/b')).toBe('unencodable: path parameter color holds a slash');
  });
});

describe('characters', () => {
  test.each([
    ['a b&c=d/e?f#g', 'color=a%20b%26c%3Dd%2Fe%3Ff%23g'],
    ["-._~!'()*", 'color=-._~%21%27%28%29%2A'],
    ['é😀', 'color=%C3%A9%F0%9F%98%80'],
    ['100%', 'color=100%25'],
    ['a+b', 'color=a%2Bb'],
  ])('query %j', (value, expected) => {
    expect(write('query', {}, value)).toBe(expected);
  });

  test('allowReserved leaves what does not change the structure of a query', () => {
    expect(write('query', { allowReserved: true }, 'a/b?c:d@e;f,g&h#i+j[k] l')).toBe(
      'color=a/b?c:d@e;f,g%26h%23i%2Bj%5Bk%5D%20l',
    );
  });

  test.each([
    [3, '3'],
    [3.5, '3.5'],
    [1e21, '1000000000000000000000'],
    [3.0, '3'],
    [1.5e-7, '1.5e-7'],
    [-0, '0'],
    [9007199254740993n, '9007199254740993'],
    [true, 'true'],
    [false, 'false'],
    [null, 'null'],
  ])('scalar %s', (value, expected) => {
    expect(write('query', {}, value)).toBe(`color=${expected}`);
  });

  test.each([
    ['path', 'a/b'],
    ['path', ''],
    ['path', '.'],
    ['path', '..'],
    ['path', '{color}'],
    ['path', []],
    ['path', '\ud800'],
    ['query', '\ud800'],
    ['query', Number.NaN],
    ['header', 'a\r\nb'],
    ['header', 'é'],
    ['header', ' a'],
    ['header', 'a\u0000'],
  ] as const)('%s %j cannot be written', (location, value) => {
    expect(write(location, {}, value)).toMatch(/^unencodable: /);
  });

  test('content parameters are JSON, encoded once', () => {
    expect(write('query', { content: 'application/json' }, { a: 'ü "' })).toBe(
      'color=%7B%22a%22%3A%22%C3%BC%20%5C%22%22%7D',
    );
    expect(write('header', { content: 'application/json' }, { a: 'ü' })).toBe('{"a":"\\u00fc"}');
  });
});

describe('decode(encode(x)) = x', () => {
  const word = text('abcXYZ019-_ ~!ü€😀+%&=?#', 6);
  const safeWord = text('abcXYZ019_~', 6);
  const scalar = fc.oneof(word, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean());

  const keeps = (
    location: 'path' | 'query' | 'header' | 'cookie',
    options: ParameterOptions,
    value: unknown,
  ): boolean | undefined => {
    const subject = operation('GET', location === 'path' ? '/{color}' : '/x', {
      parameters: [parameter(location, 'color', options)],
    });
    const meant = values({ [location]: { color: value } });
    const encoded = createEncoder(subject, { basePath: '/v1', headers: [] })(meant);
    return encoded.kind === 'encoded' ? keepsMeaning(subject, [])(meant, encoded.request) : undefined;
  };

  const schemaOf = (value: unknown): unknown => ({ type: typeof value === 'number' ? 'number' : typeof value });

  test('scalars in a query', () => {
    fc.assert(fc.property(scalar, (value) => keeps('query', { schema: schemaOf(value) }, value) === true));
  });

  test.each([
    ['query', 'form', true],
    ['query', 'form', false],
    ['query', 'spaceDelimited', false],
    ['query', 'pipeDelimited', false],
    ['query', 'tabDelimited', false],
    ['query', 'deepObject', true],
    ['path', 'simple', false],
    ['path', 'label', true],
    ['path', 'label', false],
    ['path', 'matrix', true],
    ['path', 'matrix', false],
    ['header', 'simple', false],
    ['cookie', 'form', false],
  ] as const)('lists and objects of plain words and numbers: %s %s explode=%s', (location, style, explode) => {
    const list = fc.array(safeWord, { minLength: 1, maxLength: 4 });
    const listSchema = { type: 'array', items: { type: 'string' } };
    fc.assert(fc.property(list, (value) => keeps(location, { style, explode, schema: listSchema }, value) === true));
    // An object whose keys are all numbers is a list to whoever reads brackets.
    const key = style === 'deepObject' ? safeWord.map((word) => `k${word}`) : safeWord;
    const map = fc.dictionary(key, fc.integer(), { minKeys: 1, maxKeys: 4 });
    const mapSchema = { type: 'object', additionalProperties: { type: 'integer' } };
    fc.assert(fc.property(map, (value) => keeps(location, { style, explode, schema: mapSchema }, value) === true));
  });

  test('any text is either given back or known to be lost', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('path', 'query', 'header', 'cookie'),
        fc.array(fc.string({ unit: 'binary' })),
        (location, value) => {
          const options = { explode: false, schema: { type: 'array', items: { type: 'string' } } };
          const kept = keeps(location, options, value);
          const hasComma = value.some((item) => item.includes(','));
          return kept !== true || (!hasComma && value.length > 0);
        },
      ),
    );
  });
});
