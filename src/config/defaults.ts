import type { Settings } from './settings.ts';

const MiB = 1024 * 1024;

/** What applies where nothing is said. Options that are missing here have no plain default: their row says what happens. */
export const defaults = Object.freeze({
  mode: 'all',
  maxExamples: 100,
  safe: false,
  ownOnly: false,
  cleanup: true,
  adapt: true,
  concurrency: 8,
  requestTimeout: 10,
  maxResponseSize: 10 * MiB,
  maxSpecSize: 50 * MiB,
  allowFileRefs: false,
  allowRemoteRefs: false,
  record: 'novel',
  keepFailures: true,
  baselineUpdate: false,
  failOn: 'likely',
  color: 'auto',
  strictTypes: false,
  debug: false,
}) satisfies Partial<Settings>;
