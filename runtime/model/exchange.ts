import type { Case } from './case.ts';

/** Name and value as they stand on the wire, in order, repeated where the wire repeats them. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** The exact bytes of a request, but for the credentials. `target` is the origin-form of RFC 9112 §3.2.1. */
export interface WireRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: HeaderList;
  readonly body: string | Uint8Array | undefined;
}

export interface WireResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: HeaderList;
  /** Content-decoded (gzip, deflate, br). */
  readonly body: Uint8Array;
  /** The body was longer than the cap, or a stream without an end, and the rest was not read. */
  readonly truncated: boolean;
}

/** A case, what was sent and what came back. */
export interface Exchange {
  readonly case: Case;
  readonly request: WireRequest;
  /** Who it was sent as, in place of the default identity whose credentials `request` has; absent where that sent it itself. */
  readonly identity?: string;
  readonly response: WireResponse;
  readonly durationMs: number;
}

/** The first value of a header; names are compared without case. */
export function headerValue(headers: HeaderList, name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const [key, value] of headers) {
    if (key === wanted || key.toLowerCase() === wanted) return value;
  }
  return undefined;
}
