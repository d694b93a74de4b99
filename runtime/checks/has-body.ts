import type { Exchange } from '../model/exchange.ts';

/** Whether the response carries content: none is expected to HEAD, in 204 and 304 (RFC 9110 §6.4.1), or where the body is empty. */
export function hasBody({ request, response }: Exchange): boolean {
  return (
    request.method !== 'HEAD' && response.status !== 204 && response.status !== 304 && response.body.byteLength > 0
  );
}
