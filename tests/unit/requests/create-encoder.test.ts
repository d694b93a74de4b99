import { describe, expect, test } from 'vitest';
import type { BodyValue, CaseValues } from '../../../runtime/model/case.ts';
import type { HeaderList, WireRequest } from '../../../runtime/model/exchange.ts';
import type { Encoding, Operation } from '../../../runtime/model/operation.ts';
import { canEncode, createEncoder } from '../../../runtime/requests/create-encoder.ts';
import { UnsupportedMediaTypeError } from '../../../runtime/errors.ts';
import { at, body, content, operation, parameter, schemaRef, values } from './build-operation.ts';

interface Setting {
  readonly basePath?: string;
  readonly headers?: HeaderList;
  readonly method?: string;
}

function encode(
  subject: Operation,
  given: Partial<CaseValues>,
  { basePath = '', headers = [], method }: Setting = {},
): WireRequest {
  const encoded = createEncoder(subject, { basePath, headers })(values(given), method);
  if (encoded.kind === 'unencodable') throw new Error(encoded.reason);
  return encoded.request;
}

function post(
  mediaType: string,
  value: unknown,
  schema: unknown = {},
  encodings: Readonly<Record<string, Partial<Encoding>>> = {},
): WireRequest {
  const subject = operation('POST', '/x', { body: body([content(mediaType, schemaRef(schema), encodings)]) });
  return encode(subject, { body: { kind: 'value', mediaType, value } });
}

const text = (bytes: WireRequest['body']): string =>
  bytes === undefined ? '' : Buffer.from(bytes as Uint8Array).toString();

describe('the target', () => {
  test.each([
    ['', '/a', '/a'],
    ['/', '/a', '/a'],
    ['/v1', '/a', '/v1/a'],
    ['/v1/', '/a', '/v1/a'],
    ['/v1', '/', '/v1/'],
    ['/v1', 'a', '/v1/a'],
    ['v1', '/a', '/v1/a'],
    ['/a b', '/c "d"', '/a%20b/c%20%22d%22'],
    ['', '/a%20b', '/a%20b'],
    ['', '/a:b(c)', '/a:b(c)'],
    ['', '/x?action=go#part', '/x?action=go'],
  ])('%s + %s = %s', (basePath, path, expected) => {
    expect(encode(operation('GET', path), {}, { basePath }).target).toBe(expected);
  });

  test('a query of the template comes first', () => {
    expect(encode(operation('GET', '/x?action=go'), { query: { a: 1 } }).target).toBe('/x?action=go&a=1');
  });

  test('declared parameters in their order, then the others as plain text', () => {
    const subject = operation('GET', '/x', { parameters: [parameter('query', 'b'), parameter('query', 'a[]')] });
    expect(encode(subject, { query: { z: 'x y', 'a[]': [1, 2], b: 0, none: undefined } }).target).toBe(
      '/x?b=0&a%5B%5D=1&a%5B%5D=2&z=x%20y',
    );
  });

  test('parameters may be called as the members of every object', () => {
    const subject = operation('GET', '/x', {
      parameters: [parameter('query', 'constructor'), parameter('header', 'toString')],
    });
    expect(encode(subject, {})).toMatchObject({ target: '/x', headers: [['Accept', '*/*']] });
  });

  test('querystring is the whole query', () => {
    const json = operation('GET', '/x', {
      parameters: [parameter('querystring', 'q', { content: 'application/json' })],
    });
    expect(encode(json, { querystring: { name: 'q', value: { a: 1 } } }).target).toBe('/x?%7B%22a%22%3A1%7D');
    const form = operation('GET', '/x', {
      parameters: [parameter('querystring', 'q', { content: 'application/x-www-form-urlencoded' })],
    });
    expect(encode(form, { querystring: { name: 'q', value: { a: 1, b: [2, 3] } } }).target).toBe('/x?a=1&b=2&b=3');
  });

  test('a path parameter without a value is refused', () => {
    const subject = operation('GET', '/{id}', { parameters: [parameter('path', 'id')] });
    expect(createEncoder(subject, { basePath: '', headers: [] })(values())).toEqual({
      kind: 'unencodable',
      reason: 'path parameter id has no value',
    });
  });
});

describe('headers', () => {
  const responses = [
    {
      status: '200',
      headers: [],
      contents: [content('application/hal+json'), content('text/csv')],
      location: at('200'),
    },
    { status: '4XX', headers: [], contents: [content('application/problem+json')], location: at('4XX') },
  ];

  test('Accept names the documented JSON types, or anything', () => {
    expect(encode(operation('GET', '/x'), {}).headers).toEqual([['Accept', '*/*']]);
    expect(encode(operation('GET', '/x', { responses }), {}).headers).toEqual([
      ['Accept', 'application/hal+json, application/problem+json, */*;q=0.5'],
    ]);
  });

  test('order: Accept, declared, others, Cookie, Content-Type, the user’s; the user’s win and cookies are joined', () => {
    const subject = operation('POST', '/x', {
      parameters: [
        parameter('header', 'X-B'),
        parameter('header', 'X-A'),
        parameter('cookie', 'c'),
        parameter('cookie', 'session'),
      ],
      body: body([content('application/json')]),
    });
    const given = {
      header: { 'X-Other': 1, 'X-A': [1, 2], 'X-B': 'b' },
      cookie: { c: 'd', session: 'made-up' },
      body: { kind: 'value', mediaType: 'application/json', value: 1 } as const,
    };
    expect(
      encode(subject, given, {
        headers: [
          ['x-b', 'mine'],
          ['Cookie', 'session=real'],
        ],
      }).headers,
    ).toEqual([
      ['Accept', '*/*'],
      ['X-A', '1,2'],
      ['X-Other', '1'],
      ['Cookie', 'session=real; c=d'],
      ['Content-Type', 'application/json'],
      ['x-b', 'mine'],
    ]);
  });

  test('without parameters the list is one frozen value', () => {
    const encoder = createEncoder(operation('GET', '/x'), { basePath: '', headers: [['A', 'b']] });
    const [first, second] = [encoder(values()), encoder(values())];
    expect(
      first.kind === 'encoded' && second.kind === 'encoded' && first.request.headers === second.request.headers,
    ).toBe(true);
    expect(first.kind === 'encoded' && Object.isFrozen(first.request.headers)).toBe(true);
  });

  test('the user’s Accept and Content-Type replace ours', () => {
    const subject = operation('POST', '/x', { body: body([content('application/json')]) });
    const headers: HeaderList = [
      ['accept', 'a/b'],
      ['content-type', 'c/d'],
    ];
    expect(
      encode(subject, { body: { kind: 'value', mediaType: 'application/json', value: 1 } }, { headers }).headers,
    ).toEqual(headers);
  });
});

describe('bodies', () => {
  test.each([
    ['application/json', { a: [1, null, 'é'] }, '{"a":[1,null,"é"]}'],
    ['application/json', 9007199254740993n, '9007199254740993'],
    ['application/vnd.api+json', 'x', '"x"'],
    ['*/*', [1], '[1]'],
    ['application/yaml', { a: 1 }, '{"a":1}'],
    ['text/plain', 5, '5'],
    ['application/octet-stream', 'a', 'a'],
    ['application/x-ndjson', [{ a: 1 }, 2], '{"a":1}\n2\n'],
    ['application/json-seq', [1], '\u001e1\n'],
    [
      'application/x-www-form-urlencoded',
      { a: 'b c', l: [1, 2], o: { x: 1 }, n: undefined },
      'a=b%20c&l=1&l=2&o=%7B%22x%22%3A1%7D',
    ],
  ])('%s %s', (mediaType, value, expected) => {
    expect(text(post(mediaType, value).body)).toBe(expected);
  });

  test('forms by Encoding Objects', () => {
    const encodings = {
      a: { style: 'form', explode: false },
      b: { style: 'deepObject', explode: true },
      c: { contentType: 'application/json' },
      d: { style: 'pipeDelimited' },
      e: { explode: true },
    } as const;
    const value = { a: [1, 2], b: { x: 1 }, c: [1, 2], d: ['p', 'q'], e: { y: 2 } };
    expect(text(post('application/x-www-form-urlencoded', value, {}, encodings).body)).toBe(
      'a=1,2&b%5Bx%5D=1&c=%5B1%2C2%5D&d=p%7Cq&y=2',
    );
  });

  test('text beyond ASCII names its charset', () => {
    expect(post('text/plain', 'é').headers).toContainEqual(['Content-Type', 'text/plain; charset=utf-8']);
    expect(post('text/plain', 'e').headers).toContainEqual(['Content-Type', 'text/plain']);
  });

  test('multipart: files, JSON parts, repeated parts, escaped names; the same value gives the same bytes', () => {
    const schema = {
      type: 'object',
      properties: {
        file: { type: 'string', format: 'binary' },
        pics: { type: 'array', items: { type: 'string', format: 'binary' } },
      },
    };
    const value = { file: 'DATA', pics: ['P'], n: 5, o: { a: 1 }, l: ['x', 'y'], 'q"\r\n': 'z' };
    const encodings = { pics: { contentType: 'image/png, image/jpeg' } };
    const first = post('multipart/form-data', value, schema, encodings);
    const second = post('multipart/form-data', value, schema, encodings);
    expect(second).toEqual(first);
    const contentType = first.headers.find(([name]) => name === 'Content-Type')?.[1] ?? '';
    const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(contentType)?.[1] ?? 'none';
    expect(text(first.body).replaceAll(boundary, 'BOUNDARY').split('\r\n')).toEqual([
      '--BOUNDARY',
      'Content-Disposition: form-data; name="file"; filename="file"',
      'Content-Type: application/octet-stream',
      '',
      'DATA',
      '--BOUNDARY',
      'Content-Disposition: form-data; name="pics"; filename="pics"',
      'Content-Type: image/png',
      '',
      'P',
      '--BOUNDARY',
      'Content-Disposition: form-data; name="n"',
      '',
      '5',
      '--BOUNDARY',
      'Content-Disposition: form-data; name="o"',
      'Content-Type: application/json',
      '',
      '{"a":1}',
      '--BOUNDARY',
      'Content-Disposition: form-data; name="l"',
      '',
      'x',
      '--BOUNDARY',
      'Content-Disposition: form-data; name="l"',
      '',
      'y',
      '--BOUNDARY',
      'Content-Disposition: form-data; name="q%22%0D%0A"',
      '',
      'z',
      '--BOUNDARY--',
      '',
    ]);
    expect(post('multipart/form-data', { ...value, n: 6 }, schema, encodings).headers).not.toEqual(first.headers);
  });

  test('what a platform’s parser reads from multipart is what was meant', async () => {
    const { headers, body: bytes } = post('multipart/form-data', { a: 'ü\r\n--x', b: new Uint8Array([0, 255]) });
    const contentType = headers.find(([name]) => name === 'Content-Type')?.[1] ?? '';
    const form = await new Response(bytes ?? '', { headers: { 'content-type': contentType } }).formData();
    expect(form.get('a')).toBe('ü\r\n--x');
    const file = form.get('b');
    expect(file instanceof File && [...new Uint8Array(await file.arrayBuffer())]).toEqual([0, 255]);
  });

  test('XML by the XML Object', () => {
    const components = {
      Pet: {
        type: 'object',
        xml: { name: 'pet', prefix: 'p', namespace: 'http://example.com/pet' },
        properties: {
          id: { type: 'integer', xml: { attribute: true } },
          name: { type: 'string', xml: { name: 'title' } },
          tags: {
            type: 'array',
            xml: { wrapped: true, name: 'tagList' },
            items: { type: 'string', xml: { name: 'tag' } },
          },
          urls: { type: 'array', items: { type: 'string', xml: { name: 'ignored' } } },
        },
      },
      Plain: { type: 'object', properties: { pet: { $ref: '#/components/schemas/Pet' } } },
    };
    const write = (name: string, value: unknown): string => {
      const schema = schemaRef({ $ref: `#/components/schemas/${name}` }, components);
      const subject = operation('POST', '/x', { body: body([content('application/xml', schema)]) });
      const given: BodyValue = { kind: 'value', mediaType: 'application/xml', value };
      return text(encode(subject, { body: given }).body).replace('<?xml version="1.0" encoding="UTF-8"?>', '');
    };
    expect(write('Pet', { id: 1, name: '<&>', tags: ['a', 'b'] })).toBe(
      '<p:pet xmlns:p="http://example.com/pet" id="1"><title>&lt;&amp;&gt;</title><tagList><tag>a</tag><tag>b</tag></tagList></p:pet>',
    );
    expect(write('Plain', { x: [1, 2], y: null })).toBe('<Plain><x>1</x><x>2</x><y/></Plain>');
  });

  test.each([
    ['application/xml', { 'a b': 1 }],
    ['application/xml', '\u0000'],
    ['text/plain', { a: 1 }],
    ['text/plain', '\ud800'],
    ['application/octet-stream', []],
    ['application/x-www-form-urlencoded', 'x'],
    ['application/x-www-form-urlencoded', { a: '\ud800' }],
    ['multipart/form-data', []],
    ['multipart/form-data', { a: '\ud800' }],
    ['application/json', undefined],
  ])('%s cannot carry %j', (mediaType, value) => {
    expect(() => post(mediaType, value)).toThrow(Error);
  });

  test('raw bodies go as they are', () => {
    const subject = operation('POST', '/x', { body: body([content('application/json')]) });
    expect(encode(subject, { body: { kind: 'raw', mediaType: 'application/json', bytes: '{"a":' } })).toMatchObject({
      body: '{"a":',
      headers: [
        ['Accept', '*/*'],
        ['Content-Type', 'application/json'],
      ],
    });
  });

  test('GET and HEAD never carry one, DELETE a documented one', () => {
    const given: Partial<CaseValues> = { body: { kind: 'value', mediaType: 'application/json', value: 1 } };
    const documented = { body: body([content('application/json')]) };
    expect(encode(operation('GET', '/x', documented), given).body).toBeUndefined();
    expect(encode(operation('POST', '/x', documented), given, { method: 'head' })).toMatchObject({
      method: 'HEAD',
      headers: [['Accept', '*/*']],
    });
    expect(encode(operation('DELETE', '/x', documented), given).body).toBe('1');
    expect(encode(operation('DELETE', '/x'), given).body).toBeUndefined();
    expect(encode(operation('POST', '/x', documented), given, { method: 'DELETE' }).body).toBeUndefined();
  });

  test('types that cannot be written are known before, and thrown when asked for', () => {
    expect(
      ['application/json', 'multipart/form-data', 'image/png', 'text/csv', '*/*'].every((type) => canEncode(type)),
    ).toBe(true);
    expect(['application/x-protobuf', 'multipart/mixed', 'nonsense'].some((type) => canEncode(type))).toBe(false);
    const subject = operation('POST', '/x', { body: body([content('application/x-protobuf')]) });
    expect(encode(subject, {}).body).toBeUndefined();
    expect(() => encode(subject, { body: { kind: 'value', mediaType: 'application/x-protobuf', value: 1 } })).toThrow(
      UnsupportedMediaTypeError,
    );
  });
});
