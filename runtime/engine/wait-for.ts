import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** Waits so many milliseconds; ends early, and quietly, where the signal is aborted: what is sent then is aborted, too. */
export async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  // One signal ends a run, and any number of sequences may be waiting in it.
  setMaxListeners(0, signal);
  try {
    await delay(ms, undefined, { signal });
  } catch {
    // Interrupted.
  }
}
