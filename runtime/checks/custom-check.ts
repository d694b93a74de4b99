import type { Case } from '../model/case.ts';
import type { HeaderList } from '../model/exchange.ts';
import type { Confidence, Severity } from '../model/failure.ts';
import type { JsonValue } from '../model/json.ts';
import type { Operation, OperationEntry } from '../model/operation.ts';

/** What was sent: the exact bytes, credentials among them. */
export interface CheckedRequest {
  readonly method: string;
  /** Path and query, as on the wire. */
  readonly target: string;
  readonly headers: HeaderList;
  readonly body: string | Uint8Array | undefined;
  /** The first value of a header; names are compared without case. */
  header(name: string): string | undefined;
}

/** What came back. */
export interface CheckedResponse {
  readonly status: number;
  /** Names in lower case, repeated where the wire repeats them. */
  readonly headers: HeaderList;
  /** Content-decoded; cut where it was longer than what is read. */
  readonly body: Uint8Array;
  /** The first value of a header; names are compared without case. */
  header(name: string): string | undefined;
  /** The body as UTF-8. */
  text(): string;
  /** The body as JSON. Throws an `Error`, which is a failure of the check, where it is none. */
  json(): unknown;
}

/** One request and its answer. */
export interface CheckedExchange {
  readonly operation: Operation;
  /** Why the request was sent: its mode, what it breaks, its values. */
  readonly case: Case;
  /** With the credentials of the default identity, whoever sent it. */
  readonly request: CheckedRequest;
  /** Who sent it, of the configured identities; absent for the default one. */
  readonly identity?: string;
  readonly response: CheckedResponse;
  /** Until the answer was there, in milliseconds. */
  readonly durationMs: number;
}

/** What a check of your own found wrong. */
export interface CustomFinding {
  /** One sentence: what happened. */
  readonly message: string;
  /** A few words for lists. @default the check's summary, or its id */
  readonly title?: string;
  /** How sure it is; `heuristic` does not make the exit status 1. @default 'proved' */
  readonly confidence?: Confidence;
  /** Findings of an operation with the same identity are one failure. @default the message, without its numbers and quoted texts */
  readonly identity?: string;
  readonly expected?: string;
  readonly received?: string;
  /** The next action. */
  readonly hint?: string;
  /** More facts, for the reports that are read by programs. */
  readonly details?: JsonValue;
}

/** What a check of your own finds in a whole run. */
export interface CustomRunFinding extends CustomFinding {
  /** One that `onExchange` was given, to be shown with the failure. @default the first of the run; the failure is then one of the whole API */
  readonly exchange?: CheckedExchange;
}

/** Nothing where all is well; a text is a finding's message. */
export type CustomVerdict = CustomFinding | readonly CustomFinding[] | string | undefined | void;

/** A run whose cases were all sent. */
export interface CheckedRun {
  readonly operations: readonly {
    readonly operation: OperationEntry;
    /** How many cases were answered with which status. */
    readonly answers: ReadonlyMap<number, number>;
  }[];
}

/**
 * A check of your own. It has a verdict by what it gives back, or by throwing: a failed assertion, or any `Error`, is a finding with its message.
 * `TypeError`, `ReferenceError` and their like, and errors of the system, mean that the check itself broke: they are a problem of the run, told
 * once, and no verdict. What takes longer than 10 seconds is one, too.
 */
export interface CustomCheck {
  /** As `--checks` and `--exclude-checks` name it: letters, digits, `_` and `-`; none of a built-in check. */
  readonly id: string;
  /** @default 'high' */
  readonly severity?: Severity;
  /** One sentence: what must be so. */
  readonly summary?: string;
  /**
   * Judges one exchange: each case's, and each request that makes a failure smaller or is sent again to be sure of it. Also one of 5xx; not one of
   * 429, nor of a method that the document does not have.
   */
  onExchange?(exchange: CheckedExchange): CustomVerdict | Promise<CustomVerdict>;
  /** Judges the run once all cases were sent. What it needs of single exchanges, `onExchange` may collect. */
  onRunEnd?(
    run: CheckedRun,
  ):
    | CustomRunFinding
    | readonly CustomRunFinding[]
    | string
    | undefined
    | void
    | Promise<CustomRunFinding | readonly CustomRunFinding[] | string | undefined | void>;
}

/** A check that judges exchanges and is named as the function is. */
export type CustomCheckFunction = (exchange: CheckedExchange) => CustomVerdict | Promise<CustomVerdict>;
