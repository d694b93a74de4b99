import { setTimeout as delay } from 'node:timers/promises';

/** Waits so many milliseconds; ends early, and quietly, where the signal is aborted: what is sent then is aborted, too. */
export async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch {
    // Interrupted.
  }
}
