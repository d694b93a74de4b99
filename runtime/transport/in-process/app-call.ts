import type { HeaderList, WireRequest } from '../../model/exchange.ts';

/** What an application answered, before anything is read of its body. */
export interface AppAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: HeaderList;
  /** Chunks as they come; leaving the loop tells the application that no more is wanted. */
  readonly body: AsyncIterable<Uint8Array> | undefined;
}

/** Hands a request to an application in this process. Rejects with what the application threw. */
export type AppCall = (request: WireRequest) => Promise<AppAnswer>;

/** The header fields that a client writes by itself, where the request has none: `host`, and `content-length` of a body. */
export function framing({ headers, body }: WireRequest, host: string): HeaderList {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const added: [string, string][] = [];
  if (!names.has('host')) added.push(['host', host]);
  if (body !== undefined && !names.has('content-length') && !names.has('transfer-encoding'))
    added.push(['content-length', String(Buffer.byteLength(body))]);
  return added;
}
