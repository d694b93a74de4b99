import type { Mode } from './case.ts';
import type { Essential } from './essential.ts';
import type { FailureStep } from './failure-step.ts';
import type { JsonValue } from './json.ts';
import type { Location } from './location.ts';
import type { Phase } from './phase.ts';
import type { RecordedRequest, RecordedResponse } from './recorded-exchange.ts';

/** `proved`: the contract's text contradicts the exchange; `likely`: a strong rule with a known benign reading; `heuristic`: worth a look. */
export type Confidence = 'proved' | 'likely' | 'heuristic';

export type Severity = 'critical' | 'high' | 'medium' | 'low';

/** What a check found in one exchange. Findings with the same check, operation and identity are one failure. */
export interface Finding<D extends JsonValue = JsonValue> {
  readonly confidence: Confidence;
  readonly identity: string;
  /** One finding for the whole API; its failure lists the operations it was met at. */
  readonly scope?: 'api';
  /** The defect in a few words, e.g. `Undocumented status code`. */
  readonly title: string;
  /** One sentence: what happened. */
  readonly message: string;
  readonly expected: string;
  readonly received: string;
  /** The next action. */
  readonly hint: string;
  /** The part of the document that is contradicted. */
  readonly location?: Location;
  /** The key of the probe whose answer shows it; absent where the exchange itself does. */
  readonly probe?: string;
  readonly details: D;
}

/** How a failure behaved when its smallest case was sent again. */
export type Reproducibility =
  | { readonly kind: 'deterministic' }
  | { readonly kind: 'flaky'; readonly failed: number; readonly tries: number }
  | { readonly kind: 'state-dependent' }
  | { readonly kind: 'unverified'; readonly reason: string };

/** One more case that showed a failure, as it was sent: it was not made smaller. */
export type FurtherExample = {
  readonly operation: string;
  readonly request: RecordedRequest;
  /** Absent where no response came. */
  readonly response?: RecordedResponse;
  readonly curl: string;
  readonly seedPath: string;
};

/** What a baseline says of a failure: `known` ones fail no run; those whose entry has `expired` do again. */
export type BaselineMark = {
  readonly status: 'known' | 'expired';
  readonly reason?: string;
  /** The last day on which the entry counts, `YYYY-MM-DD`. */
  readonly expires?: string;
};

/** One defect, with its smallest case. Plain JSON, redacted. */
export type Failure<Id extends string = string, D extends JsonValue = JsonValue> = {
  /** Stable across runs: a digest of check, operation and identity. */
  readonly id: string;
  readonly check: Id;
  readonly operation: string;
  /** Every operation it was met at, for a failure of the whole API. */
  readonly operations?: readonly string[];
  readonly confidence: Confidence;
  readonly severity: Severity;
  readonly identity: string;
  readonly title: string;
  readonly message: string;
  readonly expected: string;
  readonly received: string;
  readonly hint: string;
  /** `file:line:column` and pointer of the part of the document that is contradicted. */
  readonly where?: { readonly file: string; readonly line: number; readonly column: number; readonly pointer: string };
  readonly details: D;
  readonly phase: Phase;
  readonly mode: Mode;
  readonly scenario?: string;
  /** What was made invalid, for a negative case. */
  readonly violations: readonly {
    readonly keyword: string;
    readonly location?: string;
    readonly parameter?: string;
    readonly valuePointer: string;
  }[];
  /** Absent where the server died and no response came. */
  readonly response?: RecordedResponse;
  readonly request: RecordedRequest;
  readonly curl: string;
  /** The command that sends the failing case again. */
  readonly replay: string;
  readonly seedPath: string;
  readonly reproducibility: Reproducibility;
  /** How many cases met it. */
  readonly occurrences: number;
  /** Where several findings are one defect: which one `request` shows, by its identity, how many there are, and the first of them with their operations. */
  readonly fold?: { readonly shown: string; readonly count: number; readonly list: readonly string[] };
  /** Which values of the smallest request make it fail; absent where nothing can be told. */
  readonly essential?: Essential;
  /** The next cases that showed it, two at most. */
  readonly examples?: readonly FurtherExample[];
  /** The requests that show it, in their order; the answer to the last one is judged. A check that probes asks on from there. */
  readonly steps: readonly FailureStep[];
  /** It was found by sending the kept request of an earlier run again. */
  readonly kept?: true;
  readonly baseline?: BaselineMark;
};
