import { setTimeout as sleep } from 'node:timers/promises';
import { headerValue } from '../model/exchange.ts';
import type { WireResponse } from '../model/exchange.ts';

/** How 429, and 503 with Retry-After, are met. */
export interface ThrottlePolicy {
  /** How often one request is sent again. */
  readonly maxRetries: number;
  /** The longest wait that Retry-After can ask for. */
  readonly maxWaitMs: number;
}

export const defaultThrottlePolicy: ThrottlePolicy = { maxRetries: 3, maxWaitMs: 60_000 };

const defaultWaitMs = 1_000;

/**
 * How long a response asks to be left alone (RFC 9110 §10.2.3: seconds or an HTTP-date), or undefined where it does not.
 * A 429 without a usable Retry-After asks for one second.
 */
export function throttleWaitMs(
  response: Pick<WireResponse, 'status' | 'headers'>,
  policy: ThrottlePolicy,
  nowMs?: number,
): number | undefined {
  if (response.status !== 429 && response.status !== 503) return undefined;
  const asked = retryAfterMs(headerValue(response.headers, 'retry-after'), nowMs ?? Date.now());
  if (asked === undefined && response.status === 503) return undefined;
  return Math.min(asked ?? defaultWaitMs, policy.maxWaitMs);
}

function retryAfterMs(value: string | undefined, nowMs: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}

/** Holds every request to an origin back while the origin has asked for a pause. */
export interface ThrottleGate {
  isShut(): boolean;
  /** Shuts the gate for this long from now; never shortens a pause that is longer. */
  shutFor(ms: number): void;
  /** Waits until the gate is open: true. False as soon as one of the signals aborts. */
  passed(signals: AbortSignal[]): Promise<boolean>;
}

export function createThrottleGate(): ThrottleGate {
  let shutUntil = 0;
  const remaining = (): number => shutUntil - performance.now();
  return {
    isShut: () => shutUntil !== 0 && remaining() > 0,
    shutFor: (ms) => {
      shutUntil = Math.max(shutUntil, performance.now() + ms);
    },
    passed: async (signals) => {
      const signal = AbortSignal.any(signals);
      try {
        // Another request may shut the gate again while this one waits.
        for (let ms = remaining(); ms > 0; ms = remaining()) await sleep(Math.ceil(ms), undefined, { signal });
        return true;
      } catch {
        return false;
      }
    },
  };
}
