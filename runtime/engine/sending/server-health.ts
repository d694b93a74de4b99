import { setTimeout as delay } from 'node:timers/promises';
import type { WireRequest } from '../../model/exchange.ts';
import type { Sender } from './sender.ts';

/** How long a server that refuses connections may take to come back. */
const patienceMs = 10_000;

/** Waits until the server takes connections again: any answer counts. `false` where it does not within ten seconds. */
export async function waitForServer(sender: Sender, probe: WireRequest, signal: AbortSignal): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  for (let pauseMs = 50; ; pauseMs = Math.min(1_000, pauseMs * 2)) {
    const result = await sender.send(probe);
    if (result.kind === 'response' || result.fault === 'timeout') return true;
    if (result.fault === 'aborted' || performance.now() + pauseMs > deadline) return false;
    await delay(pauseMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return false;
  }
}
