import type { ValueWriter } from './path-style.ts';
import { bodyFormat } from './bodies/body-format.ts';
import { formStyle } from './form-style.ts';
import { isJsonMediaType } from './media-type.ts';
import { percentEncode } from './percent-encode.ts';
import type { PercentEncoder } from './percent-encode.ts';
import { jsonText, scalarText } from './scalar-text.ts';
import { unencodable } from './unencodable.ts';

/** The text of a parameter that has a media type instead of a style: JSON, a form, or a scalar as it is. `undefined` where there is none. */
export function contentText(value: unknown, mediaType: string): string | undefined {
  if (bodyFormat(mediaType) === 'form') return formText(value);
  return isJsonMediaType(mediaType) ? jsonText(value) : (scalarText(value) ?? jsonText(value));
}

const field = { style: 'form', explode: true, encode: percentEncode, separator: '&' } as const;

/** A form without Encoding Objects; objects in it are JSON. */
function formText(form: unknown): string | undefined {
  if (typeof form !== 'object' || form === null || Array.isArray(form)) return undefined;
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(form)) {
    if (value === undefined) continue;
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    const pair = formStyle(name, field)(isObject ? jsonText(value) : value);
    if (typeof pair !== 'string') return undefined;
    if (pair !== '') pairs.push(pair);
  }
  return pairs.join('&');
}

/** Writes such a parameter, encoded once. */
export function contentWriter(name: string, mediaType: string, encode: PercentEncoder): ValueWriter {
  return (value) => {
    const text = contentText(value, mediaType);
    const encoded = text === undefined ? undefined : encode(text);
    return encoded ?? unencodable(`${name} holds a value that ${mediaType} cannot carry here`);
  };
}
