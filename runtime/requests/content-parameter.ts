import type { ValueWriter } from './path-style.ts';
import { isJsonMediaType } from './media-type.ts';
import type { PercentEncoder } from './percent-encode.ts';
import { jsonText, scalarText } from './scalar-text.ts';
import { unencodable } from './unencodable.ts';

/** The text of a parameter that has a media type instead of a style: JSON, or a scalar as it is. `undefined` where there is none. */
export function contentText(value: unknown, mediaType: string): string | undefined {
  return isJsonMediaType(mediaType) ? jsonText(value) : (scalarText(value) ?? jsonText(value));
}

/** Writes such a parameter, encoded once. */
export function contentWriter(name: string, mediaType: string, encode: PercentEncoder): ValueWriter {
  return (value) => {
    const text = contentText(value, mediaType);
    const encoded = text === undefined ? undefined : encode(text);
    return encoded ?? unencodable(`${name} holds a value that ${mediaType} cannot carry here`);
  };
}
