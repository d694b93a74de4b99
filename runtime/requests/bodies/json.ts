import { stringify } from 'lossless-json';
import { unencodable } from '../unencodable.ts';
import type { BodyWriter } from './body-writer.ts';

/** Writes JSON. Integers beyond 2^53 may be given as `bigint`. */
export function jsonWriter(contentType: string): BodyWriter {
  return (value) => {
    const bytes = jsonBody(value);
    return bytes === undefined ? unencodable('the body is no value that JSON can carry') : { contentType, bytes };
  };
}

function jsonBody(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    // JSON.stringify refuses bigint.
    return losslessJson(value);
  }
}

function losslessJson(value: unknown): string | undefined {
  try {
    return stringify(value);
  } catch {
    return undefined;
  }
}

/** Writes the items of an array as JSON texts: one a line, or each after a record separator (RFC 7464). */
export function jsonLinesWriter(contentType: string, isSequence: boolean): BodyWriter {
  return (value) => {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    const texts = items.map(jsonBody);
    if (texts.includes(undefined)) return unencodable('the body holds an item that JSON cannot carry');
    return { contentType, bytes: texts.map((text) => `${isSequence ? '\u001e' : ''}${text}\n`).join('') };
  };
}
