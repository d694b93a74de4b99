import { replaceMark } from './mark-text.ts';
import type { MalformedText } from './malformed-text.ts';

/**
 * Texts near to a JSON text that are none. The sure ones no parser takes for one, however lenient: an object, list or string without its end, a
 * scalar where a member's name must stand, brackets that do not match, a character in front that nothing begins with. (Garbage behind
 * the end would not do: some parsers stop reading there. Nor would trailing commas, comments or single quotes.) Bytes that are no UTF-8 are
 * doubtful: many decoders put U+FFFD in their place (RFC 8259 §8.1 demands UTF-8, and says nothing of what to do without). `marked` is the same
 * text with a mark.
 */
export function malformedJson(text: string, marked: string | undefined): readonly MalformedText[] {
  const malformed: MalformedText[] = [{ scenario: 'malformed_json_unterminated', bytes: unterminated(text) }];
  if (text.startsWith('{') || text.startsWith('['))
    malformed.push({ scenario: 'malformed_json_mismatched_brackets', bytes: mismatched(text) });
  malformed.push({ scenario: 'malformed_json_leading_garbage', bytes: `@${text}` });
  if (marked !== undefined)
    malformed.push({ scenario: 'malformed_json_invalid_utf8', bytes: replaceMark(marked, notUtf8), doubtful: true });
  return malformed;
}

/**
 * A JSON text in a charset that nobody has. RFC 8259 §11 knows no charset for JSON, so that whoever ignores it is right; but there are servers that
 * look for a decoder of that name, and fail.
 */
export function unknownCharset(text: string, mediaType: string): MalformedText {
  const contentType = `${mediaType.replace(/;.*$/, '')}; charset=x-unknown`;
  return { scenario: 'unknown_charset', bytes: text, contentType, doubtful: true };
}

/** A byte that occurs nowhere in UTF-8. */
const notUtf8 = Uint8Array.of(0xff);

function unterminated(text: string): string {
  const isOpen = text.startsWith('{') || text.startsWith('[') || text.startsWith('"');
  return isOpen ? text.slice(0, -1) : `{${text}`;
}

function mismatched(text: string): string {
  return text.slice(0, -1) + (text.startsWith('{') ? ']' : '}');
}
