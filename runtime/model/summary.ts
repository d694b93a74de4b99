import type { CleanUpSummary } from './clean-up.ts';
import type { CoverageSummary } from './coverage.ts';
import type { Confidence } from './failure.ts';
import type { Gate } from './gate.ts';
import type { Phase } from './phase.ts';
import type { Unreached } from './unreached.ts';

/** Why a run ended before its plan did. */
export type StopReason =
  'max-time' | 'max-failures' | 'interrupted' | 'server-died' | 'base-url-suspect' | 'internal-error' | 'unreachable';

/** What a run did. Plain JSON. */
export type RunSummary = {
  readonly durationMs: number;
  readonly operations: {
    /** In the document. */
    readonly total: number;
    /** Kept by the filters. */
    readonly selected: number;
    /** Received at least one case. */
    readonly tested: number;
    /** Answered 2xx at least once. */
    readonly reached: number;
  };
  readonly cases: {
    readonly sent: number;
    readonly positive: number;
    readonly negative: number;
    readonly byPhase: Readonly<Record<Phase, number>>;
    /** Answers by status class: `2xx`, `3xx`, `4xx`, `5xx`, and `none` where no answer came. */
    readonly byStatus: Readonly<Record<string, number>>;
  };
  readonly failures: {
    readonly total: number;
    readonly byCheck: Readonly<Record<string, number>>;
    readonly byConfidence: Readonly<Record<Confidence, number>>;
    /** Those that the baseline knows, in none of the other numbers; absent where there were none. */
    readonly known?: number;
  };
  readonly problems: number;
  readonly warnings: number;
  /** 429s, and 503s with Retry-After, that were waited for. */
  readonly throttled: number;
  readonly stopped?: StopReason;
  /** Of each identity, in the order of the configuration: how many operations answered it 2xx, and how many of them never did so to the default one; absent where there are fewer than two. */
  readonly identities?: readonly { readonly name: string; readonly reached: number; readonly beyond: number }[];
  /** The operations that never answered 2xx, and why; absent where there are none, or no valid request was wanted. */
  readonly unreached?: readonly Unreached[];
  /** Of the operations that received a case; absent where none did. */
  readonly coverage?: CoverageSummary;
  /** What became of the things that the run made; absent where it made none. */
  readonly cleanUp?: CleanUpSummary;
  /** The demands on the run itself; absent where none were made. */
  readonly gates?: readonly Gate[];
};
