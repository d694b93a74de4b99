import type { WarningCode } from './warning-code.ts';

/** A demand on the run itself, and whether it was met. Percentages are those of the run, from 0 to 100. Plain JSON. */
export type Gate = { readonly met: boolean } & (
  | { readonly name: 'min-reached' | 'min-keyword-coverage'; readonly required: number; readonly actual: number }
  | {
      readonly name: 'fail-on-warning';
      /** The warnings there were of those that must not be. */
      readonly warnings: readonly WarningCode[];
    }
);
