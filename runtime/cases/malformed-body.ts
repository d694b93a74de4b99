import type { BodyValue } from '../model/case.ts';
import type { JsonPointer } from '../model/json.ts';
import type { Violation } from '../model/violation.ts';
import { isJsonMediaType } from '../requests/media-type.ts';
import type { BodySource } from './operation-context.ts';

/** Whether a body can be broken as text: only JSON is, and only where the document says what it must hold. */
export function canBeMalformed({ mediaType, content }: BodySource): boolean {
  return isJsonMediaType(mediaType) && content.schema !== undefined;
}

/** A body near to the given value that cannot be parsed, and the violation that it is. */
export function malformedBody(
  { mediaType, content }: BodySource,
  value: unknown,
): { readonly body: BodyValue; readonly violation: Violation } {
  return {
    body: { kind: 'raw', mediaType, bytes: breakJson(JSON.stringify(value)) },
    violation: {
      keyword: 'syntax',
      valuePointer: '' as JsonPointer,
      schemaPointer: content.location.pointer,
      schemaFile: content.location.file,
      demand: `must be ${mediaType}`,
      location: 'body',
    },
  };
}

/**
 * Text near to a JSON text that no parser takes for one, however lenient: an object, list or string without its end, or a
 * scalar where a member's name must stand. (`5,` would not do: some parsers stop reading after the 5.)
 */
function breakJson(text: string): string {
  const isOpen = text.startsWith('{') || text.startsWith('[') || text.startsWith('"');
  return isOpen ? text.slice(0, -1) : `{${text}`;
}
