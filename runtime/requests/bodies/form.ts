import type { Encoding } from '../../model/operation.ts';
import { contentWriter } from '../content-parameter.ts';
import { formStyle } from '../form-style.ts';
import { isJsonMediaType } from '../media-type.ts';
import type { ValueWriter } from '../path-style.ts';
import { percentEncode, percentEncodeReserved } from '../percent-encode.ts';
import { jsonText } from '../scalar-text.ts';
import { unencodable } from '../unencodable.ts';
import type { BodyWriter } from './body-writer.ts';

/** What the document says of each field. */
export type Encodings = ReadonlyMap<string, Encoding>;

/** Writes `application/x-www-form-urlencoded` by OpenAPI's Encoding Objects, spaces as `%20`. */
export function formWriter(encodings: Encodings): ValueWriter {
  const writers = new Map<string, ValueWriter>(
    [...encodings].map(([name, encoding]) => [name, fieldWriter(name, encoding)]),
  );
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return unencodable('a form is a set of named fields');
    const pairs: string[] = [];
    for (const [name, member] of Object.entries(value)) {
      if (member === undefined) continue;
      const written = (writers.get(name) ?? fieldWriter(name, undefined))(member);
      if (typeof written !== 'string') return written;
      if (written !== '') pairs.push(written);
    }
    return pairs.join('&');
  };
}

/** The same as a body. */
export function formBodyWriter(contentType: string, encodings: Encodings): BodyWriter {
  const write = formWriter(encodings);
  return (value) => {
    const bytes = write(value);
    return typeof bytes === 'string' ? { contentType, bytes } : bytes;
  };
}

/** Without `style` or `explode` the content type rules, and an object's is JSON by default (OpenAPI 3.1.1 §4.8.15.1). */
function fieldWriter(name: string, encoding: Encoding | undefined): ValueWriter {
  const encode = encoding?.allowReserved === true ? percentEncodeReserved : percentEncode;
  const style = encoding?.style ?? 'form';
  const pairs = formStyle(name, {
    style,
    explode: encoding?.explode ?? style === 'form',
    encode,
    separator: '&',
    itemStyles: encoding?.itemStyles,
  });
  if (encoding?.style !== undefined || encoding?.explode !== undefined) return pairs;
  const prefix = `${percentEncode(name) ?? ''}=`;
  if (encoding?.contentType !== undefined && isJsonMediaType(encoding.contentType)) {
    const write = contentWriter(name, encoding.contentType, encode);
    return (value) => {
      const text = write(value);
      return typeof text === 'string' ? prefix + text : text;
    };
  }
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return pairs(value);
    const text = encode(jsonText(value) ?? '');
    return text === undefined ? unencodable(`${name} holds a lone surrogate`) : prefix + text;
  };
}
