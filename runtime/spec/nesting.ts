import { MalformedSpecError } from '../errors.ts';
import { endOfString } from './json-text.ts';

/** How deep arrays and objects may nest: far beyond real documents, far below any call stack. */
export const MAX_NESTING = 1000;

/** Whether JSON text nests deeper than the limit; looks at brackets outside strings only, so broken text is fine. */
export function nestsTooDeep(text: Uint8Array): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    const byte = text[i];
    if (byte === 0x22) i = endOfString(text, i);
    else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > MAX_NESTING) return true;
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1;
  }
  return false;
}

/** The error for a document that nests too deep. */
export function tooDeep(where: string, limit: number = MAX_NESTING): MalformedSpecError {
  return new MalformedSpecError(`The document nests deeper than ${limit} levels.`, {
    where,
    hint: 'No API description needs that: check how the document was produced.',
  });
}
