import type { Failure } from './failure.ts';

/** The version of the format of kept failures; grows when a field changes its meaning or goes. */
export const keptFailureVersion = 1;

/** A failure as it is kept for later runs: with where it was found. Plain JSON, redacted. */
export type KeptFailure = {
  readonly version: typeof keptFailureVersion;
  /** The document that it contradicts. */
  readonly spec: { readonly source: string; readonly title: string; readonly version: string };
  /** Where it was found; its path stands before the targets of the steps. */
  readonly baseUrl: string;
  readonly failure: Failure;
};
