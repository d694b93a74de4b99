import type { Serialiser } from '../serialiser.ts';
import { unencodable } from '../unencodable.ts';
import type { BodyWriter } from './body-writer.ts';

/** Writes with a registered serialiser, which must not throw. */
export function serialisedWriter(contentType: string, serialiser: Serialiser): BodyWriter {
  return (value) => {
    const bytes = serialiser.write(value, contentType);
    return bytes === undefined ? unencodable(`${contentType} cannot carry the value`) : { contentType, bytes };
  };
}
