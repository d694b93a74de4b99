import { isWellFormed, scalarText } from '../scalar-text.ts';
import { unencodable } from '../unencodable.ts';
import type { BodyWriter } from './body-writer.ts';

/** Writes a scalar as text, and names the charset where the text is more than ASCII: without it some servers take Latin-1. */
export function textWriter(contentType: string): BodyWriter {
  const named =
    /;\s*charset\s*=/i.test(contentType) || !/^text\//i.test(contentType)
      ? contentType
      : `${contentType}; charset=utf-8`;
  return (value) => {
    const text = scalarText(value);
    if (text === undefined) return unencodable(`${contentType} cannot carry an array or object`);
    if (isAscii(text)) return { contentType, bytes: text };
    return isWellFormed(text) ? { contentType: named, bytes: text } : unencodable('the body holds a lone surrogate');
  };
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    if (text.charCodeAt(i) > 127) return false;
  }
  return true;
}
