import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Encoding } from '../../../runtime/model/operation.ts';
import { createEncoder } from '../../../runtime/requests/create-encoder.ts';
import { sampleFile } from '../../../runtime/requests/bodies/sample-file.ts';
import { sampleFiles } from '../../../runtime/requests/bodies/sample-files.data.ts';
import { multipartParts } from '../../../runtime/requests/multipart-parts.ts';
import { createWireOracle } from '../../../runtime/requests/wire-oracle.ts';
import { body, content, operation, schemaRef, values } from './build-operation.ts';
import { schemas } from './has-reading.ts';

interface Sent {
  readonly bytes: string | Uint8Array;
  readonly contentType: string;
  /** Whether the oracle lets it pass as a valid case. */
  readonly kept: boolean;
}

type Encodings = Readonly<Record<string, Partial<Encoding>>>;

/** The body as it is sent, or why it cannot be. */
function send(
  mediaType: string,
  schema: unknown,
  value: unknown,
  {
    encodings = {},
    required = true,
    documented = mediaType,
  }: {
    readonly encodings?: Encodings;
    readonly required?: boolean;
    readonly documented?: string;
  } = {},
): Sent | string {
  const subject = operation('POST', '/x', {
    body: body([content(documented, schemaRef(schema), encodings)], required),
  });
  const meant = values({ body: { kind: 'value', mediaType, value } });
  const encoded = createEncoder(subject, { basePath: '', headers: [] })(meant);
  if (encoded.kind === 'unencodable') return encoded.reason;
  const { headers, body: bytes = '' } = encoded.request;
  const contentType = headers.find(([name]) => name === 'Content-Type')?.[1] ?? '';
  return { bytes, contentType, kept: createWireOracle(subject, schemas).keepsMeaning(meant, encoded.request) };
}

function kept(mediaType: string, schema: unknown, value: unknown, options = {}): boolean | string {
  const sent = send(mediaType, schema, value, options);
  return typeof sent === 'string' ? sent : sent.kept;
}

const string = { type: 'string' };
const integer = { type: 'integer' };

describe('multipart', () => {
  const multipart = 'multipart/form-data';

  function partsOf(schema: unknown, value: unknown, encodings: Encodings = {}): unknown {
    const sent = send(multipart, schema, value, { encodings });
    if (typeof sent === 'string') return sent;
    return multipartParts(sent.bytes, sent.contentType).map(({ name, filename, headers, content: data }) => [
      name,
      ...(filename === undefined ? [] : [`file ${filename}`]),
      ...[...headers].filter(([key]) => key !== 'content-disposition').map((header) => header.join(': ')),
      data.toString('latin1'),
    ]);
  }

  test('a style, where one is stated, counts instead of the content type', () => {
    const encodings: Encodings = {
      csv: { style: 'form', explode: false, contentType: 'application/json' },
      each: { explode: true },
      deep: { style: 'deepObject' },
    };
    const value = { csv: [1, 2], each: ['a', 'b'], deep: { x: 1, l: ['y', 'z'] } };
    expect(partsOf({}, value, encodings)).toEqual([
      ['csv', '1,2'],
      ['each', 'a'],
      ['each', 'b'],
      ['deep[x]', '1'],
      ['deep[l][]', 'y'],
      ['deep[l][]', 'z'],
    ]);
  });

  test('parts have the headers that the document gives a value for', () => {
    const headers = [
      { name: 'X-A', required: true, value: 'a' },
      { name: 'X-B', required: false, value: undefined },
      { name: 'X-C', required: false, value: 5 },
    ];
    expect(partsOf({}, { p: 'x' }, { p: { headers } })).toEqual([['p', 'x-a: a', 'x-c: 5', 'x']]);
    const needed = [{ name: 'X-B', required: true, value: undefined }];
    expect(partsOf({}, { p: 'x' }, { p: { headers: needed } })).toBe(
      'part p needs the header X-B, for which the document gives no value',
    );
  });

  test('what is documented as bytes is a file, with its type and its bytes', () => {
    const schema = {
      properties: {
        a: { type: 'string', contentMediaType: 'image/png' },
        b: string,
        c: { type: 'string', format: 'binary' },
      },
    };
    expect(partsOf(schema, { a: '\u0089P', b: 'ÿ', c: '' }, { b: { contentType: 'application/pdf' } })).toEqual([
      ['a', 'file a', 'content-type: image/png', '\u0089P'],
      ['b', 'file b', 'content-type: application/pdf', 'ÿ'],
      ['c', 'file c', 'content-type: application/octet-stream', ''],
    ]);
    expect(partsOf(schema, { c: '€' })).toBe('part c holds a value that cannot be written');
  });

  test('an object may be XML', () => {
    expect(
      partsOf({ properties: { o: { type: 'object' } } }, { o: { a: 1 } }, { o: { contentType: 'text/xml' } }),
    ).toEqual([['o', 'content-type: text/xml', '<?xml version="1.0" encoding="UTF-8"?><o><a>1</a></o>']]);
  });

  test('no parts: a closing boundary alone, which is not sent as a valid case', () => {
    expect(send(multipart, { type: 'object' }, {})).toMatchObject({
      bytes: expect.stringMatching(/^------api-test-gen-[\da-f]{24}--\r\n$/) as unknown,
      kept: false,
    });
  });

  test.each([
    ['an empty list', { type: 'object', properties: { l: { type: 'array', items: string } } }, { l: [] }, {}, false],
    ['a list', { type: 'object', properties: { l: { type: 'array', items: integer } } }, { l: [1] }, {}, true],
    ['null', { type: 'object', properties: { n: { type: ['integer', 'null'] } } }, { n: null }, {}, false],
    [
      'a comma in an item',
      { type: 'object', properties: { l: { type: 'array', items: string } } },
      { l: ['a,b'] },
      { l: { explode: false } },
      false,
    ],
    ['an object', { type: 'object', properties: { o: { type: 'object' } } }, { o: { a: [] } }, {}, true],
  ])('meaning: %s', (_, schema, value, encodings, expected) => {
    expect(kept(multipart, schema, value, { encodings })).toBe(expected);
  });
});

describe('XML', () => {
  function xml(schema: object, value: unknown): string {
    const sent = send('application/xml', { xml: { name: 'r' }, ...schema }, value);
    if (typeof sent === 'string') return sent;
    return `${sent.kept ? '' : 'lost: '}${String(sent.bytes).replace(/^<\?xml[^>]*>/, '')}`;
  }
  const list = { type: 'array', items: { type: 'string', xml: { name: 'i' } } };
  const list2 = { type: 'array', items: list };

  test.each([
    [
      'wrapped lists',
      { properties: { l: { ...list, xml: { wrapped: true } } } },
      { l: ['a'] },
      '<r><l><i>a</i></l></r>',
    ],
    ['lists', { properties: { l: list } }, { l: ['a', 'b'] }, '<r><i>a</i><i>b</i></r>'],
    [
      'lists in lists',
      { properties: { l: list2 } },
      { l: [['a'], ['b', 'c']] },
      '<r><l><i>a</i></l><l><i>b</i><i>c</i></l></r>',
    ],
    [
      'nodeType element for a list',
      { properties: { l: { ...list, xml: { nodeType: 'element' } } } },
      { l: ['a'] },
      '<r><l><i>a</i></l></r>',
    ],
    [
      'nodeType attribute',
      { properties: { a: { ...string, xml: { nodeType: 'attribute' } } } },
      { a: 'x' },
      '<r a="x"/>',
    ],
    [
      'nodeType text',
      { properties: { a: { ...string, xml: { attribute: true } }, t: { ...string, xml: { nodeType: 'text' } } } },
      { a: 'x', t: '<' },
      '<r a="x">&lt;</r>',
    ],
    [
      'nodeType cdata',
      { properties: { t: { ...string, xml: { nodeType: 'cdata' } } } },
      { t: '<' },
      '<r><![CDATA[<]]></r>',
    ],
    [
      'nodeType none',
      { properties: { o: { type: 'object', properties: { a: string }, xml: { nodeType: 'none' } } } },
      { o: { a: 'x' } },
      '<r><a>x</a></r>',
    ],
    [
      'a namespace of an attribute',
      { properties: { a: { ...string, xml: { attribute: true, prefix: 'p', namespace: 'urn:p' } } } },
      { a: 'x' },
      '<r xmlns:p="urn:p" p:a="x"/>',
    ],
    [
      'the end of a CDATA section',
      { properties: { t: { ...string, xml: { nodeType: 'cdata' } } } },
      { t: ']]>' },
      'a CDATA section cannot hold its own end',
    ],
    [
      'two properties of one name',
      { properties: { a: { ...string, xml: { name: 'x' } }, x: string } },
      { a: '1', x: '2' },
      'lost: <r><x>1</x><x>2</x></r>',
    ],
    ['an empty text', { properties: { a: string } }, { a: '' }, 'lost: <r><a></a></r>'],
    ['an empty list', { properties: { l: list, a: string } }, { l: [], a: 'x' }, 'lost: <r><a>x</a></r>'],
  ])('%s', (_, schema, value, expected) => {
    expect(xml({ type: 'object', ...schema }, value)).toBe(expected);
  });
});

describe('other types', () => {
  test.each([
    [
      'a form without fields, where none is needed',
      'application/x-www-form-urlencoded',
      { type: 'object' },
      {},
      { required: false },
      true,
    ],
    ['a form without fields', 'application/x-www-form-urlencoded', { type: 'object' }, {}, {}, false],
    ['YAML', 'application/yaml', {}, { a: ['yes', '1_000', 'null', ' x: y #'], b: 1.5 }, {}, true],
    ['an exponent, which YAML 1.1 takes for text', 'application/yaml', {}, { n: 1e-7 }, {}, false],
    ['lines', 'application/jsonl', { type: 'array' }, [1, 2], {}, true],
    ['no lines', 'application/jsonl', { type: 'array' }, [], {}, false],
    ['one line, where the document describes one', 'application/x-ndjson', { type: 'object' }, { a: 1 }, {}, true],
    ['another charset', 'application/json; charset=iso-8859-1', {}, 'é', {}, false],
    ['ASCII in another charset', 'application/json; charset=iso-8859-1', {}, 'e', {}, true],
    ['UTF-8 by name', 'text/plain; charset=UTF-8', string, 'é', {}, true],
  ] as const)('%s', (_, mediaType, schema, value, options, expected) => {
    expect(kept(mediaType, schema, value, options)).toBe(expected);
  });

  test('bytes are bytes: each character of a text is one', () => {
    const binary = { type: 'string', format: 'binary' };
    expect(send('application/octet-stream', binary, 'aÿ')).toMatchObject({ bytes: Uint8Array.of(97, 255), kept: true });
    expect(send('image/png', binary, Uint8Array.of(0, 1))).toMatchObject({ bytes: Uint8Array.of(0, 1) });
    expect(send('image/png', binary, 'text')).toMatchObject({ kept: false });
    expect(send('image/png', binary, sampleFile('image/png'))).toMatchObject({ kept: true });
    expect(send('application/octet-stream', binary, 'text')).toMatchObject({ kept: true });
    expect(send('image/png', binary, '€')).toBe('image/png carries bytes: a text of U+0000 to U+00FF');
  });

  test('sample files are what they claim to be', () => {
    const starts = new Set([...sampleFiles.values()].map((text) => text.slice(0, 4)));
    expect(starts).toEqual(
      new Set(['\u0089PNG', 'ÿØÿÛ', 'GIF8', '%PDF', 'PK\u0005\u0006', '\u001f\u008b\b\0', 'RIFF']),
    );
    expect(gunzipSync(Buffer.from(sampleFiles.get('application/gzip') ?? '', 'latin1'))).toHaveLength(0);
    expect(sampleFile('IMAGE/PNG; q=1')).toBe(sampleFiles.get('image/png'));
    expect(sampleFile('image/unheard-of')).toBeUndefined();
  });

  test.each([
    ['image/*', 'image/png'],
    ['application/*', 'application/json'],
    ['application/*+json', 'application/vnd.example+json'],
    ['multipart/*', 'multipart/form-data'],
    ['text/*; charset=utf-8', 'text/plain'],
  ])('what %s says counts for %s', (documented, mediaType) => {
    const schema = { type: 'object', properties: { f: { type: 'string', format: 'binary' } } };
    const value = documented.startsWith('image') || documented.startsWith('text') ? 'x' : { f: 'x' };
    const sent = send(mediaType, schema, value, { documented });
    expect(typeof sent === 'string' ? sent : sent.contentType.split(';')[0]).toBe(mediaType);
    const direct = send(documented, schema, value);
    expect(typeof direct === 'string' ? direct : direct.contentType.split(';')[0]).toBe(mediaType);
  });
});
