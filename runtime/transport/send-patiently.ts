import { InternalError } from '../errors.ts';
import { headerValue } from '../model/exchange.ts';
import type { WireRequest, WireResponse } from '../model/exchange.ts';
import type { Outcome } from './attempt.ts';
import { decodeContent } from './content-coding.ts';
import type { TransportResult } from './contract.ts';
import { createThrottleGate, defaultThrottlePolicy, throttleWaitMs, type ThrottlePolicy } from './throttle.ts';

/** Sends a request once. */
export type SendOnce = (request: WireRequest, signal: AbortSignal) => Promise<Outcome>;

export interface Patience {
  /** Ends all waits. */
  readonly closing: AbortSignal;
  /** Of a body, after content-decoding. */
  readonly maxResponseBytes: number;
  /** Default: 3 retries, waits of at most 60 s. */
  readonly throttle?: ThrottlePolicy | undefined;
}

/** What became of a request that was not sent because the run is over. */
export const stopped = {
  kind: 'fault',
  fault: 'aborted',
  message: 'The run was stopped before the request was sent.',
  durationMs: 0,
  stale: false,
} as const;

/**
 * What all transports do around one sending: responses that ask for a pause (429, 503 with Retry-After) hold all requests back and are sent again; the last of
 * them counts, and its content is decoded. Rejects with `InternalError` where HTTP has no form for the request.
 */
export function sendPatiently(
  once: SendOnce,
  { closing, maxResponseBytes, throttle: policy = defaultThrottlePolicy }: Patience,
): (request: WireRequest, signal: AbortSignal) => Promise<TransportResult> {
  const gate = createThrottleGate();
  return async (request, signal) => {
    for (let throttled = 0; ; throttled++) {
      if (gate.isShut() && !(await gate.passed([signal, closing]))) return resultOfFault(stopped);
      const outcome = await once(request, signal);
      if (outcome.kind === 'fault') return resultOfFault(outcome);
      if (outcome.kind !== 'response') throw unsendableError(request, outcome.error);
      const waitMs = throttled < policy.maxRetries ? throttleWaitMs(outcome, policy) : undefined;
      if (waitMs === undefined) return resultOfAnswer(outcome, throttled, maxResponseBytes);
      gate.shutFor(waitMs);
    }
  };
}

type Answer = Extract<Outcome, { kind: 'response' }>;

function resultOfFault({ fault, message, durationMs }: Extract<Outcome, { kind: 'fault' }>): TransportResult {
  return { kind: 'fault', fault, message, durationMs };
}

function resultOfAnswer(
  answer: Answer,
  throttled: number,
  maxBytes: number,
): TransportResult | Promise<TransportResult> {
  const { status, headers, body, truncated, durationMs } = answer;
  const result = (response: WireResponse): TransportResult => ({ kind: 'response', response, durationMs, throttled });
  const encoding = body.length === 0 ? undefined : headerValue(headers, 'content-encoding');
  if (encoding === undefined) return result({ status, headers, body, truncated });
  return decodeContent(encoding, body, maxBytes).then((decoded) =>
    result({ status, headers, body: decoded.body, truncated: truncated || decoded.truncated }),
  );
}

function unsendableError(request: WireRequest, cause: unknown): InternalError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new InternalError(`${request.method} request could not be written as HTTP/1.1: ${reason}.`, {
    hint: 'Nothing was sent. This is a defect of api-test-gen: please report it with the document.',
    cause,
  });
}
