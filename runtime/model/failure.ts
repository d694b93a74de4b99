import type { Mode } from './case.ts';
import type { JsonValue } from './json.ts';
import type { Location } from './location.ts';
import type { Phase } from './phase.ts';

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

export type RecordedBody = {
  readonly text?: string;
  readonly base64?: string;
  readonly bytes: number;
  readonly truncated?: boolean;
  /** SHA-256 of the whole body in hex, where it was cut. */
  readonly digest?: string;
};

/** A redacted request as reports show it. */
export type RecordedRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: RecordedBody;
};

/** A redacted response as reports show it. */
export type RecordedResponse = {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: RecordedBody;
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
};
