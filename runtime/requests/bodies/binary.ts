import { scalarText } from '../scalar-text.ts';
import { unencodable } from '../unencodable.ts';
import type { BodyWriter } from './body-writer.ts';

/** Writes bytes, given as such or as a text whose characters are the bytes. */
export function binaryWriter(contentType: string): BodyWriter {
  return (value) => {
    const bytes = binaryContent(value);
    return bytes === undefined
      ? unencodable(`${contentType} carries bytes: a text of U+0000 to U+00FF`)
      : { contentType, bytes };
  };
}

/**
 * The bytes that a value stands for: each character of a text is one, so that `maxLength` counts octets as OpenAPI has it. `undefined` for lists,
 * objects and characters beyond U+00FF.
 */
export function binaryContent(value: unknown): string | Uint8Array | undefined {
  if (value instanceof Uint8Array) return value;
  const text = scalarText(value);
  if (text === undefined) return undefined;
  let highest = 0;
  for (let i = 0; i < text.length; i += 1) highest = Math.max(highest, text.charCodeAt(i));
  if (highest < 0x80) return text;
  return highest > 0xff ? undefined : new Uint8Array(Buffer.from(text, 'latin1'));
}
