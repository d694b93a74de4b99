import type { WireRequest } from '../../model/exchange.ts';

/** Which requests were sent, by hashes of what distinguishes them on the wire: no bytes are kept. */
export interface SentRequests {
  /** Notes a request. `false` where it was noted before. */
  add(request: WireRequest): boolean;
}

export function createSentRequests(): SentRequests {
  // Two small integers: a Map of those is several times faster than a Set of one large number.
  const known = new Map<number, number>();
  return {
    add(request) {
      mixRequest(request);
      const key = laneA >>> 1;
      if (known.get(key) === laneB) return false;
      known.set(key, laneB);
      return true;
    },
  };
}

// Of the module, not of an object: this runs over every byte that is sent.
let laneA = 0;
let laneB = 0;

/** Two lanes of an FNV-like mix. */
function mixRequest({ method, target, headers, body }: WireRequest): void {
  laneA = 0x811c9dc5;
  laneB = 0x1e3779b9;
  mixText(method);
  mixText(target);
  for (const [name, value] of headers) {
    mixText(name);
    mixText(value);
  }
  if (typeof body === 'string') mixText(body);
  else if (body !== undefined) mixBytes(body);
}

function mixText(text: string): void {
  let a = laneA | 0;
  let b = laneB | 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x05ebca6b) ^ (b >>> 13);
  }
  // The end of a part counts, so that moving text between parts is another request.
  laneA = Math.imul(a ^ 0x1ff, 0x01000193);
  laneB = Math.imul(b ^ 0x1ff, 0x05ebca6b);
}

function mixBytes(bytes: Uint8Array): void {
  for (const byte of bytes) {
    laneA = Math.imul(laneA ^ byte, 0x01000193);
    laneB = Math.imul(laneB ^ byte, 0x05ebca6b) ^ (laneB >>> 13);
  }
}
