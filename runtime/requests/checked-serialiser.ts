import { isUint8Array } from 'node:util/types';
import { UnsupportedMediaTypeError } from '../errors.ts';
import type { Serialiser } from './serialiser.ts';

/** What a failed reading gives: equal to nothing. */
export const unreadable: unique symbol = Symbol('unreadable');

/**
 * A serialiser that keeps to its contract whatever the given one does. Both sides get copies, so that neither value nor bytes change
 * afterwards. Where it throws, or writes no bytes, `onError` hears of it; the value then counts as one that it cannot write, or the
 * bytes as `unreadable`.
 */
export function checkedSerialiser(
  serialiser: Serialiser,
  onError: (error: UnsupportedMediaTypeError) => void,
): Serialiser {
  const { mediaType } = serialiser;
  const failed = (what: string, hint: string, cause?: unknown): void =>
    onError(new UnsupportedMediaTypeError(`The serialiser for "${mediaType}" ${what}`, { hint, cause }));
  const checked: Serialiser = {
    mediaType,
    write(value, contentType) {
      try {
        const bytes: unknown = serialiser.write(structuredClone(value), contentType);
        if (bytes === undefined || typeof bytes === 'string') return bytes;
        if (isUint8Array(bytes)) return Buffer.from(bytes);
        failed(`wrote no bytes but ${kindOf(bytes)}.`, 'Let write return a text, a Uint8Array, or undefined, at once.');
      } catch (cause) {
        failed(
          `cannot write: ${reasonOf(cause)}`,
          'Let write return undefined for values that it cannot write.',
          cause,
        );
      }
      return undefined;
    },
  };
  if (serialiser.read === undefined) return checked;
  return {
    ...checked,
    read(bytes) {
      try {
        return serialiser.read?.(Buffer.from(bytes));
      } catch (cause) {
        failed(`cannot read what it wrote: ${reasonOf(cause)}`, 'Let read take everything that write gives.', cause);
        return unreadable;
      }
    },
  };
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return `a ${typeof value}`;
  return value instanceof Promise ? 'a promise' : Array.isArray(value) ? 'a list' : 'an object';
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
