import type { RequestLocation } from './violation.ts';

/** How many there are, and how many of them a run exercised. */
export type Exercised = { readonly exercised: number; readonly total: number };

/** A schema of a request and what became of its keywords. */
export type CoveredSchema = {
  readonly in: RequestLocation;
  /** The parameter's name. */
  readonly name?: string;
  /** Of a body, the media type. */
  readonly mediaType?: string;
  /** Where the schema stands: a JSON pointer into its file. */
  readonly pointer: string;
  /** Absent where it is the file of the operation. */
  readonly file?: string;
  /** Met by a valid value, broken by an invalid one, both, or neither. */
  readonly keywords: Readonly<Record<string, 'valid' | 'invalid' | 'both' | 'neither'>>;
  /** Those that nothing breaks for certain where the schema is used; they need not be broken to count as exercised. */
  readonly unbreakable?: readonly string[];
};

/** What of an operation's contract was exercised. */
export type OperationCoverage = {
  readonly operation: string;
  /** How many cases were answered with which status. */
  readonly answers: Readonly<Record<string, number>>;
  readonly statuses: {
    /** As the document has them: `200`, `4XX`, `default`. */
    readonly documented: readonly string[];
    /** Those of them that were met. */
    readonly seen: readonly string[];
  };
  readonly keywords: {
    /** Keywords that a valid value was asked by. */
    readonly valid: Exercised;
    /** Keywords that were broken, of those that can be. */
    readonly invalid: Exercised;
  };
  readonly schemas: readonly CoveredSchema[];
};

/** The same for a run: sums over its operations. */
export type CoverageSummary = {
  readonly keywords: { readonly valid: Exercised; readonly invalid: Exercised };
  readonly statuses: Exercised;
};
