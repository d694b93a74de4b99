import type { Parameter } from '../model/operation.ts';
import { contentText } from './content-parameter.ts';
import { pathStyle } from './path-style.ts';
import type { ValueWriter } from './path-style.ts';
import { unencodable } from './unencodable.ts';

/** A header value that every server reads alike: visible ASCII, blanks only inside (RFC 9110 §5.5, without the obsolete octets). */
const fieldValue = /^(?:[\x21-\x7e](?:[\x20-\x7e\t]*[\x21-\x7e])?)?$/;
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Whether a name can name a header (RFC 9110 §5.1). */
export function isHeaderName(name: string): boolean {
  return token.test(name);
}

const plain = { style: 'simple', explode: false } as const;

/** Whether a text can be a header's value. */
export function isFieldValue(text: string): boolean {
  return fieldValue.test(text);
}

/** Compiles a header parameter: its style or media type, without percent-encoding. */
export function headerWriter(name: string, parameter: Parameter | undefined): ValueWriter {
  const serialization = parameter?.serialization;
  const write: ValueWriter =
    serialization?.kind === 'content'
      ? (value) => asciiContent(name, value, serialization.mediaType)
      : pathStyle(name, serialization ?? plain, (text) => text);
  if (!isHeaderName(name)) return () => unencodable(`"${name}" is no header name`);
  return (value) => {
    const text = write(value);
    if (typeof text !== 'string' || isFieldValue(text)) return text;
    return unencodable(`header ${name} holds characters that RFC 9110 does not allow there`);
  };
}

/** JSON can name every character in ASCII. */
function asciiContent(name: string, value: unknown, mediaType: string): ReturnType<ValueWriter> {
  const text = contentText(value, mediaType);
  if (text === undefined) return unencodable(`header ${name} holds a value that ${mediaType} cannot carry`);
  if (!mediaType.includes('json')) return text;
  return text.replaceAll(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
