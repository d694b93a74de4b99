import { headerValue, type WireResponse } from '../model/exchange.ts';
import { decodeBody } from '../requests/decode-body.ts';

/** Some servers answer 200 with the error inside: `ok`/`success` false, a non-empty `error` or `errors`, or 207. */
export function isErrorEnvelope(response: WireResponse): boolean {
  if (response.status === 207) return true;
  const contentType = headerValue(response.headers, 'content-type');
  if (contentType === undefined || response.body.byteLength === 0) return false;
  const decoded = decodeBody(response.body, contentType);
  if (decoded.kind !== 'decoded' || typeof decoded.value !== 'object' || decoded.value === null) return false;
  const { ok, success, error, errors } = decoded.value as Record<string, unknown>;
  return ok === false || success === false || isFilled(error) || isFilled(errors);
}

function isFilled(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
