import type { WireRequest } from '../model/exchange.ts';

/** A 52-bit hash of what distinguishes a request on the wire: two lanes of an FNV-like mix. */
export function wireHash({ method, target, headers, body }: WireRequest): number {
  laneA = 0x811c9dc5;
  laneB = 0x9e3779b9;
  mixText(method);
  mixText(target);
  for (const [name, value] of headers) {
    mixText(name);
    mixText(value);
  }
  if (typeof body === 'string') mixText(body);
  else if (body !== undefined) mixBytes(body);
  return (laneA >>> 0) * 0x10_0000 + (laneB >>> 12);
}

// Of the module, not of an object: this runs over every byte that is sent.
let laneA = 0;
let laneB = 0;

function mixText(text: string): void {
  let a = laneA;
  let b = laneB;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b) ^ (b >>> 13);
  }
  // The end of a part counts, so that moving text between parts is another request.
  laneA = Math.imul(a ^ 0x1ff, 0x01000193);
  laneB = Math.imul(b ^ 0x1ff, 0x85ebca6b);
}

function mixBytes(bytes: Uint8Array): void {
  for (const byte of bytes) {
    laneA = Math.imul(laneA ^ byte, 0x01000193);
    laneB = Math.imul(laneB ^ byte, 0x85ebca6b) ^ (laneB >>> 13);
  }
}
