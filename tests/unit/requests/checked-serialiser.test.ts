import { expect, test } from 'vitest';
import type { UnsupportedMediaTypeError } from '../../../runtime/errors.ts';
import { checkedSerialiser, unreadable } from '../../../runtime/requests/checked-serialiser.ts';
import type { Serialiser } from '../../../runtime/requests/serialiser.ts';

const mediaType = 'application/x-lines';

function check(methods: Omit<Serialiser, 'mediaType'>): { checked: Serialiser; errors: UnsupportedMediaTypeError[] } {
  const errors: UnsupportedMediaTypeError[] = [];
  return { checked: checkedSerialiser({ mediaType, ...methods }, (error) => errors.push(error)), errors };
}

test('what is in order passes, and is called on its own object', () => {
  class Counted implements Serialiser {
    readonly mediaType = mediaType;
    readonly prefix = 'n=';
    write(value: unknown): string | undefined {
      return typeof value === 'number' ? `${this.prefix}${value}` : undefined;
    }
    read(bytes: Uint8Array): unknown {
      return Number(new TextDecoder().decode(bytes).slice(this.prefix.length));
    }
  }
  const checked = checkedSerialiser(new Counted(), (error) => {
    throw error;
  });
  expect(checked.write(5, mediaType)).toBe('n=5');
  expect(checked.write('5', mediaType)).toBeUndefined();
  expect(checked.read?.(Buffer.from('n=5'))).toBe(5);
});

test('neither value nor bytes change afterwards', () => {
  const shared = new Uint8Array(1);
  const value = { n: 7, list: [1] };
  const { checked, errors } = check({
    write: (given) => {
      const own = given as { n: number; list: number[] };
      shared[0] = own.n;
      own.n = 0;
      own.list.pop();
      return shared;
    },
  });
  const first = checked.write(value, mediaType);
  expect(checked.write({ ...value, n: 8 }, mediaType)).toEqual(Buffer.from([8]));
  expect(first).toEqual(Buffer.from([7]));
  expect(value).toEqual({ n: 7, list: [1] });
  expect(errors).toEqual([]);
});

test('one that throws cannot write the value, and is told of', () => {
  const { checked, errors } = check({
    write: () => {
      throw new TypeError('no lines today');
    },
  });
  expect(checked.write({}, mediaType)).toBeUndefined();
  expect(errors).toMatchObject([
    {
      code: 'ATG_SPEC_UNSUPPORTED_MEDIA_TYPE',
      message: 'The serialiser for "application/x-lines" cannot write: no lines today',
      hint: 'Let write return undefined for values that it cannot write.',
      cause: new TypeError('no lines today'),
    },
  ]);
});

test.each([
  [5, 'a number'],
  [null, 'null'],
  [[1], 'a list'],
  [{ length: 1 }, 'an object'],
  [Promise.resolve('text'), 'a promise'],
  [new ArrayBuffer(1), 'an object'],
])('what is no bytes is told of: %o', (result, kind) => {
  const { checked, errors } = check({ write: () => result as never });
  expect(checked.write({}, mediaType)).toBeUndefined();
  expect(errors.map(({ message }) => message)).toEqual([
    `The serialiser for "application/x-lines" wrote no bytes but ${kind}.`,
  ]);
});

test('one that cannot read its own bytes leaves them unreadable', () => {
  const { checked, errors } = check({
    write: String,
    read: () => {
      throw 'too short';
    },
  });
  expect(checked.read?.(Buffer.from('1'))).toBe(unreadable);
  expect(errors.map(({ message }) => message)).toEqual([
    'The serialiser for "application/x-lines" cannot read what it wrote: too short',
  ]);
});
