import { describe, expect, test } from 'vitest';
import { createEncoder } from '../../../runtime/requests/create-encoder.ts';
import { multipartParts } from '../../../runtime/requests/multipart-parts.ts';
import { leadingJson } from '../../../runtime/requests/oracle/leading-json.ts';
import { createWireOracle } from '../../../runtime/requests/wire-oracle.ts';
import { body, content, operation, schemaRef, values } from './build-operation.ts';
import { schemas, violation } from './has-reading.ts';

const json = 'application/json';
const form = 'application/x-www-form-urlencoded';
const multipart = 'multipart/form-data';
const pet = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'integer' }, name: { type: 'string' } },
};

/** Whether the oracle finds a valid reading of bytes sent under a type to an operation that documents one. */
function readable(documented: string, schema: unknown, bytes: string | Uint8Array, mediaType = documented): boolean {
  const subject = operation('POST', '/x', { body: body([content(documented, schemaRef(schema))]) });
  const given = values({ body: { kind: 'raw', mediaType, bytes } });
  return createWireOracle(subject, schemas).hasValidReading(given, [violation('body', 'syntax')]);
}

const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Uint8Array.of(part))));

describe('JSON that is none', () => {
  test.each([
    ['an object without its end', '{"id":1'],
    ['a list without its end', '[{"id":1}'],
    ['brackets that do not match', '{"id":1]'],
    ['garbage in front', '@{"id":1}'],
    ['a byte that is no UTF-8 between the members', bytes('{"id":1', 0xff, '}')],
    ['a byte that is no UTF-8 in front', bytes(0xff, '{"id":1}')],
    ['valid JSON of the wrong shape', '{"name":"x"}'],
    ['nothing but blanks', '  '],
  ])('no reading: %s', (_, given) => {
    expect(readable(json, pet, given)).toBe(false);
  });

  test.each([
    ['garbage behind the end (Go, Jackson)', '{"id":1}}'],
    ['a byte order mark', '\ufeff{"id":1}'],
    ['broken UTF-8 in a text (Go, Node)', bytes('{"id":1,"name":"a', 0xff, '"}')],
    ['Latin-1', Buffer.from('{"id":1,"name":"é"}', 'latin1')],
    ['UTF-16', Buffer.from('{"id":1}', 'utf16le')],
    ['a trailing comma (Newtonsoft)', '{"id":1,}'],
    ['single quotes (Newtonsoft)', "{'id':1}"],
    ['a name without quotes (Newtonsoft)', '{id: 1}'],
    ['duplicate names', '{"id":"x","id":1}'],
    ['text of a number', '{"id":"1"}'],
  ])('a reading: %s', (_, given) => {
    expect(readable(json, pet, given)).toBe(true);
  });

  test('a body that is a text may be taken as it is (Spring)', () => {
    expect(readable(json, { type: 'string' }, '"abc')).toBe(true);
    expect(readable(json, { type: 'string', enum: ['abc'] }, '"xyz')).toBe(false);
  });
});

describe('a media type that is not documented', () => {
  test.each([
    [json, pet, 'This is prose.', 'text/plain', false],
    [json, pet, '{"id":1}', 'text/plain', true],
    [json, pet, '{"id":1}', '', true],
    [json, pet, 'id=1', form, false],
    [form, pet, 'id=1', 'text/plain', true],
    [form, pet, 'This is prose.', 'text/plain', false],
    [json, { type: 'object' }, 'This is prose.', 'text/plain', true],
    ['application/xml', pet, '<pet><id>1</id></pet>', 'text/plain', true],
    ['application/xml', pet, 'This is prose.', 'text/plain', false],
    ['application/yaml', pet, 'id: 1', 'text/plain', true],
    ['application/x-protobuf', pet, 'This is prose.', 'text/plain', true],
    ['text/plain', { type: 'string' }, '{"id":1}', json, true],
  ])('%s %j: %s as %j', (documented, schema, given, mediaType, expected) => {
    expect(readable(documented, schema, given, mediaType)).toBe(expected);
  });

  test('a body that may be left out proves nothing when it is not looked at', () => {
    const subject = operation('POST', '/x', { body: body([content(json, schemaRef(pet))], false) });
    const given = values({ body: { kind: 'raw', mediaType: 'text/plain', bytes: 'prose' } });
    expect(createWireOracle(subject, schemas).hasValidReading(given, [violation('body', 'mediaType')])).toBe(true);
  });

  test('a body that is missing where an empty object would do is no sure violation', () => {
    const oracle = (schema: unknown) =>
      createWireOracle(operation('POST', '/x', { body: body([content(json, schemaRef(schema))]) }), schemas);
    expect(oracle({ type: 'object' }).hasValidReading(values(), [violation('body', 'required')])).toBe(true);
    expect(oracle(pet).hasValidReading(values(), [violation('body', 'required')])).toBe(false);
  });
});

describe('multipart that is none', () => {
  const whole = '--b\r\nContent-Disposition: form-data; name="id"\r\n\r\n1\r\n--b--\r\n';
  const type = `${multipart}; boundary=b`;

  test.each([
    ['whole', whole, type, true],
    ['without the final boundary', whole.replace('\r\n--b--\r\n', ''), type, true],
    ['the boundary only in the first line', whole, multipart, false],
    ['another boundary', whole, `${multipart}; boundary=other`, false],
    ['cut off in a header', '--b\r\nContent-Dispo', type, false],
    ['empty', '--b--\r\n', type, false],
    ['prose', 'This is prose.', type, false],
  ])('%s', (_, given, mediaType, expected) => {
    expect(readable(multipart, pet, given, mediaType)).toBe(expected);
  });

  test('a file without the final boundary is still a file', () => {
    const upload = { type: 'object', required: ['f'], properties: { f: { type: 'string', format: 'binary' } } };
    const head = '--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n';
    expect(readable(multipart, upload, bytes(head, 0, 255), type)).toBe(true);
    expect(readable(multipart, upload, bytes(head.replace('name="f"', 'name="g"'), 0, 255), type)).toBe(false);
  });

  test('parts with their headers and bytes', () => {
    const parts = multipartParts(
      bytes(
        'preamble\r\n--b\r\ncontent-disposition: form-data; name="f%22"; filename="a.bin"\r\nX-A: 1\r\n\r\n',
        0,
        255,
        '\r\n--b--',
      ),
      'multipart/form-data; charset=utf-8; boundary="b"',
    );
    expect(
      parts.map(({ name, filename, content: data, headers }) => [name, filename, [...data], headers.get('x-a')]),
    ).toEqual([['f"', 'a.bin', [0, 255], '1']]);
    expect(multipartParts('--b\r\n\r\nno headers\r\n--b--', 'multipart/mixed; boundary=b')[0]?.content.toString()).toBe(
      'no headers',
    );
  });
});

test('the leading JSON value', () => {
  expect(['1 2', '"a\\"b"c', '[1]]', '{"a":"}"}x', 'true,', '', 'x', '{'].map(leadingJson)).toEqual([
    [1],
    ['a"b'],
    [[1]],
    [{ a: '}' }],
    [true],
    [],
    [],
    [],
  ]);
});

test('raw bytes go as they are, without a type where none is given', () => {
  const subject = operation('POST', '/x', { body: body([content(json, schemaRef(pet))]) });
  const encode = createEncoder(subject, { basePath: '', headers: [] });
  const given = bytes(0, 255);
  const sent = encode(values({ body: { kind: 'raw', mediaType: '', bytes: given } }));
  expect(sent.kind === 'encoded' && [sent.request.body, sent.request.headers]).toEqual([given, [['Accept', '*/*']]]);
});
