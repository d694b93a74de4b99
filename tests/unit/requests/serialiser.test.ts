import { expect, test } from 'vitest';
import { canEncode, createEncoder } from '../../../runtime/requests/create-encoder.ts';
import { checkedSerialiser } from '../../../runtime/requests/checked-serialiser.ts';
import type { Serialiser } from '../../../runtime/requests/serialiser.ts';
import { createWireOracle } from '../../../runtime/requests/wire-oracle.ts';
import { body, content, operation, schemaRef, values } from './build-operation.ts';
import { schemas, violation } from './has-reading.ts';

/** Lines of `name: number`, which cannot carry anything but integers. */
const lines: Serialiser = {
  mediaType: 'application/x-lines',
  write: (value) =>
    typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([name, member]) => `${name}: ${Math.trunc(Number(member))}`)
          .join('\n')
      : undefined,
  read: (bytes) =>
    Object.fromEntries(
      new TextDecoder()
        .decode(bytes)
        .split('\n')
        .map((line) => [line.split(': ')[0] ?? '', Number(line.split(': ')[1])]),
    ),
};

const schema = schemaRef({ type: 'object', additionalProperties: { type: 'number' } });

function subjectOf(mediaType: string) {
  return operation('POST', '/x', { body: body([content(mediaType, schema)]) });
}

function write(mediaType: string, value: unknown, serialisers: readonly Serialiser[]): unknown {
  const encoded = createEncoder(subjectOf(mediaType), { basePath: '', headers: [], serialisers })(
    values({ body: { kind: 'value', mediaType, value } }),
  );
  return encoded.kind === 'encoded' ? [encoded.request.body, encoded.request.headers.at(-1)?.[1]] : encoded.reason;
}

test('a registered serialiser writes its media type, whatever its parameters and case', () => {
  expect(canEncode('application/x-lines')).toBe(false);
  expect(canEncode('application/X-Lines; v=1', [lines])).toBe(true);
  expect(write('application/x-lines; v=1', { a: 1, b: 2 }, [lines])).toEqual([
    'a: 1\nb: 2',
    'application/x-lines; v=1',
  ]);
});

test('it comes before ours, may serve a range, and may give bytes', () => {
  const shout: Serialiser = { mediaType: 'text/*', write: (value) => Buffer.from(String(value).toUpperCase()) };
  expect(write('text/plain', 'abc', [lines, shout])).toEqual([Buffer.from('ABC'), 'text/plain']);
  expect(write('application/json', { a: 1 }, [shout])).toEqual(['{"a":1}', 'application/json']);
});

test('a value that it cannot write is no case', () => {
  expect(write('application/x-lines', 5, [lines])).toBe('application/x-lines cannot carry the value');
});

test('a valid value is sent only if it is what is read back', () => {
  const mediaType = 'application/x-lines';
  const subject = subjectOf(mediaType);
  const encode = createEncoder(subject, { basePath: '', headers: [], serialisers: [lines] });
  const keeps = (value: unknown): boolean => {
    const meant = values({ body: { kind: 'value', mediaType, value } });
    const encoded = encode(meant);
    return (
      encoded.kind === 'encoded' && createWireOracle(subject, schemas, [lines]).keepsMeaning(meant, encoded.request)
    );
  };
  expect(keeps({ a: 1 })).toBe(true);
  expect(keeps({ a: 1.5 })).toBe(false);
});

test('an invalid value is sent only if what is read back is invalid too', () => {
  const mediaType = 'application/x-lines';
  const subject = operation('POST', '/x', {
    body: body([
      content(mediaType, schemaRef({ type: 'object', additionalProperties: { type: 'number', maximum: 9 } })),
    ]),
  });
  const hasValidReading = (value: unknown, keyword: string, serialiser: Serialiser): boolean =>
    createWireOracle(subject, schemas, [serialiser]).hasValidReading(
      values({ body: { kind: 'value', mediaType, value } }),
      [violation('body', keyword, '/a')],
    );
  // Writing cuts fractions off.
  expect(hasValidReading({ a: 9.5 }, 'maximum', lines)).toBe(true);
  expect(hasValidReading({ a: 10.5 }, 'maximum', lines)).toBe(false);
  expect(hasValidReading({ a: 9.5 }, 'maximum', { mediaType, write: lines.write })).toBe(false);
  const unreadableLines = checkedSerialiser({ ...lines, read: () => fail() }, () => undefined);
  expect(hasValidReading({ a: 10.5 }, 'maximum', unreadableLines)).toBe(true);
});

function fail(): never {
  throw new Error('no reading today');
}

test('without one the error names the type, the place and what to do', () => {
  expect(() => write('application/x-lines', {}, [])).toThrow(
    expect.objectContaining({
      message: 'No serialiser can write bodies of type "application/x-lines".',
      where: '/content/application~1x-lines',
      hint: expect.stringContaining('Register a serialiser') as unknown,
    }),
  );
});
