import type { MalformedText } from './malformed-text.ts';
import { replaceEncodedMark } from './mark-text.ts';

/**
 * Forms whose percent-encoding is broken, from one that holds a mark. All are doubtful: the URL Standard's parser takes any bytes, and so do
 * many servers.
 */
export function malformedForm(marked: string): readonly MalformedText[] {
  return [
    { scenario: 'malformed_form_percent_encoding', bytes: replaceEncodedMark(marked, '%zz'), doubtful: true },
    { scenario: 'malformed_form_invalid_utf8', bytes: replaceEncodedMark(marked, '%FF'), doubtful: true },
  ];
}
