/** A body as reports show it: its text, or its bytes in base64. */
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
