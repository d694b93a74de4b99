import type { WrittenBody } from '../../requests/bodies/body-writer.ts';
import type { MalformedText } from './malformed-text.ts';

/**
 * Multipart bodies that are none (RFC 2046 §5.1.1): without the boundary in the Content-Type, or cut off in the first part, no parser finds a part;
 * without the last delimiter several find all but the last. `needsParts` says whether a body without parts is invalid: only then are the first
 * two sure.
 */
export function malformedMultipart({ contentType, bytes }: WrittenBody, needsParts: boolean): readonly MalformedText[] {
  const whole = Buffer.from(bytes);
  const doubtful = needsParts ? {} : { doubtful: true as const };
  const head = whole.indexOf('Content-Disposition');
  const end = whole.lastIndexOf('\r\n--');
  const malformed: MalformedText[] = [
    {
      scenario: 'malformed_multipart_no_boundary',
      contentType: contentType.replace(/;\s*boundary=.*$/i, ''),
      bytes,
      ...doubtful,
    },
  ];
  if (head !== -1) {
    const cut = whole.subarray(0, head + 'Content-Dispo'.length);
    malformed.push({ scenario: 'malformed_multipart_truncated', contentType, bytes: cut, ...doubtful });
  }
  if (end > head) {
    const cut = whole.subarray(0, end);
    malformed.push({ scenario: 'malformed_multipart_unterminated', contentType, bytes: cut, doubtful: true });
  }
  return malformed;
}
