import type { JsonValue } from './json.ts';
import type { OperationLabel } from './operation.ts';
import type { Phase } from './phase.ts';
import type { SeedPath } from './seed-path.ts';
import type { Violation } from './violation.ts';

export type Mode = 'positive' | 'negative';

/**
 * A request body: a value to be encoded by its media type, or bytes sent as they are (a string as UTF-8). A raw body's `mediaType` is the whole
 * `Content-Type`, with its parameters, and need not be documented; where it is empty, no `Content-Type` is sent.
 */
export type BodyValue =
  | { readonly kind: 'value'; readonly mediaType: string; readonly value: unknown }
  | { readonly kind: 'raw'; readonly mediaType: string; readonly bytes: string | Uint8Array };

/** Parameter values by name. A name that is absent is not sent. */
export type ParameterValues = Readonly<Record<string, unknown>>;

export interface CaseValues {
  readonly path: ParameterValues;
  readonly query: ParameterValues;
  readonly header: ParameterValues;
  readonly cookie: ParameterValues;
  /** OpenAPI 3.2's `in: querystring`; the whole query as one value. */
  readonly querystring?: { readonly name: string; readonly value: unknown };
  readonly body?: BodyValue;
}

/** One request to send. A function of its seed path and inputs; credentials are no part of it. */
export interface Case {
  readonly operation: OperationLabel;
  readonly phase: Phase;
  readonly mode: Mode;
  /**
   * A sane server may decide otherwise than the mode says, so that neither an accepting nor a refusing answer proves anything; it is sent to see
   * whether the server copes.
   */
  readonly doubtful?: true;
  /** The stable id of a coverage scenario or an example's name. */
  readonly scenario: string | undefined;
  readonly seedPath: SeedPath;
  /** What the run itself added: `learned`, the `Narrowing`s by which valid parts were made. */
  readonly inputs: { readonly [name: string]: JsonValue };
  readonly values: CaseValues;
  /** Empty for a positive case. */
  readonly violations: readonly Violation[];
}

/**
 * Whether a case asks a path for a method that the document does not declare for it (scenario `unspecified_http_method`): what is said of the operation
 * that it stands with says nothing of its answer.
 */
export function triesUndeclaredMethod({ violations }: Case): boolean {
  return violations.length === 1 && violations[0]?.keyword === 'method';
}
