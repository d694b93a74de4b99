import { parseMediaType } from '../media-type.ts';
import type { ValueShape } from '../value-shape.ts';
import { binaryContent } from './binary.ts';
import { sampleFiles } from './sample-files.data.ts';

/** How many bytes tell these types from others. */
const signatureLength = 4;

/**
 * A small valid file of a type that servers look into (an image, PDF or archive); `undefined` for other types, which may hold any bytes. It is a
 * text whose characters are its bytes, or base64 where `shape` asks for that.
 */
export function sampleFile(mediaType: string, shape?: ValueShape): string | undefined {
  const parsed = parseMediaType(mediaType);
  const sample = parsed && sampleFiles.get(`${parsed.type}/${parsed.subtype}`);
  return sample !== undefined && isBase64(shape) ? Buffer.from(sample, 'latin1').toString('base64') : sample;
}

/** Whether a body of this type begins as files of the type do. Where nothing is known of the type, any body does. */
export function looksLikeFile(value: unknown, mediaType: string, shape?: ValueShape): boolean {
  const sample = sampleFile(mediaType);
  if (sample === undefined) return true;
  const bytes = binaryContent(typeof value === 'string' && isBase64(shape) ? Buffer.from(value, 'base64') : value);
  if (bytes === undefined) return false;
  const start = typeof bytes === 'string' ? bytes : Buffer.from(bytes.subarray(0, signatureLength)).toString('latin1');
  return start.startsWith(sample.slice(0, signatureLength));
}

/** OpenAPI 3.0 has a file "transferred with base64 encoding" as `format: byte` or `base64` (§4.7.14.2), 3.1 as `contentEncoding`. */
function isBase64(shape: ValueShape | undefined): boolean {
  if (shape === undefined) return false;
  return (
    shape.formats.some((format) => format === 'byte' || format === 'base64') ||
    shape.annotation('contentEncoding') === 'base64'
  );
}
