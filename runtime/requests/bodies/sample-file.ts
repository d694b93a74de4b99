import { parseMediaType } from '../media-type.ts';
import { binaryContent } from './binary.ts';
import { sampleFiles } from './sample-files.data.ts';

/** How many bytes tell these types from others. */
const signatureLength = 4;

/**
 * A small valid file of a type that servers look into (an image, PDF or archive), as a text whose characters are its bytes; `undefined` for
 * other types, which may hold any bytes.
 */
export function sampleFile(mediaType: string): string | undefined {
  const parsed = parseMediaType(mediaType);
  return parsed && sampleFiles.get(`${parsed.type}/${parsed.subtype}`);
}

/** Whether a body of this type begins as files of the type do. Where nothing is known of the type, any body does. */
export function looksLikeFile(value: unknown, mediaType: string): boolean {
  const sample = sampleFile(mediaType);
  if (sample === undefined) return true;
  const bytes = binaryContent(value);
  if (bytes === undefined) return false;
  const start = typeof bytes === 'string' ? bytes : Buffer.from(bytes.subarray(0, signatureLength)).toString('latin1');
  return start.startsWith(sample.slice(0, signatureLength));
}
