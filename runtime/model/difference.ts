import type { JsonPointer, JsonValue } from './json.ts';

/** One edit of the document: at the object or list that a pointer leads to. */
export type DocumentChange = {
  readonly file: string;
  readonly at: JsonPointer;
} & (
  | { readonly kind: 'set'; readonly members: { readonly [name: string]: JsonValue } }
  | { readonly kind: 'append'; readonly item: JsonValue }
  | { readonly kind: 'remove' }
);

/** Something in which the document and the server do not agree, as the server's refusals of valid requests showed. Plain JSON, redacted. */
export type Difference = {
  /** `message`: the server said so. `outcomes`: requests with it were refused and those without it were not. */
  readonly source: 'message' | 'outcomes';
  /** The labels of the operations that it was met at, in the document's order. */
  readonly operations: readonly string[];
  /** Where in the request. */
  readonly location: string;
  readonly parameter?: string;
  /** Where in the parameter's value or the body; `*` stands for any position of a list. */
  readonly pointer: string;
  /** The keyword of JSON Schema that says it; `unknown` for a parameter or property that the server does not take. */
  readonly keyword: string;
  /** The place as a person says it: `body.name`, `header parameter X-Tenant`. */
  readonly place: string;
  readonly documented: string;
  readonly demanded: string;
  /** `likely` where a field of the answer names the rule, `heuristic` where a sentence or the outcomes were read. */
  readonly confidence: 'likely' | 'heuristic';
  /** The refused requests that show it. */
  readonly evidence: number;
  /** The server's words. */
  readonly message?: string;
  /** The place of the document that says otherwise. */
  readonly where?: { readonly file: string; readonly line: number; readonly column: number; readonly pointer: string };
  /** What to change in the document so that it says what the server demands; empty where no sure edit is known. */
  readonly changes: readonly DocumentChange[];
};
