import { hash } from 'node:crypto';
import type { RecordedBody } from '../../model/recorded-exchange.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A body as reports hold it: as text where it is any, cut after so many bytes, with a digest of the whole where it is cut. */
export function recordBody(
  body: string | Uint8Array,
  redact: (text: string) => string,
  maxBytes: number,
): RecordedBody {
  const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
  const text = typeof body === 'string' ? body : decode(bytes);
  const size = bytes.byteLength;
  const cut = size > maxBytes ? ({ truncated: true, digest: hash('sha256', bytes) } as const) : {};
  if (text === undefined) {
    const kept = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(size, maxBytes)).toString('base64');
    return { base64: kept, bytes: size, ...cut };
  }
  // Redacted before it is cut: a secret across the cut would be only half known.
  const redacted = redact(text);
  return { text: size > maxBytes ? redacted.slice(0, maxBytes) : redacted, bytes: size, ...cut };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
