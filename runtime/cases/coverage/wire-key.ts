import { createHash } from 'node:crypto';
import type { WireRequest } from '../../model/exchange.ts';

/** The same for requests of the same bytes, and for no others. Short, however long the request is. */
export function wireKey({ method, target, headers, body }: WireRequest): string {
  const digest = createHash('sha256').update(JSON.stringify([method, target, headers]));
  if (body !== undefined) digest.update('\0').update(body);
  return digest.digest('base64');
}
