import type { Mode } from './case.ts';
import type { JsonValue } from './json.ts';
import type { Phase } from './phase.ts';
import type { RecordedBody } from './recorded-exchange.ts';

/** What was made invalid in a request, in full. */
type StepViolation = {
  readonly keyword: string;
  readonly valuePointer: string;
  readonly schemaPointer: string;
  readonly schemaFile?: string;
  readonly demand?: string;
  readonly location?: string;
  readonly parameter?: string;
};

/**
 * One request of those that show a failure, with all that it takes to send it again and to judge its answer. Plain JSON, without the user's credentials:
 * they are added anew when it is sent.
 */
export type FailureStep = {
  readonly operation: string;
  readonly mode: Mode;
  readonly doubtful?: true;
  readonly scenario?: string;
  readonly seedPath: { readonly seed: number; readonly phase: Phase; readonly index: number };
  readonly violations: readonly StepViolation[];
  /** What answers to earlier steps, counted from 1, gave it. */
  readonly given?: readonly {
    readonly name: string;
    readonly value: string;
    readonly step: number;
    readonly from: string;
  }[];
  /** The values that were written, bytes as `{ "$base64": … }`. Absent where they are too many to keep. */
  readonly values?: JsonValue;
  readonly request: {
    readonly method: string;
    /** In origin-form (RFC 9112 §3.2.1). */
    readonly target: string;
    /** Without those of `left`. */
    readonly headers: readonly (readonly [string, string])[];
    /** Whole up to 1 MiB; a longer one is cut, and the step cannot be sent again. */
    readonly body?: RecordedBody;
  };
  /** How it was answered, where more requests than one show the failure. */
  readonly status?: number;
  /** It was sent to look at what the others did: it is none of those that are judged, and its check sends it again by itself. */
  readonly look?: true;
  /** So many milliseconds were waited before it. */
  readonly afterMs?: number;
  /** What it was in its sequence: with this its values are taken anew from the answers of the steps it names, counted from 1. */
  readonly planned?: {
    readonly role: 'create' | 'list' | 'read' | 'update' | 'delete' | 'use';
    readonly afterDelete: boolean;
    /** The path of a thing, its parameters without names, and the step that gave it. */
    readonly uses: readonly { readonly resource: string; readonly step: number }[];
  };
  /** Lower-case names of the headers with credentials that were sent beside these. */
  readonly left: readonly string[];
  /** It was sent at the same moment as the other steps that have this: how it was answered, by its status or why there was none. */
  readonly parallel?: string;
  /** How it was sent: `same` with the user's credentials, `none` without, `wrong` with ones that nobody has. */
  readonly credentials: 'same' | 'none' | 'wrong';
  /** Whose credentials those are; absent where one identity alone is configured. */
  readonly identity?: string;
};
