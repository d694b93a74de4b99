import type { WireRequest, WireResponse } from '../model/exchange.ts';

/** Why no response came. */
export type TransportFault =
  | 'refused' // nothing listens there
  | 'unreachable' // no route, no such host, TLS failed
  | 'timeout' // sent, and nothing came in time
  | 'connection-lost' // reset or EOF after the request was sent
  | 'malformed-response' // bytes that are no HTTP
  | 'aborted'; // our own signal

export type TransportResult =
  | {
      readonly kind: 'response';
      readonly response: WireResponse;
      readonly durationMs: number;
      readonly throttled: number;
    }
  | { readonly kind: 'fault'; readonly fault: TransportFault; readonly message: string; readonly durationMs: number };

/** Sends bytes and gives back bytes; knows no document. Never rejects for what a server does. */
export interface Transport {
  send(request: WireRequest, signal: AbortSignal): Promise<TransportResult>;
  close(): Promise<void>;
}
