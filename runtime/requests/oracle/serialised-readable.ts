import type { Violation } from '../../model/violation.ts';
import type { SchemaRef } from '../../model/schema-ref.ts';
import type { Schemas } from '../../schema/schemas.ts';
import { unreadable } from '../checked-serialiser.ts';
import { jsonEqual } from '../json-equal.ts';
import type { Serialiser } from '../serialiser.ts';
import { violationsIn } from './violations-in.ts';

/** Whether some tolerated reading of a value is valid. */
type ValueReadable = (value: unknown, group: readonly Violation[]) => boolean;

/**
 * The question for bodies that a registered serialiser writes: what it reads back counts, for writing may have mended the value. Without
 * `read` only the value can be judged, and whoever sends it must not take the answer for sure.
 */
export function serialisedReadable(
  serialiser: Serialiser,
  { mediaType, schema, schemas }: { readonly mediaType: string; readonly schema: SchemaRef; readonly schemas: Schemas },
  readable: ValueReadable,
): ValueReadable {
  const { read } = serialiser;
  if (read === undefined) return readable;
  return (value, group) => {
    const bytes = serialiser.write(value, mediaType);
    const found =
      bytes === undefined ? undefined : serialiser.read?.(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
    // Nobody knows what a server makes of it.
    if (found === undefined || found === unreadable) return true;
    if (jsonEqual(found, value)) return readable(value, group);
    const left = violationsIn(found, schema, schemas);
    return left.length === 0 || readable(found, left);
  };
}
