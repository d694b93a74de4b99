import type { JsonValue } from '../model/json.ts';

/** A request as a test sends it, relative to the base URL, without credentials. */
export interface StaticRequest {
  readonly method: string;
  /** Path and query behind the base URL's path; pieces that earlier answers give stand as the name of their variable. */
  readonly target: readonly (string | Variable)[];
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: StaticBody | undefined;
  /** Absent: with those of the environment. */
  readonly credentials?: 'none' | 'wrong';
  /** Whose credentials, where it is not the default identity. */
  readonly identity?: string;
}

/** A value that an earlier step of the same test keeps. */
export interface Variable {
  readonly variable: string;
}

/** A body that is JSON is shown as the value; its text is the same to the byte. */
export type StaticBody =
  | { readonly kind: 'json'; readonly value: JsonValue }
  | { readonly kind: 'text'; readonly parts: readonly (string | Variable)[] }
  | { readonly kind: 'base64'; readonly base64: string };

/** What a test asks of an answer. */
export type Expectation =
  /** The status is one of these: `200`, `4XX`. */
  | { readonly kind: 'status'; readonly statuses: readonly string[] }
  /** The status is none of these. */
  | { readonly kind: 'not-status'; readonly statuses: readonly string[] }
  /** Content type and body are what the document has for the operation and the status. */
  | { readonly kind: 'content' }
  /** The headers that the document requires are there. */
  | { readonly kind: 'headers' }
  /** The status is one that the operation documents. */
  | { readonly kind: 'documented' };

export interface StaticStep {
  readonly operation: string;
  readonly request: StaticRequest;
  readonly expectations: readonly Expectation[];
  /** Values of the answer that later steps need. */
  readonly keeps: readonly { readonly variable: string; readonly pointer: string }[];
  /** Sent at the end however the test ends, where what it needs was kept. */
  readonly isCleanUp?: true;
}

/** One test. */
export interface StaticTest {
  /** The same in every export of the same test. */
  readonly id: string;
  /** The operation it is listed with. */
  readonly operation: string;
  /** Readable, and unique among those of its operation. */
  readonly title: string;
  /** What stands in the comment before it. */
  readonly notes: readonly string[];
  /** It fails at the server that was run against: a failure that was found. */
  readonly isKnownFailure: boolean;
  /** Empty where a test cannot show it: then it is listed as something to do. */
  readonly steps: readonly StaticStep[];
}
