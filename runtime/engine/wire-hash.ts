import type { WireRequest } from '../model/exchange.ts';

/** A 52-bit hash of what distinguishes a request on the wire (two 26-bit lanes of an FNV-like mix). */
export function wireHash({ method, target, headers, body }: WireRequest): number {
  let lanes = mixText(start, method);
  lanes = mixText(lanes, target);
  for (const [name, value] of headers) {
    lanes = mixText(lanes, name);
    lanes = mixText(lanes, value);
  }
  if (typeof body === 'string') lanes = mixText(lanes, body);
  else if (body !== undefined) lanes = mixBytes(lanes, body);
  return (lanes.a >>> 0) * 0x10_0000 + (lanes.b >>> 12);
}

interface Lanes {
  readonly a: number;
  readonly b: number;
}

const start: Lanes = { a: 0x811c9dc5, b: 0x9e3779b9 };

function mixText({ a, b }: Lanes, text: string): Lanes {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b) ^ (b >>> 13);
  }
  // The end of a part counts, so that moving text between parts is another request.
  return { a: Math.imul(a ^ 0x1ff, 0x01000193), b: Math.imul(b ^ 0x1ff, 0x85ebca6b) };
}

function mixBytes({ a, b }: Lanes, bytes: Uint8Array): Lanes {
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ byte, 0x85ebca6b) ^ (b >>> 13);
  }
  return { a, b };
}
