import { UnsupportedMediaTypeError } from '../../errors.ts';
import type { Serialiser } from '../serialiser.ts';
import { unencodable } from '../unencodable.ts';
import type { BodyWriter } from './body-writer.ts';

/** Writes with a registered serialiser. Throws `UnsupportedMediaTypeError` where that throws. */
export function serialisedWriter(contentType: string, serialiser: Serialiser, where: string | undefined): BodyWriter {
  return (value) => {
    const bytes = written(value, contentType, serialiser, where);
    return bytes === undefined ? unencodable(`${contentType} cannot carry the value`) : { contentType, bytes };
  };
}

function written(
  value: unknown,
  contentType: string,
  serialiser: Serialiser,
  where: string | undefined,
): string | Uint8Array | undefined {
  try {
    return serialiser.write(value, contentType);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UnsupportedMediaTypeError(`The serialiser registered for "${serialiser.mediaType}" failed: ${reason}`, {
      where,
      hint: 'Let it return undefined for values that it cannot write.',
      cause,
    });
  }
}
