import type { Operation } from '../model/operation.ts';
import { isJsonMediaType } from './media-type.ts';

/** What the client would like: the documented JSON types first, then anything; one of the documented values where there are some. */
export function acceptHeader({ responses, accepts = [] }: Operation): string {
  const listed = accepts.find(isJsonMediaType) ?? accepts[0];
  if (listed !== undefined) return listed;
  const json = new Set<string>();
  for (const { contents } of responses) {
    for (const { mediaType } of contents) {
      if (isJsonMediaType(mediaType) && !mediaType.includes('*')) json.add(mediaType);
    }
  }
  // A few suffice, and some servers refuse long lists.
  const wanted = [...json].slice(0, 3);
  return wanted.length === 0 ? '*/*' : `${wanted.join(', ')}, */*;q=0.5`;
}
